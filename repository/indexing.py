"""What the index has still to learn: every document carries the revision that the index holds of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, selectinload

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

    def mark_indexed(self, revisions: Mapping[int, int]) -> None:
        """Say which revision of each document (by row id) the index now holds."""
        values = [{"id": row_id, "indexed_revision": revision} for row_id, revision in revisions.items()]
        if values:
            self._session.execute(update(Document), values)


_OPERATIVE = select(*(getattr(OperativeParagraph, name) for name in OperativeRow._fields)).order_by(
    OperativeParagraph.file_id, OperativeParagraph.page, OperativeParagraph.start, OperativeParagraph.id
)
_PAGES = select(Page.id, Page.file_id, Page.number, Page.language, Page.text, Page.quality)
