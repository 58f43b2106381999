"""Loose phrases: where all of some words stand within a stretch of text, in any order."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from search.gathered import GAP
from search.postings import NOWHERE, Places


def stretch_of(words: int, distance: int) -> int:
    """How many words wide a stretch is that a loose phrase may fill; never from one file into the next."""
    return max(words, min(words + distance, GAP))


def near(terms: Sequence[str], distance: int, places: Callable[[str], Places]) -> Places:
    """The places at which a stretch begins that holds every term, as often as it is named."""
    wanted = Counter(terms)
    found = {term: places(term) for term in wanted}
    if not wanted or any(len(found[term]) < times for term, times in wanted.items()):
        return NOWHERE
    width = stretch_of(len(terms), distance)
    starts = np.unique(np.concatenate(list(found.values())))
    # The rarest first, so that few are left to look up in the long ones.
    for term, times in sorted(wanted.items(), key=lambda item: len(found[item[0]])):
        first, beyond = np.searchsorted(found[term], (starts, starts + width))
        starts = starts[beyond - first >= times]
    return starts
