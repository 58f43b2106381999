"""Which documents a reader is shown as received: a curator all, another person those he or she sent."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from repository.access import Actor
from repository.models import AuditEvent, Document


def received_by(query: Select[Any], actor: Actor, statuses: Sequence[str]) -> Select[Any]:
    """The query, narrowed to documents in one of `statuses` that the reader is shown."""
    query = query.where(Document.status.in_(statuses), Document.visibility.in_(actor.visibilities))
    # What became part of another document has no files of its own.
    query = query.where(Document.moved_to.is_(None))
    if actor.may("curate"):
        return query
    sent = select(AuditEvent.document_id).where(AuditEvent.actor == actor.email, AuditEvent.action == "upload")
    return query.where(Document.id.in_(sent))
