"""What the index has still to learn: every document carries the revision that the index holds of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, inspect, select, update
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.models import Document, Page


class PageRow(NamedTuple):
    """What searching needs of a page; `language` is None where it is not known."""

    id: int
    file_id: int
    number: int
    language: str | None
    text: str
    quality: str = "good"


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

    def page_texts(self, row_ids: Iterable[int]) -> dict[tuple[int, int], PageRow]:
        """The pages with these row ids, by file id and page number: a row id may have become another page's."""
        found = self._session.connection().execute(_NAMED_PAGES, {"ids": list(row_ids)})
        return {(row[1], row[2]): PageRow(*row) for row in found}

    def shown(self, public_ids: Iterable[str], actor: Actor) -> dict[str, int]:
        """The revisions of those documents that are there for this reader to see, by public id."""
        values = {"ids": list(public_ids), "visibilities": list(actor.visibilities)}
        found = self._session.connection().execute(_SHOWN, values)
        return {row.public_id: row.revision for row in found}

    def mark_indexed(self, revisions: Mapping[int, int]) -> None:
        """Say which revision of each document (by row id) the index now holds."""
        values = [{"id": row_id, "indexed_revision": revision} for row_id, revision in revisions.items()]
        if values:
            self._session.execute(update(Document), values)


_PAGES = select(Page.id, Page.file_id, Page.number, Page.language, Page.text, Page.quality)
# Made once, and of tables instead of classes: putting a statement together takes longer than the database does.
_page, _document = inspect(Page).local_table.c, inspect(Document).local_table.c
_NAMED_PAGES = select(_page.id, _page.file_id, _page.number, _page.language, _page.text, _page.quality).where(
    _page.id.in_(bindparam("ids", expanding=True))
)
# Inside a function, so that SQLite looks the ids up; else it takes another index and walks through all that is public.
_SHOWN = select(_document.public_id, _document.revision).where(
    _document.public_id.in_(bindparam("ids", expanding=True)),
    func.coalesce(_document.visibility, "").in_(bindparam("visibilities", expanding=True)),
    func.coalesce(_document.status, "") == "ready",
    _document.withdrawn_at.is_(None),
)
