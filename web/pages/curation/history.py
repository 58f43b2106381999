"""What was changed last: by anybody or one person, of all documents or one, each change to be undone."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from repository.undoing import UNDOABLE
from web.curation_words import action_names, changes
from web.pages.visit import CurrentVisit
from web.rendering import address

router = APIRouter()

LATEST = 50


@router.get("/curation/history")
def history(
    visit: CurrentVisit,
    person: Annotated[str, Query(max_length=200)] = "",
    document: Annotated[str, Query(max_length=20)] = "",
    before: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """The latest changes, newest first."""
    visit.require("curate")
    with visit.house.repository.read() as uow:
        found = uow.histories.latest(visit.actor, LATEST, person=person, document=document, before=before)
        undone = uow.histories.undone([happening.event.public_id for happening in found])
        return visit.page(
            "history.html",
            happenings=found,
            undone=undone,
            undoable=UNDOABLE,
            people=uow.histories.people(visit.actor),
            person=person,
            document_id=document,
            back=address("/curation/history", person=person, document=document),
            older=address("/curation/history", person=person, document=document, before=found[-1].event.id)
            if len(found) == LATEST
            else "",
            actions=action_names(visit),
            said=lambda event: changes(event, visit),
        )
