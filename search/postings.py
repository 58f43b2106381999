"""Where terms stand, as sorted numbers: a document and a position in one, so that numpy finds phrases."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

from search.schema import unpack

Places = NDArray[np.int64]

NOWHERE: Places = np.empty(0, np.int64)
# A place is the document's number times this, plus the position in it.
SHIFT = 32
_POSITION_MASK = (1 << SHIFT) - 1
# Memory for decoded terms: 8 bytes a place.
_MOST_BYTES = 96_000_000


def documents_of(places: Places) -> Places:
    """The document of each place."""
    return places >> SHIFT


def positions_of(places: Places) -> Places:
    """The position of each place in its document."""
    return places & _POSITION_MASK


def in_document(places: Places, document: int) -> Places:
    """The positions in one document, in order."""
    first, last = np.searchsorted(places, (document << SHIFT, (document + 1) << SHIFT))
    return positions_of(places[first:last])


def read_places(reader: IndexReader, field: str, term: str) -> Places:
    """All places of a term in one segment, decoded; nothing if the segment does not have it."""
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return NOWHERE
    documents, values = [], []
    while matcher.is_active():
        documents.append(matcher.id())
        values.append(matcher.value())
        matcher.next()
    positions = unpack(b"".join(values)).astype(np.int64)
    counts = np.fromiter((len(value) // 4 for value in values), np.int64, len(values))
    return (np.repeat(np.array(documents, np.int64), counts) << SHIFT) + positions


def adjacent(sequence: Sequence[Places]) -> Places:
    """The places of the first term where every other term follows in order, one position after the other."""
    starts = [places - offset for offset, places in enumerate(sequence)]
    # The rarest first, so that the others are only looked up.
    rarest, *others = sorted(starts, key=len)
    for other in others:
        rarest = _in_both(rarest, other)
    return rarest


def _in_both(few: Places, many: Places) -> Places:
    if not len(few) or not len(many):
        return NOWHERE
    found = np.searchsorted(many, few)
    found[found == len(many)] = 0
    both: Places = few[many[found] == few]
    return both


class PlacesCache:
    """Decoded terms, the least used forgotten first; shared by all threads."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Places] = OrderedDict()

    def get(self, key: Hashable, read: Callable[[], Places]) -> Places:
        """What is kept under a key, or else what `read` gives, kept from now on."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        places = read()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = places
                self._bytes += _cost(places)
            while self._bytes > self._most and len(self._kept) > 1:
                self._bytes -= _cost(self._kept.popitem(last=False)[1])
        return places


def _cost(places: Places) -> int:
    # An entry costs its key and its array's header, too.
    return places.nbytes + 400
