"""What the index has still to learn: every document carries the revision that the index holds of it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from repository.models import Document


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

    def mark_indexed(self, revisions: Mapping[int, int]) -> None:
        """Say which revision of each document (by row id) the index now holds."""
        for row_id, revision in revisions.items():
            self._session.execute(update(Document).where(Document.id == row_id).values(indexed_revision=revision))
