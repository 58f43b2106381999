"""What the index holds of one document: its terms with their places, and what filters, sorts and counts need."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from repository.authority import Authority
from repository.models import Document, File, Page
from search.analysis import language_of, stem, tokens
from search.schema import BODY, TITLE, TITLE_WORDS, WORDS, Positions

Numbers = NDArray[np.int64]

# No phrase reaches over this many empty places: from one file, or one title, to the next.
GAP = 100
UNTITLED = "Untitled document"


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored of a document. `pages` is a row of (file id, page number, first position, words) per
    page; `codes` has the document's values by facet, `lengths` the number of words by field."""

    public_id: str
    revision: int
    title: str
    date: str
    codes: dict[str, tuple[str, ...]]
    lengths: dict[str, int]
    pages: bytes

    @property
    def page_table(self) -> Numbers:
        """The pages as an array of four columns."""
        return np.frombuffer(self.pages, np.int64).reshape(-1, 4)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as the index takes it in."""

    record: Record
    fields: Mapping[str, Positions]


def entry_of(document: Document, pages: Mapping[int, Sequence[Page]], authority: Authority) -> Entry:
    """The entry of a document, given the pages of its files by file id."""
    files = [file for file in document.files if file.status == "ready"]
    terms = _Terms()
    table = [row for file in files for row in terms.add_file(file, pages.get(file.id, ()), document.language)]
    for language, title in _titles(document, files).items():
        terms.add_title(language, title)
    record = Record(
        public_id=document.public_id,
        revision=document.revision,
        title=title_of(document),
        date=document.date_from or "",
        codes={name: tuple(dict.fromkeys(values)) for name, values in _codes(document, files, authority).items()},
        lengths=terms.lengths(),
        pages=np.array(table, dtype=np.int64).tobytes(),
    )
    return Entry(record, terms.fields)


def is_searchable(document: Document) -> bool:
    """Whether a document belongs in the index at all."""
    return document.status == "ready" and document.withdrawn_at is None


def title_of(document: Document) -> str:
    """What a reader sees as title: the document's, else a file's, else the file name."""
    candidates = [document.title, *(file.title for file in document.files), *(file.filename for file in document.files)]
    return next((title for title in candidates if title), UNTITLED)


class _Terms:
    """Terms gathered field by field; one count of positions runs over all pages of all files, whatever the language."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._body_end = self._title_end = 0

    def add_file(self, file: File, pages: Iterable[Page], language: str | None) -> Iterable[tuple[int, ...]]:
        for page in pages:
            first = self._body_end
            spoken = language_of(page.language, file.language, language)
            self._body_end = self._add(page.text, BODY[spoken], WORDS, spoken, first)
            yield file.id, page.number, first, self._body_end - first
        self._body_end += GAP

    def add_title(self, language: str, title: str) -> None:
        self._title_end = self._add(title, TITLE[language], TITLE_WORDS, language, self._title_end) + GAP

    def lengths(self) -> dict[str, int]:
        return {name: sum(map(len, terms.values())) for name, terms in self.fields.items()}

    def _add(self, text: str, stemmed: str, unstemmed: str, language: str, position: int) -> int:
        stems, words = self.fields[stemmed], self.fields[unstemmed]
        for token in tokens(text):
            stems[stem(token.form, language)].append(position)
            words[token.form].append(position)
            position += 1
        return position


def _titles(document: Document, files: Iterable[File]) -> dict[str, str]:
    """The title in each language: the document's own in its language, the files' in the others."""
    titles = {language_of(document.language): title_of(document)}
    for file in files:
        if file.title:
            titles.setdefault(language_of(file.language, document.language), file.title)
    return titles


def _codes(document: Document, files: Iterable[File], authority: Authority) -> dict[str, list[str]]:
    slugs, letters = document.codes("iscm"), document.codes("element")
    iscms = [iscm for iscm in authority.iscms if iscm.slug in slugs]
    elements = [element for element in authority.elements if element.letter in letters]
    themes = [str(element.theme) for element in elements]
    objectives = [str(number) for letter in letters for number in authority.objectives_of(letter)]
    return {
        "visibility": [document.visibility],
        "iscm": slugs,
        "level": [iscm.level for iscm in iscms],
        "region": [region for iscm in iscms for region in iscm.regions],
        "state": _present(document.country) + document.codes("state"),
        "year": _present(str(document.year) if document.year else None),
        "type": _present(document.type),
        "meeting_level": _present(document.meeting_level),
        "language": [file.language for file in files if file.language],
        "element": letters,
        "theme": _not_rejected(document, "theme", document.codes("theme") + themes),
        "objective": _not_rejected(document, "objective", document.codes("objective") + objectives),
    }


def _present(value: str | None) -> list[str]:
    return [value] if value else []


def _not_rejected(document: Document, scheme: str, codes: list[str]) -> list[str]:
    # Themes and objectives follow from elements, unless a person said otherwise.
    rejected = {tag.code for tag in document.tags if tag.scheme == scheme and tag.state == "rejected"}
    return [code for code in codes if code not in rejected]
