"""How many documents have each value of each facet: the values of all facets, counted together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.columns import Bits
from search.gathered import Numbers
from search.labels import Labels
from search.query import FACETS
from search.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Tally:
    """A row for each value of a facet that a document can have, facet by facet, in the order of their labels.

    `values` are values and labels, `bits` their documents as in a column, `rows` where those of each facet are;
    `ranks` are further apart from facet to facet than any count.
    """

    values: Sequence[tuple[str, str]]
    bits: Bits
    rows: Mapping[str, slice]
    ranks: Numbers

    def counts(self, among: Bits, name: str = "") -> Numbers:
        """How many of some documents have each value of a facet, or of all facets."""
        rows = self.rows[name] if name else slice(None)
        counts: Numbers = np.bitwise_count(self.bits[rows] & among).sum(axis=1, dtype=np.uint32).astype(np.int64)
        return counts

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
    return Tally(values, np.concatenate(bits), rows, np.array(facets, np.int64) * (len(snapshot) + 1))
