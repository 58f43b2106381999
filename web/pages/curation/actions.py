"""Single words on a document, sent by a button: withdraw, reinstate, undo."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from repository.errors import Rejected
from web.pages.curation.entrance import CuratorsForm
from web.rendering import address
from web.signing_in import local_path

router = APIRouter()

Back = Annotated[str, Form(max_length=2000)]


@router.post("/curation/review/{document_id}/withdrawal")
def withdraw(
    document_id: str, visit: CuratorsForm, reason: Annotated[str, Form(max_length=500)] = "", back: Back = "/curation"
) -> Response:
    """Take it out of search and lists, with the reason that its tombstone gives."""
    visit.actor.require("withdraw")
    if not reason.strip():
        raise Rejected(visit.gettext("Say why it is withdrawn: the tombstone shows it. Go back; nothing was changed."))
    with visit.house.repository.write() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if document.withdrawn_at is None:
            uow.curation.withdraw(document, reason.strip(), visit.actor)
        uow.commit()
    visit.house.wake()
    return RedirectResponse(local_path(back), 303)


@router.post("/curation/review/{document_id}/reinstatement")
def reinstate(document_id: str, visit: CuratorsForm, back: Back = "/curation") -> Response:
    """Take back that it was withdrawn."""
    visit.actor.require("withdraw")
    with visit.house.repository.write() as uow:
        uow.curation.reinstate(uow.documents.get(document_id, visit.actor), visit.actor)
        uow.commit()
    visit.house.wake()
    return RedirectResponse(local_path(back), 303)


@router.post("/curation/events/{event_id}/undo")
def undo(event_id: str, visit: CuratorsForm, back: Back = "/curation/history") -> Response:
    """Apply what was before an event as a new one."""
    with visit.house.repository.write() as uow:
        event, document = uow.undoing.event(event_id, visit.actor)
        uow.undoing.undo(event, document, visit.actor)
        uow.commit()
    visit.house.wake()
    return RedirectResponse(local_path(back), 303)


@router.post("/curation/batches/{batch}/undo")
def undo_batch(batch: str, visit: CuratorsForm) -> Response:
    """Take back one decision on many documents."""
    with visit.house.repository.write() as uow:
        undone, left = uow.undoing.undo_batch(batch, visit.actor)
        uow.commit()
    visit.house.wake()
    return RedirectResponse(address("/curation/bulk", undone=undone, left=left or None), 303)
