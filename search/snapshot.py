"""The index as it was at one commit, for any number of threads; and what one reader may see of it."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from copy import copy
from itertools import accumulate, pairwise
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from search.columns import Column, Mask, column, how_many, packed
from search.deadline import NEVER, Deadline
from search.entries import Record
from search.gathered import Numbers
from search.postings import NOWHERE, SHIFT, Places, documents_of
from search.ranking import B
from search.schema import TEXT_OF
from search.segment import Segment
from search.sequences import sequence
from search.strings import Strings
from search.terms import Terms

T = TypeVar("T")
Numbered = NDArray[np.float64]


class Snapshot:
    """All segments of one commit, documents counted through."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.bases = list(accumulate((segment.size for segment in segments), initial=0))
        self._size = self.bases.pop()
        self._kept: dict[str, Any] = {}
        self.live: Mask = np.concatenate([np.zeros(0, bool), *(segment.live for segment in segments)])
        # The fields in which any document has words.
        self.fields = frozenset(field for segment in segments for field in segment.fields)

    def __len__(self) -> int:
        return self._size

    @property
    def is_whole(self) -> bool:
        """Whether no file was cut short since it was opened."""
        return all(segment.arrays.is_whole for segment in self.segments)

    def place(self, document: int) -> tuple[Segment, int]:
        """The segment of a document, and its number there."""
        at = bisect_right(self.bases, document) - 1
        return self.segments[at], document - self.bases[at]

    def record(self, document: int) -> Record:
        """What is stored of a document."""
        segment, number = self.place(document)
        return segment.record(number)

    def pages(self, document: int) -> Numbers:
        """A row of (file id, page number, first position, words, row id) for each page of a document."""
        segment, number = self.place(document)
        return segment.pages(number)

    def pages_at(self, places: Places) -> Numbers:
        """The row of the page on which each place stands; document by document, these in order."""
        cuts = documents_of(places).searchsorted([*self.bases, len(self)]).tolist()
        parts = zip(self.segments, self.bases, pairwise(cuts), strict=True)
        return np.concatenate([one.pages_at(places[at:to] - (base << SHIFT)) for one, base, (at, to) in parts])

    @property
    def records(self) -> list[Record | None]:
        """What is stored of every document, nothing for those that are deleted."""
        live = self.live.tolist()
        return self.kept("records", lambda: [self.record(at) if live[at] else None for at in range(len(self))])

    def live_records(self) -> list[Record]:
        """What is stored of every document that is in the index."""
        return [record for record in self.records if record is not None]

    def joined(self, name: str) -> NDArray[Any]:
        """An array that every segment has, with an element for each document."""
        parts = [segment.arrays[name] for segment in self.segments] or [np.empty(0, np.bytes_)]
        return self.kept(f"joined {name}", lambda: np.concatenate(parts))

    def title_keys(self) -> list[bytes]:
        """The titles folded, as they are put in order."""
        return [key for segment in self.segments for key in Strings(segment.arrays, "title_keys")]

    def view(self, visibilities: tuple[str, ...]) -> "View":
        """What may be seen under an access mask."""
        return self.kept(f"view {visibilities}", lambda: View(self, visibilities))

    def sequence(self, field: str, terms: tuple[str, ...]) -> Places:
        """The places where terms stand next to each other, in order, also those in deleted documents."""
        found = [
            sequence(segment, field, terms) + (base << SHIFT)
            for segment, base in zip(self.segments, self.bases, strict=True)
        ]
        return np.concatenate(found) if len(found) > 1 else found[0] if found else NOWHERE

    def places(self, field: str, term: str) -> Places:
        """All places of a term, also those in deleted documents."""
        return self.sequence(field, (term,))

    def terms(self, field: str, term: str) -> Terms:
        """A term, not yet looked up in any document."""
        numbers = [segment.term(field, term) for segment in self.segments]
        return Terms(field, self.segments, self.bases, [(max(number, 0), number + 1) for number in numbers])

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Something worked out from this snapshot once; two threads may do it twice, with the same outcome."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast(T, self._kept[name])

    def lengths(self, field: str) -> Numbered:
        """The number of words in a field, by document."""
        return self.kept(
            f"lengths {field}",
            lambda: np.concatenate([np.zeros(0), *(segment.lengths(field) for segment in self.segments)]),
        )

    def column(self, facet: str) -> Column:
        """The values of a facet, by document."""
        return self.kept(f"column {facet}", lambda: column(self.segments, self.bases, facet))


class View:
    """The documents of a snapshot that one access mask leaves, and the statistics of these alone.

    Nothing a reader is shown may depend on a document outside the mask, not even by way of a score.
    """

    def __init__(self, snapshot: Snapshot, visibilities: tuple[str, ...]) -> None:
        self.snapshot = snapshot
        self.mask: Mask = snapshot.live & snapshot.column("visibility").having(visibilities)
        self.size = how_many(self.mask)
        self.deadline = NEVER
        self._evening: dict[str, Numbered] = {}

    def counts(self, facet: str) -> dict[str, int]:
        """How many of the documents have each value of a facet, without zeros."""
        return self.snapshot.column(facet).counts(packed(self.mask))

    def until(self, deadline: Deadline) -> "View":
        """The same for one search, which is given up at a moment."""
        limited = copy(self)
        limited.deadline = deadline
        return limited

    def average_length(self, field: str) -> float:
        """The mean number of words in a field, over the visible documents that have it."""
        lengths = self.snapshot.lengths(field)[self.mask]
        filled = lengths[lengths > 0]
        return float(filled.mean()) if len(filled) else 1.0

    def evening(self, field: str) -> Numbered:
        """What the frequency of a word in a field counts, by document: less in a long field than in a short one."""
        if field not in self._evening:
            held = B[TEXT_OF[field][0]]
            self._evening[field] = 1 / (1 - held + held * self.snapshot.lengths(field) / self.average_length(field))
        return self._evening[field]

    def beginning(self, field: str, prefix: str, most: int) -> tuple[Terms, int]:
        """The unstemmed terms with that beginning, and how many of them can be seen.

        They end before the first that can be seen after `most` of them; those that cannot count for nothing.
        """
        segments, bases = self.snapshot.segments, self.snapshot.bases
        ranges = [segment.forms.beginning(prefix.encode()) for segment in segments]
        parts = zip(segments, bases, ranges, strict=True)
        seen = sorted({word for segment, base, terms in parts for word in self._seen(field, segment, base, terms)})
        if len(seen) > most:
            ends = [segment.forms.beginning(seen[most])[0] for segment in segments]
            ranges = [(first, max(first, end)) for (first, _), end in zip(ranges, ends, strict=True)]
        return Terms(field, segments, bases, ranges), len(seen)

    def _seen(self, field: str, segment: Segment, base: int, terms: tuple[int, int]) -> set[bytes]:
        """The terms of a range that stand in a visible document."""
        first, last = terms
        documents, _ = segment.between(field, first, last)
        if not len(documents):
            return set()
        visible = np.concatenate([[0], np.cumsum(self.mask[base:][documents])])
        begins = np.append(segment.begins(field, first, last), len(documents))
        return {segment.forms[first + at] for at in np.flatnonzero(np.diff(visible[begins])).tolist()}
