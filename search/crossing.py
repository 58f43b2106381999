"""Two facets against each other: how many of the documents that a search finds have a value of each."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.columns import Mask, how_many, packed
from search.snapshot import Snapshot

# The row of documents that have no value of the first facet.
NONE = ""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Documents by (row value, column value), and by row value; a value that no document has is left out.

    A document with several values counts for each, so that rows and columns do not add up to documents.
    """

    total: int
    rows: Mapping[str, int]
    cells: Mapping[tuple[str, str], int]

    def cell(self, row: str, column: str) -> int:
        """How many documents have both values."""
        return self.cells.get((row, column), 0)


def crossing(snapshot: Snapshot, among: Mask, rows: str, columns: str) -> Crossing:
    """The documents of a mask by the values of two facets."""
    row, column, bits = snapshot.column(rows), snapshot.column(columns), packed(among)
    without = bits & ~np.bitwise_or.reduce(row.bits, axis=0)
    counted = {name: bits & having for name, having in zip(row.numbers, row.bits, strict=True)} | {NONE: without}
    counts = {name: int(np.bitwise_count(having).sum()) for name, having in counted.items()}
    cells = {
        (name, title): count
        for name, having in counted.items()
        if counts[name]
        for title, count in column.counts(having).items()
    }
    return Crossing(how_many(among), {name: count for name, count in counts.items() if count}, cells)
