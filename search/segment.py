"""One segment, read in place from its file: its terms, where they stand, and what is stored of its documents."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.arrays import Arrays
from search.entries import Record, read_record
from search.gathered import OPERATIVE_COLUMNS, PAGE_COLUMNS, Numbers
from search.page_words import PageWords
from search.postings import NOWHERE, SHIFT, Places, spread
from search.schema import PAGES_TEXT, TEXT_OF, TEXTS, stem_key
from search.strings import Strings

Mask = NDArray[np.bool_]
Found = tuple[NDArray[Any], NDArray[Any]]

_NOTHING = np.empty(0, np.int64)
# Kept of each segment: numbers of terms, and records, about 2 kB each.
_MOST_LOOKED_UP, _MOST_RECORDS = 20_000, 2_000


class Segment:
    """A segment's documents are numbered from 0; all methods are safe to use from many threads."""

    def __init__(self, path: Path, key: str, deleted: Iterable[int]) -> None:
        self.key = key
        self.arrays = Arrays(path)
        self.size: int = self.arrays.meta["documents"]
        self.words: int = self.arrays.meta["words"]
        self.fields = [field for field in TEXT_OF if f"lengths.{field}" in self.arrays]
        self.forms = Strings(self.arrays, "forms")
        self.stems = Strings(self.arrays, "stems")
        self.live: Mask = np.ones(self.size, bool)
        self.live[list(deleted)] = False
        self.deleted = self.size - int(self.live.sum())
        self.term = lru_cache(_MOST_LOOKED_UP)(self._term)
        self.record = lru_cache(_MOST_RECORDS)(self._record)

    def _term(self, field: str, term: str) -> int:
        """The number of a term among the stems or the forms; -1 if no document has it."""
        language = TEXT_OF[field][1]
        return self.stems.find(stem_key(term, language)) if language else self.forms.find(term.encode())

    def frequencies(self, field: str, term: str) -> Found:
        """The documents of a term, in order, and how often it stands in each."""
        number = self.term(field, term)
        return self.between(field, number, number + 1) if number >= 0 else (_NOTHING, _NOTHING)

    def between(self, field: str, first: int, last: int) -> Found:
        """The same of all terms from number `first` to before `last`, one after the other."""
        of = self._postings(field)
        begins = self.arrays[f"{of}.first"]
        begin, end = int(begins[first]), int(begins[last])
        return self.arrays[f"{of}.documents"][begin:end], self.arrays[f"{of}.counts"][begin:end]

    def begins(self, field: str, first: int, last: int) -> Numbers:
        """Where each of these terms begins in what `between` gives."""
        begins = self.arrays[f"{self._postings(field)}.first"][first:last].astype(np.int64)
        return begins - begins[0] if len(begins) else begins

    def places_among(self, field: str, number: int, wanted: Numbers) -> Places:
        """The places of a stem in some documents, which are given in order."""
        documents, counts = self.between(field, number, number + 1)
        if not len(documents):
            return NOWHERE
        # Numbers of one kind, else all documents are converted. What does not fit into it is not there.
        at = documents.searchsorted(wanted.astype(documents.dtype))
        there = np.flatnonzero(documents.take(at, mode="clip") == wanted)
        if not len(there):
            return NOWHERE
        at, wanted = at[there], wanted[there]
        ends = counts[: at[-1] + 1].cumsum(dtype=np.int64)[at]
        own = counts[at]
        text = TEXT_OF[field][0]
        begin = int(self.arrays[f"{text}.stems.places"][number])
        positions = self.arrays[f"{text}.stems.positions"][begin + spread(ends - own, ends)]
        places: Places = (wanted << SHIFT).repeat(own) + positions
        return places

    def stands(self, text: str, stem: int) -> Found:
        """Every place of a stem in a text: the documents, in order, and the positions."""
        begin, end = (int(at) for at in self.arrays[f"{text}.stems.first"][stem : stem + 2])
        first, last = (int(at) for at in self.arrays[f"{text}.stems.places"][stem : stem + 2])
        documents = self.arrays[f"{text}.stems.documents"][begin:end]
        counts = self.arrays[f"{text}.stems.counts"][begin:end]
        return documents.repeat(counts), self.arrays[f"{text}.stems.positions"][first:last]

    def words_of(self, text: str, document: int) -> NDArray[Any]:
        """The numbers of a document's words, by position."""
        begin, end = self.text_begins[text][document], self.arrays[f"{text}.ends"][document]
        return self.arrays[f"{text}.words"][begin:end]

    def stems_of(self, text: str, document: int) -> NDArray[Any]:
        """The numbers of a document's stems, by position."""
        stems: NDArray[Any] = self.stem_of[self.words_of(text, document)]
        return stems

    def forms_of(self, text: str, document: int) -> NDArray[Any]:
        """The numbers of a document's forms, by position."""
        forms: NDArray[Any] = self.form_of[self.words_of(text, document)]
        return forms

    def numbers(self, public_ids: Iterable[bytes]) -> list[int]:
        """The documents with these ids."""
        wanted = set(public_ids)
        return [number for number, public_id in enumerate(self.arrays["ids"].tolist()) if public_id in wanted]

    def pages(self, document: int) -> Numbers:
        """A row of (file id, page number, first position, words, row id) for each page of a document."""
        ends = self.arrays["page_ends"]
        return self._pages[ends[document - 1] if document else 0 : ends[document]]

    def pages_at(self, places: Places) -> Numbers:
        """The row of the page on which each place stands."""
        return self._pages[self.arrays["page_places"].searchsorted(places, side="right") - 1]

    def operative(self) -> tuple[Numbers, Numbers]:
        """A row of (first position, position beyond, row id) for each operative paragraph, and their documents."""
        counts = np.diff(self.arrays["operative_ends"], prepend=0)
        rows = self.arrays["operative"].reshape(-1, OPERATIVE_COLUMNS)
        return rows, np.repeat(np.arange(self.size, dtype=np.int64), counts)

    def page_words(self, document: int, begin: int, count: int, some: tuple[int, int]) -> PageWords:
        """Some words, first and last, of the page that begins at a position and has so many."""
        first, last = some
        at = int(self.text_begins[PAGES_TEXT][document]) + begin
        inside = slice(at + first, at + last + 1)
        starts, sentences = self._of_words
        return PageWords(first, starts[inside].tolist(), sentences[inside].tobytes(), count)

    def _record(self, document: int) -> Record:
        """What is stored of a document."""
        return read_record(self._records[document])

    def lengths(self, field: str) -> NDArray[Any]:
        """The number of words in a field, by document."""
        name = f"lengths.{field}"
        return self.arrays[name] if name in self.arrays else np.zeros(self.size, np.uint8)

    def _postings(self, field: str) -> str:
        text, language = TEXT_OF[field]
        return f"{text}.stems" if language else f"{text}.forms"

    @cached_property
    def _records(self) -> Strings:
        return Strings(self.arrays, "records")

    @cached_property
    def _pages(self) -> Numbers:
        return self.arrays["pages"].reshape(-1, PAGE_COLUMNS)

    @cached_property
    def _of_words(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.arrays["starts"], self.arrays["sentences"]

    @cached_property
    def stem_of(self) -> NDArray[Any]:
        """The number of the stem of each word."""
        return self.arrays["stem_of"]

    @cached_property
    def form_of(self) -> NDArray[Any]:
        """The number of the form of each word."""
        return self.arrays["form_of"]

    @cached_property
    def text_begins(self) -> dict[str, Numbers]:
        """Where each document begins in a text of all documents."""
        ends = {text: self.arrays[f"{text}.ends"] for text in TEXTS}
        return {text: np.concatenate([np.zeros(1, np.int64), of[:-1]]) for text, of in ends.items()}
