"""Where terms stand, as sorted numbers: a document and a position in one."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]

NOWHERE: Places = np.empty(0, np.int64)
# A place is the document's number times this, plus the position in it.
SHIFT = 32
_POSITION_MASK = (1 << SHIFT) - 1


def documents_of(places: Places) -> Places:
    """The document of each place."""
    return places >> SHIFT


def positions_of(places: Places) -> Places:
    """The position of each place in its document."""
    return places & _POSITION_MASK


class Where(Protocol):
    """Something that stands in documents, without its places being known beforehand."""

    def among(self, documents: Places) -> Places:
        """The places in some documents, which are given in order."""
        ...


def among(places: Places | Where, documents: Places) -> Places:
    """The places in some documents, which are given in order."""
    if not isinstance(places, np.ndarray):
        return places.among(documents)
    return places[
        spread(np.searchsorted(places, documents << SHIFT), np.searchsorted(places, (documents + 1) << SHIFT))
    ]


def spread(first: Places, beyond: Places) -> Places:
    """All numbers of several ranges, one range after the other."""
    counts = beyond - first
    ends = counts.cumsum()
    numbers: Places = (first - ends + counts).repeat(counts) + np.arange(ends[-1] if len(ends) else 0)
    return numbers
