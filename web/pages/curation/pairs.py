"""Documents that may be one: pairs, side by side, and a person's word on them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import RedirectResponse, Response

from api.versions import version
from repository.models import Document
from repository.unit_of_work import UnitOfWork
from web.page_text import lit, paragraphs
from web.pages.curation.entrance import CuratorsForm
from web.pages.visit import CurrentVisit
from web.rendering import address
from web.review_view import current_values
from web.sheets import is_drawn

router = APIRouter()

LISTED = 100


@router.get("/curation/pairs")
def pairs(visit: CurrentVisit, kind: Literal["copy", "version"] = "copy") -> Response:
    """The pairs of one kind, the likeliest first."""
    visit.require("curate")
    with visit.house.repository.read() as uow:
        return visit.page(
            "pairs.html",
            kind=kind,
            counts=uow.comparing.counts(visit.actor),
            pairs=uow.comparing.pairs(visit.actor, kind, LISTED),
        )


@router.get("/curation/pairs/{one_id}/{other_id}")
def pair(one_id: str, other_id: str, visit: CurrentVisit, page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """Two documents side by side: what is known of each, and the same page of both."""
    visit.require("curate")
    with visit.house.repository.read() as uow:
        one, other = (uow.documents.get(public_id, visit.actor) for public_id in (one_id, other_id))
        return visit.page(
            "pair.html",
            pair=uow.comparing.pair(one, other),
            sides=[(document, current_values(document), _leaf(uow, document, page)) for document in (one, other)],
            page=page,
            last=max(version(document, None).page_count or 1 for document in (one, other)),
        )


@router.post("/curation/pairs/{one_id}/{other_id}")
def decide(
    one_id: str,
    other_id: str,
    visit: CuratorsForm,
    said: Annotated[Literal["version", "copy", "apart"], Form()],
    kept: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Make one document of two, keeping the one named, or remember that they are two."""
    with visit.house.repository.write() as uow:
        one, other = (uow.documents.get(public_id, visit.actor) for public_id in (one_id, other_id))
        kind = uow.comparing.pair(one, other).kind
        if said == "apart":
            uow.comparing.set_apart(one, other, visit.actor)
            following = address("/curation/pairs", kind=kind)
        else:
            stays, goes = (other, one) if kept == other.public_id else (one, other)
            event = uow.merging.merge(stays, goes, said, visit.actor)
            following = address(f"/curation/review/{stays.public_id}", done=event.public_id)
        uow.commit()
    visit.house.wake()
    return RedirectResponse(following, 303)


def _leaf(uow: UnitOfWork, document: Document, number: int) -> tuple[str, bool, str]:
    """The file shown of a document, whether its pages are drawn, and the text of the page."""
    file = version(document, None)
    if number > (file.page_count or 0):
        return file.public_id, False, ""
    text = uow.documents.page(file, number).text
    return file.public_id, is_drawn(file), paragraphs(lit(text, 0, 0))
