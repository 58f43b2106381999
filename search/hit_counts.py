"""The pages of one document on which a query's words stand, and how often, for jumping from hit to hit."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from search.gathered import Numbers
from search.postings import NOWHERE, SHIFT, among
from search.ranking import Occurrences
from search.snapshot import View


def pages_with_hits(view: View, public_id: str, found: Sequence[Occurrences]) -> dict[tuple[int, int], int]:
    """How many hits each page has, by the file's row id and the page number; hits that overlap are one."""
    numbers = np.flatnonzero((view.snapshot.joined("ids") == public_id.encode()) & view.mask)
    if not len(numbers):
        return {}
    own = numbers[:1].astype(np.int64)
    table = view.snapshot.pages(int(own[0]))
    starts = _apart([(among(one.places, own) - (own[0] << SHIFT), one.length) for one in found if not one.in_title])
    rows = np.searchsorted(table[:, 2], starts, side="right") - 1
    counted = Counter(rows.tolist())
    return {(int(table[row, 0]), int(table[row, 1])): count for row, count in sorted(counted.items())}


def _apart(found: Iterable[tuple[Numbers, int]]) -> Numbers:
    """The first words of the hits, without those that begin inside another."""
    pairs = sorted((int(start), length) for starts, length in found for start in starts)
    kept, end = [], -1
    for start, length in pairs:
        if start >= end:
            kept.append(start)
        end = max(end, start + length)
    return np.array(kept, np.int64) if kept else NOWHERE
