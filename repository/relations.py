"""Documents that belong with one: of the same meeting, or of the same process in the same year; under the mask."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.models import Document, Tag


class Relations:
    """Relations between the documents of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_same_meeting(self, document: Document, actor: Actor, most: int) -> Sequence[Document]:
        """Other documents of its meeting, by date."""
        if document.meeting_id is None:
            return ()
        return self._session.scalars(
            _others(document, actor).where(Document.meeting_id == document.meeting_id).limit(most)
        ).all()

    def of_same_year(self, document: Document, actor: Actor, most: int) -> Sequence[Document]:
        """Other documents of its processes in its year, by date; none where either is not known."""
        slugs = document.codes("iscm")
        if not slugs or not document.date_from:
            return ()
        issued = select(Tag.document_id).where(Tag.scheme == "iscm", Tag.code.in_(slugs), _counted())
        year = Document.date_from.startswith(document.date_from[:4])
        return self._session.scalars(_others(document, actor).where(Document.id.in_(issued), year).limit(most)).all()

    def load_evidence(self, document: Document) -> None:
        """The evidence of all its tags in one read, where each tag would otherwise ask for its own."""
        self._session.scalars(
            select(Tag).where(Tag.document_id == document.id).options(selectinload(Tag.evidence))
        ).all()


def _others(document: Document, actor: Actor) -> Select[Document]:
    return (
        select(Document)
        .where(
            Document.id != document.id,
            Document.status == "ready",
            Document.withdrawn_at.is_(None),
            Document.visibility.in_(actor.visibilities),
        )
        .options(selectinload(Document.files), selectinload(Document.tags))
        .order_by(Document.date_from, Document.public_id)
    )


def _counted() -> ColumnElement[bool]:
    return (Tag.state == "confirmed") | ((Tag.state == "suggested") & Tag.assigned)
