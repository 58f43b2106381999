"""Where in a document the matches of a query stand closest together and say most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import NamedTuple

import numpy as np

from search.gathered import Numbers
from search.grammar import Near
from search.postings import SHIFT, documents_of
from search.ranking import Occurrences, Scores, Standing
from search.snapshot import Snapshot

MOST = 3
# Words within which matches belong together, and words two stretches are apart at least.
REACH = 24
APART = 20
# No passage shows more words than that before or after a stretch.
AROUND = 40
# What one more occurrence of the same words adds, against the first; and how many of them count.
_REPEATED, _MOST_REPEATED = 0.1, 5
# What so many occurrences say together.
_SAID = np.array([0.0, *(1 + _REPEATED * more for more in range(_MOST_REPEATED + 1))])
# A synonym or a translation, against any word that was asked.
_ALSO = 0.01
# The stretches that are tried for the best three; matches stand in crowds, and most of a crowd overlap.
_MOST_TRIED = 500


class Stretch(NamedTuple):
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


def best_stretches(
    snapshot: Snapshot, documents: Iterable[int], standing: Sequence[Standing], most: int = MOST
) -> dict[int, list[Stretch]]:
    """The best few of each document, best first; its beginning where no word of the query stands in its pages."""
    stretches: dict[int, list[Stretch]] = {document: [] for document in documents}
    if not most:
        return stretches
    inside = [one for one in standing if not one.of.in_title]
    known = not any(isinstance(one.of.leaf, Near) for one in inside)
    for document, stretch in _on_pages(snapshot, _crowd(inside), most, known) if inside else ():
        stretches[document].append(stretch)
    return {document: found or _beginning(snapshot.pages(document)) for document, found in stretches.items()}


@dataclass(frozen=True, slots=True)
class _Crowd:
    """All matches in several documents, as places in order: from where to where, and where the stretch ends that
    begins with each, with its rating."""

    starts: Numbers
    ends: Numbers
    last: Numbers
    ratings: Scores


def _crowd(inside: Sequence[Standing]) -> _Crowd:
    starts = np.concatenate([one.places for one in inside])
    ends = np.concatenate([one.places + one.of.length for one in inside])
    leaves = np.arange(len(inside)).repeat([len(one.places) for one in inside])
    order = starts.argsort(kind="stable")
    starts, ends, leaves = starts[order], ends[order], leaves[order]
    # No stretch reaches into the next document: its places are far away.
    beyond = starts.searchsorted(starts + REACH, side="right")
    last = np.maximum.accumulate(ends)[beyond - 1] - 1
    return _Crowd(starts, ends, last, _ratings(leaves, beyond, [_weight(one.of) for one in inside]))


def _weight(found: Occurrences) -> float:
    """What one match says: what was asked before whatever else says the same."""
    return found.weight * (_ALSO if found.also else 1.0)


def _ratings(leaves: Numbers, beyond: Numbers, weights: Sequence[float]) -> Scores:
    """How much the matches say that stand between each match and its `beyond`: rare leaves and different ones more."""
    rating = np.zeros(len(leaves))
    counted = np.zeros(len(leaves) + 1, np.int64)
    for leaf, weight in enumerate(weights):
        (leaves == leaf).cumsum(out=counted[1:])
        count = counted[beyond] - counted[:-1]
        rating += weight * _SAID[np.minimum(count, len(_SAID) - 1)]
    return rating


def _apart(crowd: _Crowd, most: int) -> Numbers:
    """The best few of each document that do not overlap, document by document; the earlier of equals."""
    documents = documents_of(crowd.starts)
    order = np.lexsort((-crowd.ratings.round(8), documents)).tolist()
    firsts = (np.flatnonzero(documents[1:] != documents[:-1]) + 1).tolist()
    starts, ends = crowd.starts.tolist(), crowd.last.tolist()
    chosen: list[int] = []
    for first, beyond in pairwise([0, *firsts, len(order)]):
        own = order[first : first + 1]
        for at in order[first + 1 : min(beyond, first + _MOST_TRIED)]:
            if len(own) == most:
                break
            if all(starts[at] > ends[other] + APART or ends[at] < starts[other] - APART for other in own):
                own.append(at)
        chosen += own
    return np.array(chosen, np.int64)


def _on_pages(snapshot: Snapshot, crowd: _Crowd, most: int, known: bool) -> Iterator[tuple[int, Stretch]]:
    """The best few stretches of each document, with their documents, on the pages on which they begin."""
    chosen = _apart(crowd, most)
    starts = crowd.starts[chosen]
    rows, documents = snapshot.pages_at(starts), documents_of(starts)
    begins = rows[:, 2] + (documents << SHIFT)
    first, last = starts - begins, np.minimum(crowd.last[chosen] - begins, rows[:, 3] - 1)
    matches = _matches(crowd, begins, first, last) if known else repeat(None)
    for document, row, one, other, inside in zip(
        documents.tolist(), rows.tolist(), first.tolist(), last.tolist(), matches, strict=False
    ):
        file, page, begin, words, id = row
        yield document, Stretch(file, page, one, other, begin, words, id, True, inside)


def _matches(crowd: _Crowd, begins: Numbers, first: Numbers, last: Numbers) -> Iterator[tuple[tuple[int, int], ...]]:
    """The matches that may be shown with each stretch, those that overlap as one; `begins` are places of pages."""
    starts, ends = crowd.starts.tolist(), crowd.ends.tolist()
    earliest = crowd.starts.searchsorted(begins).tolist()
    beyond = crowd.starts.searchsorted(begins + last + AROUND).tolist()
    for begin, after, at, to in zip(begins.tolist(), (begins + first - AROUND).tolist(), earliest, beyond, strict=True):
        merged: list[tuple[int, int]] = []
        for start, end in zip(starts[at:to], ends[at:to], strict=True):
            if merged and start - begin <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end - begin - 1, merged[-1][1]))
            elif end > after:
                merged.append((start - begin, end - begin - 1))
        yield tuple(merged)


def _beginning(table: Numbers) -> list[Stretch]:
    """The first page that has words."""
    for file, page, start, words, id in table.tolist():
        if words:
            return [Stretch(file, page, 0, 0, start, words, id, matched=False)]
    return []
