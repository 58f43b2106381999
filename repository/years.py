"""What happened in a year: the documents dated in it and the meetings held in it, under the reader's mask."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from repository.access import Actor
from repository.authority import Authority
from repository.models import Document, Meeting


class Years:
    """Documents and meetings by year, in one session; a year is four digits."""

    def __init__(self, session: Session, authority: Authority) -> None:
        self._session = session
        self._authority = authority

    def with_documents(self, actor: Actor) -> Sequence[str]:
        """The years that documents the reader may see are of, newest first."""
        year = func.substr(Document.date_from, 1, 4)
        query = select(year).where(_shown(actor), Document.date_from.is_not(None)).distinct().order_by(year.desc())
        return self._session.scalars(query).all()

    def documents(self, year: str, actor: Actor) -> Sequence[Document]:
        """Documents of a year by their first day, with files, tags and meeting loaded."""
        query = (
            select(Document)
            .where(_shown(actor), Document.date_from.startswith(year, autoescape=True))
            .options(selectinload(Document.files), selectinload(Document.tags), joinedload(Document.meeting))
            .order_by(Document.date_from, Document.public_id)
        )
        return self._session.scalars(query).all()

    def meetings(self, year: str, actor: Actor) -> Sequence[Meeting]:
        """Meetings that began in a year, by their first day: those known to all, and those of documents one may see."""
        known = [meeting.key for meeting in self._authority.meetings]
        query = (
            select(Meeting)
            .where(Meeting.date_from.startswith(year, autoescape=True))
            .where(Meeting.key.in_(known) | Meeting.documents.any(_shown(actor)))
            .order_by(Meeting.date_from, Meeting.key)
        )
        return self._session.scalars(query).all()


def _shown(actor: Actor) -> ColumnElement[bool]:
    return (Document.status == "ready") & Document.withdrawn_at.is_(None) & Document.visibility.in_(actor.visibilities)
