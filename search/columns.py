"""What filters, counts and order need of the documents of one segment, as arrays."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from search.entries import Numbers, Record
from search.schema import RECORD

Mask = NDArray[np.bool_]


class Vocabulary:
    """The values that were ever seen of each facet, numbered once and for all segments."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self._lock = threading.Lock()

    def number(self, facet: str, value: str) -> int:
        """The number of a value, a new one if need be."""
        with self._lock:
            return self._numbers[facet].setdefault(value, len(self._numbers[facet]))

    def known(self, facet: str, values: Iterable[str]) -> list[int]:
        """The numbers of those values that any document ever had."""
        numbers = self._numbers.get(facet, {})
        return [numbers[value] for value in values if value in numbers]

    def values(self, facet: str) -> list[str]:
        """All values of a facet in the order of their numbers."""
        return list(self._numbers.get(facet, {}))


@dataclass(frozen=True, slots=True)
class Codes:
    """The values of one facet: document `rows[i]` has the value numbered `numbers[i]`."""

    rows: Numbers
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Columns:
    """The stored records of a segment, by local document number; nothing for what was deleted when it was read."""

    records: tuple[Record | None, ...]
    codes: dict[str, Codes]
    lengths: dict[str, NDArray[np.float64]]


def read_columns(reader: IndexReader, vocabulary: Vocabulary) -> Columns:
    """Read the records of a segment."""
    records: list[Record | None] = [None] * reader.doc_count_all()
    for number, stored in reader.iter_docs():
        records[number] = stored[RECORD]
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lengths: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(records)))
    for row, record in enumerate(records):
        if record is None:
            continue
        for facet, values in record.codes.items():
            pairs[facet] += [(row, vocabulary.number(facet, value)) for value in values]
        for field, length in record.lengths.items():
            lengths[field][row] = length
    return Columns(tuple(records), {facet: _codes(found) for facet, found in pairs.items()}, dict(lengths))


def joined(parts: list[Columns], facet: str) -> Codes:
    """The values of a facet over several segments, rows counted through."""
    bases = np.cumsum([0, *(len(part.records) for part in parts)])
    found = [(base, part.codes[facet]) for base, part in zip(bases, parts, strict=False) if facet in part.codes]
    if not found:
        return _codes([])
    rows = np.concatenate([codes.rows + base for base, codes in found])
    return Codes(rows, np.concatenate([codes.numbers for _, codes in found]))


def joined_lengths(parts: list[Columns], field: str) -> NDArray[np.float64]:
    """The lengths of a field over several segments."""
    nothing = [np.zeros(0)]
    return np.concatenate(nothing + [part.lengths.get(field, np.zeros(len(part.records))) for part in parts])


def _codes(pairs: list[tuple[int, int]]) -> Codes:
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return Codes(table[:, 0].copy(), table[:, 1].copy())
