"""Documents put together for one segment: their words as numbers, in the order in which they stand."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.analysis import fold, forms, stem
from search.entries import Entry, PageText, Record, written
from search.headings import headings
from search.page_words import sentences
from search.schema import (
    BODY,
    HEADING,
    HEADINGS_TEXT,
    PAGES_TEXT,
    TEXTS,
    TITLE,
    TITLE_TEXT,
    TITLE_WORDS,
    WORDS,
    stem_key,
)
from search.splitting import split

Numbers = NDArray[np.int64]
Words = NDArray[np.uint32]

# The number of no word, and how many of it follow each file and title: no phrase reaches over them.
NOTHING = 0
GAP = 100
# Of each page: file id, page number, first position, words, row id.
PAGE_COLUMNS = 5
# Of each operative paragraph: first position, the one beyond the last, row id.
OPERATIVE_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Distinct words of a segment by number: a word in a language has a form and a stem; 0 is no word."""

    forms: Sequence[bytes]
    stems: Sequence[bytes]
    form_of: Words
    stem_of: Words


@dataclass(frozen=True, slots=True)
class Codes:
    """The values of one facet: document `rows[i]` has the value numbered `numbers[i]`."""

    values: Sequence[str]
    rows: Numbers
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Gathered:
    """Documents for one segment.

    `texts` has the words of all documents in a row, by text, and `ends` where each document's end in it; `starts`
    is where each word of the pages begins on its page, in characters, and `sentences` 1 where it begins a sentence;
    `pages` is a row of (file id, page number, first position, words, row id) per page, `page_ends` where each
    document's end; `operative` is a row of (first position, position beyond, row id) per operative paragraph,
    `operative_ends` where each document's end; `lengths` is in words, by field.
    """

    vocabulary: Vocabulary
    texts: Mapping[str, Words]
    ends: Mapping[str, Numbers]
    starts: Words
    sentences: NDArray[np.uint8]
    pages: Numbers
    page_ends: Numbers
    operative: Numbers
    operative_ends: Numbers
    lengths: Mapping[str, Numbers]
    codes: Mapping[str, Codes]
    records: Sequence[bytes]
    title_keys: Sequence[bytes]
    ids: NDArray[np.bytes_]
    dates: NDArray[np.bytes_]

    def __len__(self) -> int:
        return len(self.records)


@dataclass
class _Text:
    """One of the texts of all documents so far."""

    words: "array[int]" = field(default_factory=lambda: array("I"))
    ends: list[int] = field(default_factory=list)


class Batch:
    """Takes documents in, one after the other."""

    def __init__(self) -> None:
        self._forms: dict[bytes, int] = {}
        self._stems: dict[bytes, int] = {}
        self._form_of, self._stem_of = array("I", [0]), array("I", [0])
        self._numbers: dict[str, _Numbers] = defaultdict(lambda: _Numbers(self))
        self._texts = {name: _Text() for name in TEXTS}
        self._starts = array("I")
        self._sentences = bytearray()
        self._pages: list[tuple[int, int, int, int, int]] = []
        self._page_ends: list[int] = []
        self._operative: list[tuple[int, int, int]] = []
        self._operative_ends: list[int] = []
        self._lengths: list[dict[str, int]] = []
        self._records: list[Record] = []

    def __len__(self) -> int:
        return len(self._records)

    @property
    def words(self) -> int:
        """How many words were taken in: memory grows with them."""
        return len(self._starts)

    def add(self, entry: Entry) -> None:
        """Take a document in."""
        self._lengths.append(defaultdict(int))
        self._add_pages(entry.pages)
        for language, title in entry.titles.items():
            count = self._add_words(TITLE_TEXT, split(title)[0], language)
            self._count(count, TITLE[language], TITLE_WORDS)
            self._add_gap(TITLE_TEXT)
        for text in self._texts.values():
            text.ends.append(len(text.words))
        self._records.append(entry.record)

    def gathered(self) -> Gathered:
        """Everything taken in."""
        return Gathered(
            vocabulary=Vocabulary(list(self._forms), list(self._stems), _words(self._form_of), _words(self._stem_of)),
            texts={name: _words(text.words) for name, text in self._texts.items()},
            ends={name: np.array(text.ends, np.int64) for name, text in self._texts.items()},
            starts=_words(self._starts),
            sentences=np.frombuffer(self._sentences, np.uint8),
            pages=np.array(self._pages, np.int64).reshape(-1, PAGE_COLUMNS),
            page_ends=np.array(self._page_ends, np.int64),
            operative=np.array(self._operative, np.int64).reshape(-1, OPERATIVE_COLUMNS),
            operative_ends=np.array(self._operative_ends, np.int64),
            lengths=self._gathered_lengths(),
            codes=self._gathered_codes(),
            records=[written(record) for record in self._records],
            title_keys=[" ".join(forms(record.title)).encode() for record in self._records],
            ids=np.array([record.public_id.encode() for record in self._records], np.bytes_),
            dates=np.array([record.date.encode() for record in self._records], np.bytes_),
        )

    def number(self, form: str, language: str) -> int:
        """The number of a word of a language that had none before."""
        stemmed = stem_key(stem(form, language), language)
        self._form_of.append(self._forms.setdefault(form.encode(), len(self._forms)))
        self._stem_of.append(self._stems.setdefault(stemmed, len(self._stems)))
        return len(self._form_of) - 1

    def _add_pages(self, pages: Sequence[PageText]) -> None:
        begin = len(self._starts)
        for at, page in enumerate(pages):
            first = len(self._starts) - begin
            words, starts = split(page.text)
            count = self._add_words(PAGES_TEXT, words, page.language)
            self._starts.frombytes(starts.astype(np.uint32).tobytes())
            self._sentences += sentences(page.text, starts).tobytes()
            self._pages.append((page.file, page.number, first, count, page.row))
            self._count(count, BODY[page.language], WORDS)
            self._add_headings(page)
            self._add_operative(page, first, starts)
            if at + 1 == len(pages) or pages[at + 1].file != page.file:
                self._add_gap(PAGES_TEXT)
                self._starts.extend([0] * GAP)
                self._sentences += bytes(GAP)
        self._page_ends.append(len(self._pages))
        self._operative_ends.append(len(self._operative))

    def _add_headings(self, page: PageText) -> None:
        for heading in headings(page.text):
            count = self._add_words(HEADINGS_TEXT, split(heading)[0], page.language)
            self._count(count, HEADING[page.language])
            self._add_gap(HEADINGS_TEXT)

    def _add_operative(self, page: PageText, first: int, starts: Numbers) -> None:
        for one in page.operative:
            begin, beyond = np.searchsorted(starts, (one.start, one.end)).tolist()
            self._operative.append((first + begin, first + beyond, one.id))

    def _add_words(self, text: str, words: list[str], language: str) -> int:
        numbers = self._numbers[language]
        numbers.language = language
        self._texts[text].words.extend(map(numbers.__getitem__, words))
        return len(words)

    def _add_gap(self, text: str) -> None:
        self._texts[text].words.extend([NOTHING] * GAP)

    def _count(self, words: int, *fields: str) -> None:
        for field_name in fields:
            self._lengths[-1][field_name] += words

    def _gathered_lengths(self) -> dict[str, Numbers]:
        fields = {name for lengths in self._lengths for name in lengths}
        return {name: np.array([lengths.get(name, 0) for lengths in self._lengths], np.int64) for name in fields}

    def _gathered_codes(self) -> dict[str, Codes]:
        values: dict[str, dict[str, int]] = defaultdict(dict)
        pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, record in enumerate(self._records):
            for facet, codes in record.codes.items():
                known = values[facet]
                pairs[facet] += [(row, known.setdefault(code, len(known))) for code in codes]
        tables = {facet: np.array(found, np.int64).reshape(-1, 2) for facet, found in pairs.items()}
        return {facet: Codes(list(values[facet]), table[:, 0], table[:, 1]) for facet, table in tables.items()}


class _Numbers(dict[str, int]):
    """The numbers of the words of one language as they are written: analysed once each."""

    language: str

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._by_form: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        form = fold(word)
        if form not in self._by_form:
            self._by_form[form] = self._batch.number(form, self.language)
        number = self[word] = self._by_form[form]
        return number


def _words(numbers: "array[int]") -> Words:
    return np.frombuffer(numbers, np.uint32) if numbers else np.empty(0, np.uint32)
