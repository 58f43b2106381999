"""The audit trail: every write leaves who, when, what, before and after."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.access import Actor
from repository.identifiers import new_id
from repository.models import AuditEvent, Document


class Audit:
    """Events of one unit of work's session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(
        self,
        actor: Actor,
        action: str,
        document: Document | None = None,
        *,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        provenance: dict[str, Any] | None = None,
        undoes: str | None = None,
        batch: str | None = None,
    ) -> AuditEvent:
        """Leave an event; it is kept if and only if the unit of work commits."""
        if document is not None and document.id is None:
            self._session.flush()
        event = AuditEvent(
            public_id=new_id(),
            actor=actor.email or "anonymous",
            action=action,
            document_id=document.id if document else None,
            before=before or {},
            after=after or {},
            provenance=provenance or {},
            undoes=undoes,
            batch=batch,
        )
        self._session.add(event)
        return event

    def note_account(
        self,
        action: str,
        email: str,
        *,
        by: str,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """As `note`, of something done to an account."""
        values = {"email": email, **(after or {})}
        self._session.add(AuditEvent(actor=by, action=action, before=before or {}, after=values))

    def of(self, document: Document) -> Sequence[AuditEvent]:
        """Events of a document, newest first."""
        query = select(AuditEvent).where(AuditEvent.document_id == document.id).order_by(AuditEvent.id.desc())
        return self._session.scalars(query).all()
