"""How many documents have each value of each facet: the values of all facets, counted together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.columns import Bits, Mask, how_many, packed, unpacked
from search.gathered import Numbers
from search.labels import Labels
from search.postings import spread
from search.query import FACETS
from search.snapshot import Snapshot

# Up to this share of all documents it is quicker to gather what each has than to look at every bit.
_FEW = 1 / 16
EVERY = slice(None)


@dataclass(frozen=True, slots=True)
class Tally:
    """A row for each value of a facet that a document can have, facet by facet, in the order of their labels.

    `values` are values and labels, `rows` where those of each facet are; `bits` are their documents as in a column, and
    `had` the rows of each document, one after the other, up to `ends`; `ranks` are further apart from facet to facet
    than any count.
    """

    values: Sequence[tuple[str, str]]
    rows: Mapping[str, slice]
    bits: Bits
    had: NDArray[np.uint16]
    ends: Numbers
    ranks: Numbers

    def counts(self, among: Mask, rows: slice = EVERY) -> Numbers:
        """How many of some documents have each value."""
        if how_many(among) > len(among) * _FEW:
            bits = self.bits[rows] & packed(among)
            counts: Numbers = np.bitwise_count(bits).sum(axis=1, dtype=np.uint32).astype(np.int64)
            return counts
        documents = np.flatnonzero(among)
        had = self.had[spread(self.ends[documents], self.ends[documents + 1])]
        return np.bincount(had, minlength=len(self.values))[rows]

    def in_order(self, counts: Numbers) -> Sequence[int]:
        """The rows facet by facet, those with the greatest counts first; of equals as they are labelled."""
        order: list[int] = np.argsort(self.ranks - counts, kind="stable").tolist()
        return order


def tally(snapshot: Snapshot, labels: Labels) -> Tally:
    """The values of a snapshot's facets, put together once."""
    return snapshot.kept("tally", lambda: _tally(snapshot, labels))


def _tally(snapshot: Snapshot, labels: Labels) -> Tally:
    values: list[tuple[str, str]] = []
    bits, rows, facets = [], {}, []
    for number, name in enumerate(FACETS):
        column = snapshot.column(name)
        ranked = sorted((labels.one(name, value), value) for value in column.numbers)
        bits.append(column.bits[[column.numbers[value] for _, value in ranked]])
        rows[name] = slice(len(values), len(values) + len(ranked))
        facets += [number] * len(ranked)
        values += [(value, label) for label, value in ranked]
    every = np.concatenate(bits)
    documents, had = np.nonzero(unpacked(every, len(snapshot)).T)
    ends = np.searchsorted(documents, np.arange(len(snapshot) + 1))
    ranks = np.array(facets, np.int64) * (len(snapshot) + 1)
    return Tally(values, rows, every, had.astype(np.uint16), ends, ranks)
