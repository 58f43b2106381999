"""What the index has still to learn: every document carries the revision that the index holds of it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, inspect, literal, select, update
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.models import Document, OperativeParagraph, Page


class PageRow(NamedTuple):
    """What searching needs of a page; `language` is None where it is not known."""

    id: int
    file_id: int
    number: int
    language: str | None
    text: str
    quality: str = "good"


class OperativeRow(NamedTuple):
    """What searching needs of an operative paragraph: `start` and `end` are characters of its page."""

    id: int
    file_id: int
    page: int
    start: int
    end: int
    kind: str
    verb: str
    actor: str | None
    language: str | None
    text: str


class Indexing:
    """Revisions of the documents of one session, as far as the index is concerned."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def stale(self, limit: int) -> Sequence[Document]:
        """Documents whose index entry is behind, oldest first, with files and tags loaded."""
        query = (
            select(Document)
            .where(Document.revision != Document.indexed_revision)
            .options(selectinload(Document.files), selectinload(Document.tags))
            .order_by(Document.id)
            .limit(limit)
        )
        return self._session.scalars(query).all()

    def after(self, row_id: int, limit: int) -> Sequence[Document]:
        """Documents with a greater row id, in order: for walking through all of them in batches."""
        query = (
            select(Document)
            .where(Document.id > row_id)
            .options(selectinload(Document.files), selectinload(Document.tags))
            .order_by(Document.id)
            .limit(limit)
        )
        return self._session.scalars(query).all()

    def ids(self) -> Sequence[int]:
        """The row ids of all documents, in order."""
        return self._session.scalars(select(Document.id).order_by(Document.id)).all()

    def pages(self, file_ids: Iterable[int]) -> dict[int, list[PageRow]]:
        """The pages of several files at once, in order, by file id."""
        query = _PAGES.where(Page.file_id.in_(list(file_ids))).order_by(Page.file_id, Page.number)
        pages: dict[int, list[PageRow]] = {}
        for row in self._session.execute(query):
            pages.setdefault(row.file_id, []).append(PageRow(*row))
        return pages

    def operative(self, file_ids: Iterable[int]) -> dict[tuple[int, int], list[OperativeRow]]:
        """The operative paragraphs of several files at once, in order, by file id and page number."""
        return self._operative(OperativeParagraph.file_id.in_(list(file_ids)))

    def operative_texts(self, row_ids: Iterable[int]) -> dict[int, OperativeRow]:
        """The operative paragraphs with these row ids: a row id may have become another file's."""
        wanted = list(row_ids)
        found = self._operative(OperativeParagraph.id.in_(wanted)) if wanted else {}
        return {row.id: row for rows in found.values() for row in rows}

    def _operative(self, condition: ColumnElement[bool]) -> dict[tuple[int, int], list[OperativeRow]]:
        rows: dict[tuple[int, int], list[OperativeRow]] = {}
        for row in self._session.execute(_OPERATIVE.where(condition)):
            rows.setdefault((row.file_id, row.page), []).append(OperativeRow(*row))
        return rows

    def page_texts(self, row_ids: Iterable[int]) -> dict[tuple[int, int], PageRow]:
        """The pages with these row ids, by file id and page number: a row id may have become another page's."""
        ids = _named(row_ids)
        found = self._session.connection().execute(_named_pages(len(ids)), ids)
        return {(row[1], row[2]): PageRow(*row) for row in found.all()}

    def shown(self, public_ids: Iterable[str], actor: Actor) -> dict[str, int]:
        """The revisions of those documents that are there for this reader to see, by public id."""
        ids = _named(public_ids)
        found = self._session.connection().execute(_shown(len(ids), actor.visibilities), ids)
        return {row[0]: row[1] for row in found.all()}

    def mark_indexed(self, revisions: Mapping[int, int]) -> None:
        """Say which revision of each document (by row id) the index now holds."""
        values = [{"id": row_id, "indexed_revision": revision} for row_id, revision in revisions.items()]
        if values:
            self._session.execute(update(Document), values)


_OPERATIVE = select(*(getattr(OperativeParagraph, name) for name in OperativeRow._fields)).order_by(
    OperativeParagraph.file_id, OperativeParagraph.page, OperativeParagraph.start, OperativeParagraph.id
)
_PAGES = select(Page.id, Page.file_id, Page.number, Page.language, Page.text, Page.quality)
_page, _document = inspect(Page).local_table.c, inspect(Document).local_table.c


# Made once, of tables instead of classes, and for each number of ids: putting a statement together takes longer than
# the database takes to answer it.
@lru_cache(maxsize=1000)
def _named_pages(count: int) -> Select[tuple[Any, ...]]:
    columns = (_page.id, _page.file_id, _page.number, _page.language, _page.text, _page.quality)
    return select(*columns).where(_page.id.in_(_names(count)))


@lru_cache(maxsize=1000)
def _shown(count: int, visibilities: tuple[str, ...]) -> Select[tuple[Any, ...]]:
    # Inside a function, so that SQLite looks the ids up; else it takes another index and walks through all of them.
    return select(_document.public_id, _document.revision).where(
        _document.public_id.in_(_names(count)),
        func.coalesce(_document.visibility, "").in_([literal(one) for one in visibilities]),
        func.coalesce(_document.status, "") == "ready",
        _document.withdrawn_at.is_(None),
    )


def _names(count: int) -> list[BindParameter[Any]]:
    return [bindparam(f"id_{number}") for number in range(count)]


def _named(values: Iterable[object]) -> dict[str, object]:
    return {f"id_{number}": value for number, value in enumerate(values)}
