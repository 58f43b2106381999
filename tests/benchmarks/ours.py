"""Our own engine: a real repository and the search that the service uses, asked as a reader without an account."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import FACETS, Document
from engine import HITS, Answer, Watch
from queries import Query
from repository.access import ANONYMOUS
from repository.models import Document as DocumentRow
from repository.models import File, Page, Tag
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import reindex
from search.index import Index
from search.query import SearchQuery
from search.searching import Search
from search.stretches import MOST

_BATCH = 500
_TAGGED = ("iscm", "element", "state")


class Ours:
    """The search floor on a repository of its own; filling the database is not part of building the index."""

    name = "ours"

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(data_dir=folder)

    def build(self, documents: Iterable[Document], watch: Watch) -> None:
        repository = Repository(self._settings)
        rows = iter(documents)
        first = 1
        while batch := list(islice(rows, _BATCH)):
            _fill(repository, batch, first)
            first += len(batch)
        with watch:
            reindex(repository)
        repository.close()

    def open(self, watch: Watch) -> None:
        # The database is open long before; what is opened anew after every commit is the index.
        repository = Repository(self._settings)
        with watch:
            index = Index(self._settings.index_dir)
            index.snapshot()
        self._search = Search(repository, index)

    def answer(self, query: Query, passages: bool = True) -> Answer:
        # The others know no thesaurus and mark one passage a hit: asked for the same, all do the same work.
        return self._answer(query, expand=False, passages=int(passages))

    def in_full(self) -> "OursInFull":
        """The same engine, giving what a reader is given."""
        return OursInFull(self)

    def _answer(self, query: Query, expand: bool, passages: int) -> Answer:
        asked = SearchQuery(query.text(), frozenset(query.filters), size=HITS, expand=expand)
        results = self._search.results(asked, ANONYMOUS, passages=passages)
        return Answer(
            total=results.total,
            ids=tuple(hit.id for hit in results.hits),
            facets={
                name: {value: count for value, _, count in results.facet(name).counted if count} for name in FACETS
            },
            passages=tuple(passage.html for hit in results.hits for passage in hit.passages),
        )


class OursInFull(Ours):
    """What a reader is given: other names of what was asked, and up to three passages a hit."""

    name = "ours in full"

    def __init__(self, opened: Ours) -> None:
        self._search = opened._search

    def answer(self, query: Query, passages: bool = True) -> Answer:
        return self._answer(query, expand=True, passages=MOST if passages else 0)


def _fill(repository: Repository, documents: list[Document], first: int) -> None:
    """Put documents into the database as if they had been read; row ids are given, so that they need no asking back."""
    numbered = list(enumerate(documents, first))
    with repository.write() as uow:
        uow.session.bulk_insert_mappings(DocumentRow, [_document(*item) for item in numbered])
        uow.session.bulk_insert_mappings(File, [_file(*item) for item in numbered])
        uow.session.bulk_insert_mappings(Page, [page for item in numbered for page in _pages(*item)])
        uow.session.bulk_insert_mappings(Tag, [tag for item in numbered for tag in _tags(*item)])
        uow.commit()


def _document(row: int, document: Document) -> dict[str, Any]:
    return {
        "id": row,
        "public_id": document.id,
        "status": "ready",
        "visibility": "restricted" if document.restricted else "public",
        "title": document.title,
        "type": document.labels["type"][0],
        "date_from": document.labels["year"][0],
        "date_to": document.labels["year"][0],
        "language": document.language,
    }


def _file(row: int, document: Document) -> dict[str, Any]:
    return {
        "id": row,
        "public_id": document.id,
        "document_id": row,
        "digest": f"{row:064x}",
        "size": len(document.text),
        "filename": f"{document.id}.txt",
        "media_type": "text/plain",
        "language": document.language,
        "status": "ready",
        "page_count": len(document.pages),
    }


def _pages(row: int, document: Document) -> Iterator[dict[str, Any]]:
    for number, text in enumerate(document.pages, 1):
        yield {"file_id": row, "number": number, "text": text, "language": document.language}


def _tags(row: int, document: Document) -> Iterator[dict[str, Any]]:
    for scheme in _TAGGED:
        for code in document.labels[scheme]:
            yield {"document_id": row, "scheme": scheme, "code": code, "score": 1.0, "assigned": True}
