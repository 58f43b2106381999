"""A term, or all with one beginning, over all segments: how often it stands in each document, and where in one."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.gathered import Numbers
from search.postings import NOWHERE, SHIFT, Places, Where
from search.schema import TEXT_OF
from search.segment import Segment

_NOWHERE, _NEVER = np.empty(0, np.int64), np.empty(0, np.uint8)


@dataclass(frozen=True, slots=True)
class Terms(Where):
    """The terms of a field numbered from `first` to before `last` in each segment.

    Where they stand is worked out only for the documents that somebody looks at.
    """

    field: str
    segments: Sequence[Segment]
    bases: Sequence[int]
    ranges: Sequence[tuple[int, int]]

    def __bool__(self) -> bool:
        return any(first < last for first, last in self.ranges)

    def frequencies(self) -> tuple[Numbers, NDArray[Any]]:
        """The documents in which they stand, in order, and how often they stand in each together."""
        documents, counts = [_NOWHERE], [_NEVER]
        for segment, base, (first, last) in zip(self.segments, self.bases, self.ranges, strict=True):
            if first < last:
                own, times = segment.between(self.field, first, last)
                if last - first > 1:
                    times = np.bincount(own, times, segment.size)
                    own = np.flatnonzero(times)
                    times = times[own]
                documents.append(own.astype(np.int64) + base)
                counts.append(times)
        return (documents[1], counts[1]) if len(documents) == 2 else (np.concatenate(documents), np.concatenate(counts))

    def among(self, documents: Numbers) -> Places:
        """The places in some documents, which are given in order."""
        found = [NOWHERE]
        cuts = [*(bisect_left(documents, base) for base in self.bases), len(documents)]
        for at, (base, (first, last)) in enumerate(zip(self.bases, self.ranges, strict=True)):
            if first < last and cuts[at] < cuts[at + 1]:
                found.append(self._in_segment(at, documents[cuts[at] : cuts[at + 1]] - base) + (base << SHIFT))
        return np.concatenate(found)

    def _in_segment(self, at: int, wanted: Numbers) -> Places:
        """The same in one segment, whose documents are numbered from 0."""
        first, last = self.ranges[at]
        segment = self.segments[at]
        if last - first == 1 and TEXT_OF[self.field][1]:
            return segment.places_among(self.field, first, wanted)
        parts = [self._inside(document + self.bases[at]) + (document << SHIFT) for document in wanted.tolist()]
        return np.concatenate([NOWHERE, *parts])

    def _inside(self, document: int) -> Numbers:
        """The positions in one document, in order."""
        at = bisect_right(self.bases, document) - 1
        first, last = self.ranges[at]
        if first >= last:
            return np.empty(0, np.int64)
        text, language = TEXT_OF[self.field]
        segment = self.segments[at]
        read = segment.stems_of if language else segment.forms_of
        terms = read(text, document - self.bases[at])
        return np.flatnonzero(terms == first if last - first == 1 else (terms >= first) & (terms < last))
