"""Two facets against each other: how many of the documents that a search finds have a value of each."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.columns import Mask
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
    """The documents of a mask by the values of two facets, counted in one go."""
    without = among.copy()
    without[snapshot.column(rows).rows] = False
    counts = {**snapshot.counts(rows, among), **({NONE: int(without.sum())} if without.any() else {})}
    unknown = {(NONE, value): count for value, count in snapshot.counts(columns, without).items()}
    return Crossing(int(among.sum()), counts, {**_cells(snapshot, among, rows, columns), **unknown})


def _cells(snapshot: Snapshot, among: Mask, rows: str, columns: str) -> dict[tuple[str, str], int]:
    row, column = snapshot.column(rows), snapshot.column(columns)
    names, titles = snapshot.values(rows), snapshot.values(columns)
    order = np.argsort(column.rows, kind="stable")
    documents, numbers = column.rows[order], column.numbers[order]
    # Each (document, row value) meets the column values of its document, which now stand next to each other.
    kept = among[row.rows]
    first = np.searchsorted(documents, row.rows[kept], side="left")
    counts = np.searchsorted(documents, row.rows[kept], side="right") - first
    before = np.cumsum(counts) - counts
    places = np.repeat(first - before, counts) + np.arange(counts.sum())
    pairs = np.repeat(row.numbers[kept], counts) * len(titles) + numbers[places]
    found, times = np.unique(pairs, return_counts=True)
    return {
        (names[pair // len(titles)], titles[pair % len(titles)]): count
        for pair, count in zip(found.tolist(), times.tolist(), strict=True)
    }
