"""What the index takes in of one document: its texts, and what filters, sorts and hits need."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from repository.authority import Authority
from repository.indexing import OperativeRow, PageRow
from repository.models import Document, File
from search.analysis import language_of

UNTITLED = "Untitled document"


@dataclass(frozen=True, slots=True)
class Record:
    """What filters, sorts and hits need of a document, kept beside its words.

    `codes` has its values by facet; `files` are (row id, public id, language) of those that can be read.
    """

    public_id: str
    revision: int
    title: str
    date: str
    date_to: str
    city: str
    country: str
    language: str
    visibility: str
    is_sample: bool
    codes: Mapping[str, Sequence[str]]
    files: Sequence[tuple[int, str, str]]

    def file(self, row: int) -> tuple[int, str, str] | None:
        """The file with this row id, if it can be read."""
        for file in self.files:
            if file[0] == row:
                return file
        return None


@dataclass(frozen=True, slots=True)
class PageText:
    """One page of a file, both with their row ids, in a language that has an analysis; and what is operative on it."""

    row: int
    file: int
    number: int
    language: str
    text: str
    operative: Sequence[OperativeRow] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as the index takes it in; `titles` has one for each of its languages."""

    record: Record
    pages: Sequence[PageText]
    titles: Mapping[str, str]


def entry_of(
    document: Document,
    pages: Mapping[int, Sequence[PageRow]],
    operative: Mapping[tuple[int, int], Sequence[OperativeRow]],
    authority: Authority,
) -> Entry:
    """The entry of a document, given the pages of its files by file id and what is operative on each."""
    files = _readable(document)
    texts = [
        PageText(
            page.id,
            file.id,
            page.number,
            language_of(page.language, file.language, document.language),
            page.text,
            operative.get((file.id, page.number), ()),
        )
        for file in files
        for page in pages.get(file.id, ())
    ]
    return Entry(record_of(document, authority), texts, _titles(document, files))


def record_of(document: Document, authority: Authority) -> Record:
    """What is kept of a document beside its words."""
    files = _readable(document)
    return Record(
        public_id=document.public_id,
        revision=document.revision,
        title=title_of(document),
        date=document.date_from or "",
        date_to=document.date_to or "",
        city=document.city or "",
        country=document.country or "",
        language=document.language or "",
        visibility=document.visibility,
        is_sample=document.is_sample,
        codes={name: tuple(dict.fromkeys(values)) for name, values in _codes(document, files, authority).items()},
        files=[(file.id, file.public_id, file.language or "") for file in files],
    )


def written(record: Record) -> bytes:
    """A record as it is stored."""
    return json.dumps({name: getattr(record, name) for name in Record.__slots__}, ensure_ascii=False).encode()


def read_record(stored: bytes) -> Record:
    """A record from what is stored."""
    return Record(**json.loads(stored))


def is_searchable(document: Document) -> bool:
    """Whether a document belongs in the index at all."""
    return document.status == "ready" and document.withdrawn_at is None


def title_of(document: Document) -> str:
    """What a reader sees as title: the document's, else a file's, else the file name."""
    candidates = [document.title, *(file.title for file in document.files), *(file.filename for file in document.files)]
    return next((title for title in candidates if title), UNTITLED)


def _readable(document: Document) -> list[File]:
    return [file for file in document.files if file.status == "ready"]


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
        "mention": document.codes("mention"),
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
