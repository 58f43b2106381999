"""What was done to a document, and taking it back."""

from fastapi import APIRouter, Request, Response

from api.addresses import base_url
from api.authentication import CurrentActor
from api.etags import tag_of_revision
from api.house import CurrentHouse
from api.presenting import document_shape
from api.problems import MOVED, problem_responses
from api.shapes.curation import EventShape, HistoryShape, Undo
from api.shapes.documents import DocumentShape
from repository.errors import Conflict, Unknown
from repository.models import AuditEvent, Document
from repository.undoing import Trail
from repository.unit_of_work import UnitOfWork

router = APIRouter(prefix="/documents", tags=["documents"])


@router.get(
    "/{document_id}/history",
    summary="What was done to a document",
    responses=MOVED | problem_responses(401, 403, 404, 410, 422),
)
def history(document_id: str, house: CurrentHouse, actor: CurrentActor) -> HistoryShape:
    """For curators: who did what and when, newest first, and what of it can be undone."""
    actor.require("curate")
    with house.repository.read() as uow:
        trail = uow.undoing.trail(uow.documents.get(document_id, actor))
        return HistoryShape(events=[_event(event, trail) for event in trail.events])


@router.post(
    "/{document_id}/undo",
    summary="Undo a change of a document",
    responses=problem_responses(401, 403, 404, 409, 410, 422),
)
def undo(
    document_id: str, given: Undo, request: Request, response: Response, house: CurrentHouse, actor: CurrentActor
) -> DocumentShape:
    """Applies what was before as a new event; 409 where a later change touched the same."""
    actor.require("curate")
    authority = house.repository.authority
    with house.repository.write() as uow:
        document = uow.documents.get(document_id, actor)
        uow.undoing.undo(_meant(uow, document, given.event), document, actor)
        uow.commit()
        shape = document_shape(document, authority, base_url(request))
    house.wake()
    response.headers["ETag"] = tag_of_revision(shape.revision, shape)
    return shape


def _meant(uow: UnitOfWork, document: Document, public_id: str | None) -> AuditEvent:
    """The event named, or the latest that can be undone."""
    trail = uow.undoing.trail(document)
    if public_id is None:
        latest = next((event for event in trail.events if trail.can_be_undone(event)), None)
        if latest is None:
            raise Conflict("There is nothing to undo.")
        return latest
    found = next((event for event in trail.events if event.public_id == public_id), None)
    if found is None:
        raise Unknown("This document has no event “%(public_id)s”.", public_id=public_id)
    return found


def _event(event: AuditEvent, trail: Trail) -> EventShape:
    return EventShape(
        id=event.public_id,
        at=event.at.isoformat(timespec="seconds"),
        actor=event.actor,
        action=event.action,
        before=event.before,
        after=event.after,
        undoes=event.undoes,
        is_undone=event.public_id in trail.undone,
        can_be_undone=trail.can_be_undone(event),
    )
