"""The values of facets over several segments, numbered once for all of them."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.gathered import Numbers
from search.segment import Segment

Mask = NDArray[np.bool_]


class Values:
    """The values that were ever seen of each facet, numbered once and for all segments."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self._lock = threading.Lock()

    def numbers(self, facet: str, values: Iterable[str]) -> Numbers:
        """The numbers of values, new ones if need be."""
        with self._lock:
            known = self._numbers[facet]
            return np.array([known.setdefault(value, len(known)) for value in values], np.int64)

    def known(self, facet: str, values: Iterable[str]) -> list[int]:
        """The numbers of those values that any document ever had."""
        numbers = self._numbers.get(facet, {})
        return [numbers[value] for value in values if value in numbers]

    def all(self, facet: str) -> list[str]:
        """All values of a facet in the order of their numbers."""
        return list(self._numbers.get(facet, {}))


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one facet: document `rows[i]` has the value numbered `numbers[i]`."""

    rows: Numbers
    numbers: Numbers


def column(segments: Sequence[Segment], bases: Sequence[int], facet: str, values: Values) -> Column:
    """The values of a facet over several segments, documents counted through."""
    rows, numbers = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for segment, base in zip(segments, bases, strict=True):
        if own := segment.arrays.meta["values"].get(facet):
            rows.append(segment.arrays[f"codes.{facet}.rows"].astype(np.int64) + base)
            numbers.append(values.numbers(facet, own)[segment.arrays[f"codes.{facet}.numbers"]])
    return Column(np.concatenate(rows), np.concatenate(numbers))
