"""Where in a document the matches of a query stand closest together and say most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.entries import Numbers, Record
from search.evaluator import Occurrences, Scores
from search.postings import in_document

MOST = 3
# Words within which matches belong together, and words two stretches are apart at least.
REACH = 24
APART = 20
# What one more occurrence of the same words adds, against the first; and how many of them count.
_REPEATED, _MOST_REPEATED = 0.1, 5
# The stretches that are tried for the best three; matches stand in crowds, and most of a crowd overlap.
_MOST_TRIED = 500


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `first` to `last` of a page, counted from 0; `matched` is false for a page's mere beginning."""

    file: int
    page: int
    first: int
    last: int
    matched: bool = True

    @property
    def key(self) -> tuple[int, int]:
        """The file's row id and the page number."""
        return self.file, self.page


def best_stretches(record: Record, document: int, occurrences: Sequence[Occurrences]) -> list[Stretch]:
    """Up to three, best first; the document's beginning where no word of the query stands in its pages."""
    inside = [(in_document(found.places, document), found) for found in occurrences]
    inside = [(positions, found) for positions, found in inside if len(positions)]
    table = record.page_table
    if not inside:
        return _beginning(table)
    starts = np.concatenate([positions for positions, _ in inside])
    ends = np.concatenate([positions + found.length for positions, found in inside])
    leaves = np.repeat(np.arange(len(inside)), [len(positions) for positions, _ in inside])
    order = np.lexsort((leaves, starts))
    starts, ends, leaves = starts[order], ends[order], leaves[order]
    beyond = np.searchsorted(starts, starts + REACH, side="right")
    ratings = _ratings(leaves, beyond, [found.weight for _, found in inside])
    last = np.maximum.accumulate(ends)[beyond - 1] - 1
    return [_on_page(table, int(starts[at]), int(last[at])) for at in _apart(ratings, starts, last)]


def _ratings(leaves: Numbers, beyond: Numbers, weights: Sequence[float]) -> Scores:
    """How much the matches say that stand between each match and its `beyond`: rare leaves and different ones more."""
    rating = np.zeros(len(leaves))
    for leaf, weight in enumerate(weights):
        counted = np.concatenate([[0], np.cumsum(leaves == leaf)])
        count = counted[beyond] - counted[:-1]
        rating += weight * ((count > 0) + _REPEATED * np.clip(count - 1, 0, _MOST_REPEATED))
    return rating


def _apart(ratings: Scores, starts: Numbers, last: Numbers) -> list[int]:
    """The best three that do not overlap; the earlier of equals."""
    chosen: list[int] = []
    for at in np.lexsort((starts, -np.round(ratings, 6)))[:_MOST_TRIED]:
        if all(starts[at] > last[other] + APART or last[at] < starts[other] - APART for other in chosen):
            chosen.append(int(at))
        if len(chosen) == MOST:
            break
    return chosen


def _on_page(table: Numbers, first: int, last: int) -> Stretch:
    row = int(np.searchsorted(table[:, 2], first, side="right")) - 1
    file, page, start, words = (int(value) for value in table[row])
    return Stretch(file, page, first - start, min(last - start, words - 1))


def _beginning(table: Numbers) -> list[Stretch]:
    """The first page that has words."""
    filled = np.flatnonzero(table[:, 3])
    return [Stretch(int(table[row][0]), int(table[row][1]), 0, 0, matched=False) for row in filled[:1]]
