"""The index as it was at one commit, for any number of threads; and what one reader may see of it."""

import threading
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from search.columns import Codes, Columns, Mask, Vocabulary, joined, joined_lengths
from search.damage import noticed
from search.entries import Record
from search.postings import NOWHERE, SHIFT, Places, PlacesCache, adjacent, read_places

T = TypeVar("T")


def segment_key(reader: IndexReader) -> str:
    """What names a segment for good: what was read of it stays true, but for documents deleted since."""
    return str(reader.segment().segment_id())  # type: ignore[union-attr]


class Segment:
    """One segment: its reader, which is not safe to share, and its columns, which are."""

    def __init__(self, reader: IndexReader, columns: Columns, base: int) -> None:
        self.reader = reader
        self.columns = columns
        self.base = base
        self.key = segment_key(reader)
        # Whoosh reads postings through one file position; two threads at once would read each other's.
        self.lock = threading.Lock()

    def places(self, field: str, term: str) -> Places:
        with self.lock, noticed():
            return read_places(self.reader, field, term)

    def expansions(self, field: str, prefix: str) -> list[str]:
        with self.lock, noticed():
            return [term.decode() for term in self.reader.expand_prefix(field, prefix)]

    @cached_property
    def live(self) -> Mask:
        live = np.zeros(len(self.columns.records), bool)
        live[list(self.reader.all_doc_ids())] = True
        return live


class Snapshot:
    """All segments of one commit, documents counted through."""

    def __init__(self, segments: Sequence[Segment], vocabulary: Vocabulary, cache: PlacesCache) -> None:
        self._segments = segments
        self._vocabulary = vocabulary
        self._cache = cache
        self._kept: dict[str, Any] = {}
        self._columns = [segment.columns for segment in segments]
        self.live: Mask = np.concatenate([np.zeros(0, bool), *(segment.live for segment in segments)])
        kept = (record for part in self._columns for record in part.records)
        self.records = [record if live else None for record, live in zip(kept, self.live, strict=True)]

    def __len__(self) -> int:
        return len(self.records)

    def live_records(self) -> list[Record]:
        """What is stored of every document that is in the index."""
        return [record for record in self.records if record is not None]

    def record(self, document: int) -> Record:
        """What is stored of a live document."""
        record = self.records[document]
        if record is None:
            raise LookupError(f"Document number {document} is deleted.")
        return record

    def view(self, visibilities: tuple[str, ...]) -> "View":
        """What may be seen under an access mask."""
        return self.kept(f"view {visibilities}", lambda: View(self, visibilities))

    def places(self, field: str, term: str) -> Places:
        """All places of a term, also those in deleted documents."""
        found = []
        for segment in self._segments:
            places = self._cache.get((segment.key, field, term), partial(segment.places, field, term))
            if len(places):
                found.append(places + (segment.base << SHIFT) if segment.base else places)
        return np.concatenate(found) if len(found) > 1 else found[0] if found else NOWHERE

    def sequence(self, field: str, terms: tuple[str, ...]) -> Places:
        """The places where terms stand next to each other, in order."""
        every = []
        for term in terms:
            every.append(self.places(field, term))
            if not len(every[-1]):
                return NOWHERE
        return adjacent(every) if len(every) > 1 else every[0] if every else NOWHERE

    def expansions(self, field: str, prefix: str) -> list[str]:
        """Every term of a field with that beginning, in order."""
        return sorted({term for segment in self._segments for term in segment.expansions(field, prefix)})

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Something worked out from this snapshot once; two threads may do it twice, with the same outcome."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast(T, self._kept[name])

    def lengths(self, field: str) -> NDArray[np.float64]:
        """The number of words in a field, by document."""
        return self.kept(f"lengths {field}", lambda: joined_lengths(self._columns, field))

    def codes(self, facet: str) -> Codes:
        """The values of a facet, by document."""
        return self.kept(f"codes {facet}", lambda: joined(self._columns, facet))

    def values(self, facet: str) -> list[str]:
        """The values behind a facet's numbers."""
        return self._vocabulary.values(facet)

    def having(self, facet: str, values: Iterable[str]) -> Mask:
        """The documents with any of these values; none for no values."""
        codes = self.codes(facet)
        mask = np.zeros(len(self), bool)
        mask[codes.rows[np.isin(codes.numbers, self._vocabulary.known(facet, values))]] = True
        return mask

    def counts(self, facet: str, among: Mask) -> dict[str, int]:
        """How many of some documents have each value of a facet, without zeros."""
        codes = self.codes(facet)
        counts = np.bincount(codes.numbers[among[codes.rows]])
        values = self.values(facet)
        return {values[number]: int(counts[number]) for number in np.flatnonzero(counts)}


class View:
    """The documents of a snapshot that one access mask leaves, and the statistics of these alone.

    Nothing a reader is shown may depend on a document outside the mask, not even by way of a score.
    """

    def __init__(self, snapshot: Snapshot, visibilities: tuple[str, ...]) -> None:
        self.snapshot = snapshot
        self.mask: Mask = snapshot.live & snapshot.having("visibility", visibilities)
        self.size = int(self.mask.sum())
        self._averages: dict[str, float] = {}

    def average_length(self, field: str) -> float:
        """The mean number of words in a field, over the visible documents that have it."""
        if field not in self._averages:
            lengths = self.snapshot.lengths(field)[self.mask]
            filled = lengths[lengths > 0]
            self._averages[field] = float(filled.mean()) if len(filled) else 1.0
        return self._averages[field]
