"""Where in a document the matches of a query stand closest together and say most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from search.gathered import Numbers
from search.grammar import Near
from search.postings import NOWHERE, SHIFT, Places
from search.ranking import Occurrences, Scores

MOST = 3
# Words within which matches belong together, and words two stretches are apart at least.
REACH = 24
APART = 20
# No passage shows more words than that before or after a stretch.
AROUND = 40
# What one more occurrence of the same words adds, against the first; and how many of them count.
_REPEATED, _MOST_REPEATED = 0.1, 5
# A synonym or a translation, against any word that was asked.
_ALSO = 0.01
# The stretches that are tried for the best three; matches stand in crowds, and most of a crowd overlap.
_MOST_TRIED = 500


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `first` to `last` of a page, counted from 0; `matched` is false for a page's mere beginning.

    The page's own words begin at position `begin` of the document and are so many; `row` is its row id.
    """

    file: int
    page: int
    first: int
    last: int
    begin: int
    words: int
    row: int
    matched: bool = True
    # First and last words of the matches on the page, as far as they are whole on it; None if they are not known.
    matches: tuple[tuple[int, int], ...] | None = None

    @property
    def key(self) -> tuple[int, int]:
        """The file's row id and the page number."""
        return self.file, self.page


def best_stretches(tables: Mapping[int, Numbers], occurrences: Sequence[Occurrences]) -> dict[int, list[Stretch]]:
    """Up to three of each document, best first; its beginning where no word of the query stands in its pages.

    `tables` are the pages of the documents; `occurrences` are only those in these documents, with their places.
    """
    inside = [(found.places, found) for found in occurrences if not found.in_title]
    crowd = _crowd([(places, found) for places, found in inside if isinstance(places, np.ndarray)])
    known = not any(isinstance(found.leaf, Near) for _, found in inside)
    return {document: _in_document(table, document, crowd, known) for document, table in tables.items()}


@dataclass(frozen=True, slots=True)
class _Crowd:
    """All matches in several documents, as places in order: from where to where, and where the stretch ends that
    begins with each, with its rating."""

    starts: Numbers
    ends: Numbers
    last: Numbers
    ratings: Scores


def _crowd(inside: Sequence[tuple[Places, Occurrences]]) -> _Crowd:
    starts = np.concatenate([NOWHERE, *(places for places, _ in inside)])
    ends = np.concatenate([NOWHERE, *(places + found.length for places, found in inside)])
    leaves = np.repeat(np.arange(len(inside)), [len(places) for places, _ in inside])
    order = np.lexsort((leaves, starts))
    starts, ends, leaves = starts[order], ends[order], leaves[order]
    # No stretch reaches into the next document: its places are far away.
    beyond = np.searchsorted(starts, starts + REACH, side="right")
    last = np.maximum.accumulate(ends)[beyond - 1] - 1
    return _Crowd(starts, ends, last, _ratings(leaves, beyond, [_weight(found) for _, found in inside]))


def _in_document(table: Numbers, document: int, crowd: _Crowd, known: bool) -> list[Stretch]:
    first, beyond = np.searchsorted(crowd.starts, (document << SHIFT, (document + 1) << SHIFT)).tolist()
    if first == beyond:
        return _beginning(table)
    starts, ends, last = (array[first:beyond] - (document << SHIFT) for array in (crowd.starts, crowd.ends, crowd.last))
    best = _apart(crowd.ratings[first:beyond], starts, last)
    chosen = [_on_page(table, int(starts[at]), int(last[at])) for at in best]
    return [replace(one, matches=_matches(one, starts, ends)) for one in chosen] if known else chosen


def _matches(stretch: Stretch, starts: Numbers, ends: Numbers) -> tuple[tuple[int, int], ...]:
    """The matches that may be shown with a stretch, those that overlap as one."""
    first, beyond = np.searchsorted(starts, (stretch.begin, stretch.begin + stretch.last + AROUND))
    merged: list[tuple[int, int]] = []
    for start, end in zip(starts[first:beyond].tolist(), ends[first:beyond].tolist(), strict=True):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > stretch.begin + stretch.first - AROUND:
            merged.append((start, end))
    return tuple((start - stretch.begin, end - stretch.begin - 1) for start, end in merged)


def _weight(found: Occurrences) -> float:
    """What one match says: what was asked before whatever else says the same."""
    return found.weight * (_ALSO if found.also else 1.0)


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
    for at in np.lexsort((starts, -np.round(ratings, 8)))[:_MOST_TRIED]:
        if all(starts[at] > last[other] + APART or last[at] < starts[other] - APART for other in chosen):
            chosen.append(int(at))
        if len(chosen) == MOST:
            break
    return chosen


def _on_page(table: Numbers, first: int, last: int) -> Stretch:
    row = int(np.searchsorted(table[:, 2], first, side="right")) - 1
    file, page, start, words, id = table[row].tolist()
    return Stretch(file, page, first - start, min(last - start, words - 1), start, words, id)


def _beginning(table: Numbers) -> list[Stretch]:
    """The first page that has words."""
    filled = np.flatnonzero(table[:, 3])
    return [
        Stretch(file, page, 0, 0, start, words, id, matched=False)
        for file, page, start, words, id in table[filled[:1]].tolist()
    ]
