"""The latest changes: by person, to a document, or all of them, as far as the reader may see the documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.access import SYSTEM, Actor
from repository.models import AuditEvent, Document


@dataclass(frozen=True, slots=True)
class Happening:
    """An event and the document that it is about."""

    event: AuditEvent
    document: Document


class Histories:
    """Events of one session, over all documents."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def latest(
        self,
        actor: Actor,
        limit: int,
        *,
        person: str = "",
        document: str = "",
        batch: str = "",
        before: int | None = None,
    ) -> list[Happening]:
        """The latest events about documents, newest first; `before` is the row id of the last one seen."""
        query = (
            select(AuditEvent, Document)
            .join(Document, Document.id == AuditEvent.document_id)
            .where(Document.visibility.in_(actor.visibilities))
            .order_by(AuditEvent.id.desc())
            .limit(limit)
        )
        for column, value in (
            (AuditEvent.actor, person),
            (Document.public_id, document),
            (AuditEvent.batch, batch),
        ):
            query = query.where(column == value) if value else query
        if not (person or document or batch):
            # What was done by itself, such as reading, is told of one document or where it is asked for.
            query = query.where(AuditEvent.actor != SYSTEM.email)
        if before is not None:
            query = query.where(AuditEvent.id < before)
        return [Happening(row[0], row[1]) for row in self._session.execute(query)]

    def people(self, actor: Actor) -> Sequence[str]:
        """Who has changed anything that the reader may see."""
        query = select(AuditEvent.actor).join(Document, Document.id == AuditEvent.document_id)
        query = query.where(Document.visibility.in_(actor.visibilities)).distinct().order_by(AuditEvent.actor)
        return self._session.scalars(query).all()

    def undone(self, public_ids: Sequence[str]) -> set[str]:
        """Those of these events that another one undid, and that still are undone."""
        undoes: dict[str, str] = {}
        asked = list(public_ids)
        while asked:
            query = select(AuditEvent.public_id, AuditEvent.undoes).where(AuditEvent.undoes.in_(asked))
            found = {row.public_id: row.undoes for row in self._session.execute(query.order_by(AuditEvent.id))}
            undoes |= found
            asked = list(found)
        undone: set[str] = set()
        for event in reversed(list(undoes)):
            if event not in undone:
                undone.add(undoes[event])
        return undone & set(public_ids)
