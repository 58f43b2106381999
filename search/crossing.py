"""Two facets against each other: how many of the documents that a search finds have a value of each."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.columns import Mask
from search.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Crossing:
    """Documents by (row value, column value), by row value and in all; a value that no document has is left out.

    A document with several values counts for each, so that rows and columns do not add up to documents.
    """

    total: int
    rows: Mapping[str, int]
    cells: Mapping[tuple[str, str], int]


def crossing(snapshot: Snapshot, among: Mask, rows: str, columns: str) -> Crossing:
    """The documents of a mask by the values of two facets, counted in one go."""
    row, column = snapshot.column(rows), snapshot.column(columns)
    names, titles = snapshot.values(rows), snapshot.values(columns)
    table = np.zeros((len(names), len(titles)), np.int64)
    # For each (document, row value) the column values of that document, which stand next to each other once sorted.
    order = np.argsort(column.rows, kind="stable")
    documents, numbers = column.rows[order], column.numbers[order]
    kept = among[row.rows]
    first = np.searchsorted(documents, row.rows[kept], side="left")
    counts = np.searchsorted(documents, row.rows[kept], side="right") - first
    places = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(counts.sum())
    np.add.at(table, (np.repeat(row.numbers[kept], counts), numbers[places]), 1)
    cells = {(names[at], titles[to]): int(table[at, to]) for at, to in zip(*np.nonzero(table), strict=True)}
    return Crossing(int(among.sum()), snapshot.counts(rows, among), cells)
