"""Undoing: an event's before is applied again as a new event, unless a later one touched the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import changing
from repository.access import Actor
from repository.audit import Audit
from repository.authority import Authority
from repository.crosswalk import follow_crosswalk
from repository.documents import Documents
from repository.errors import Conflict, Unknown
from repository.merging import Merging, is_name
from repository.models import AuditEvent, Document

# Everything else that is noted, such as an upload, has no before.
UNDOABLE = ("edit", "withdraw", "reinstate", "undo", "merge")


@dataclass(frozen=True, slots=True)
class Trail:
    """The events of a document, newest first, and which of them still stand."""

    events: Sequence[AuditEvent]

    @property
    def undone(self) -> dict[str, AuditEvent]:
        """By the public id of each event that was undone: the event that did it, and was not undone itself."""
        undone: dict[str, AuditEvent] = {}
        for event in self.events:
            if event.undoes and event.public_id not in undone:
                undone[event.undoes] = event
        return undone

    def obstacle(self, event: AuditEvent) -> AuditEvent | None:
        """The latest event that stands and touched the same thing after this one."""
        undone, names = self.undone, set(event.before)
        at = {one.public_id: one.id for one in self.events}
        for later in self.events:
            is_undone = later.public_id in undone
            # It only took back something later than this event: what stood before stands again.
            is_even = later.undoes is not None and at.get(later.undoes, 0) > event.id
            if later.id > event.id and not is_undone and not is_even and names & set(later.before):
                return later
        return None

    def can_be_undone(self, event: AuditEvent) -> bool:
        """Whether an event has something to take back, and nobody has taken it back or changed it again."""
        has_before = event.action in UNDOABLE and event.before and all(map(_is_known, event.before))
        return bool(has_before) and event.public_id not in self.undone and self.obstacle(event) is None


class Undoing:
    """Takes events back, in one session."""

    def __init__(
        self, session: Session, documents: Documents, audit: Audit, merging: Merging, authority: Authority
    ) -> None:
        self._session = session
        self._documents = documents
        self._audit = audit
        self._merging = merging
        self._authority = authority

    def event(self, public_id: str, actor: Actor) -> tuple[AuditEvent, Document]:
        """An event and its document, or Unknown, under the same rule as a document."""
        query = (
            select(AuditEvent, Document)
            .join(Document, Document.id == AuditEvent.document_id)
            .where(AuditEvent.public_id == public_id, Document.visibility.in_(actor.visibilities))
        )
        row = self._session.execute(query).one_or_none()
        if row is None:
            raise Unknown("There is no such change here.")
        return row[0], row[1]

    def trail(self, document: Document) -> Trail:
        """What happened to a document."""
        return Trail(self._audit.of(document))

    def undo(self, event: AuditEvent, document: Document, actor: Actor) -> AuditEvent:
        """Apply what was before as a new event; raises Conflict, naming what is in the way."""
        self._check(event, document)
        if any(map(is_name, event.before)):
            return self._merging.undo(event, document, actor)
        _, provenance = changing.read(document, event.before)
        for name, value in event.before.items():
            changing.put_back(document, name, value, event.provenance.get(name))
        if any(name.startswith("element:") for name in event.before):
            follow_crosswalk(document, self._authority)
        self._documents.touch(document)
        return self._audit.note(
            actor,
            "undo",
            document,
            before=dict(event.after),
            after=dict(event.before),
            provenance=provenance,
            undoes=event.public_id,
        )

    def undo_batch(self, batch: str, actor: Actor) -> tuple[int, int]:
        """Take back one decision on many documents; answers how many documents, and how many stay as they are."""
        query = (
            select(AuditEvent, Document)
            .join(Document, Document.id == AuditEvent.document_id)
            .where(AuditEvent.batch == batch, Document.visibility.in_(actor.visibilities))
            .order_by(AuditEvent.id)
        )
        rows = self._session.execute(query).all()
        if not rows:
            raise Unknown("There is no such change here.")
        undone = 0
        for event, document in rows:
            # Where somebody changed the same since, what he or she said stands.
            if self.trail(document).can_be_undone(event) and not document.moved_to:
                self.undo(event, document, actor)
                undone += 1
        return undone, len(rows) - undone

    def _check(self, event: AuditEvent, document: Document) -> None:
        trail = self.trail(document)
        if event.public_id in trail.undone:
            raise Conflict("This change was undone already. Nothing was changed.")
        if later := trail.obstacle(event):
            raise Conflict(
                "The same was changed again by %(actor)s on %(day)s at %(time)s UTC. "
                "Undo that change first; nothing was changed now.",
                actor=later.actor,
                day=later.at.date(),
                time=f"{later.at:%H:%M}",
            )
        if document.moved_to:
            raise Conflict(
                "This document is part of the document “%(moved_to)s” now. Take them apart first.",
                moved_to=document.moved_to,
            )
        if not trail.can_be_undone(event):
            raise Conflict("This cannot be undone: nothing is known of how it was before.")
        named = [name for name in event.after if not is_name(name)]
        if changing.read(document, named)[0] != {name: event.after[name] for name in named}:
            raise Conflict("What this changed is no longer as it left it. Set it by hand; nothing was changed now.")


def _is_known(name: str) -> bool:
    return is_name(name) or changing.is_known(name)
