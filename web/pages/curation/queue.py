"""What waits for a curator: lists with their counts, and the documents of one of them."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from repository.queue import Listing
from web.curation_words import list_names
from web.pages.visit import CurrentVisit
from web.rendering import address

router = APIRouter()

ON_A_PAGE = 50

ListName = Literal[
    "unreviewed",
    "attention",
    "no-iscm",
    "undated",
    "untyped",
    "needs-ocr",
    "failed",
    "suggestions",
    "restricted",
    "withdrawn",
]
Since = Annotated[str, Query(max_length=40)]


def listing(name: str, since: str) -> Listing:
    """The list that an address names; a moment that is none is left out."""
    try:
        moment = datetime.fromisoformat(since) if since else None
    except ValueError:
        moment = None
    return Listing(name, moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None)


@router.get("/curation")
def queue(
    visit: CurrentVisit,
    name: Annotated[ListName | None, Query(alias="list")] = None,
    since: Since = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    is_done: Annotated[bool, Query(alias="done")] = False,
) -> Response:
    """Every list with its count; the documents of the one that the address names."""
    visit.require("curate")
    chosen = listing(name or "unreviewed", since)
    with visit.house.repository.read() as uow:
        counts, progress = uow.queue.standing(visit.actor)
        found = uow.queue.documents(chosen, visit.actor, (page - 1) * ON_A_PAGE, ON_A_PAGE) if name else ()
        return visit.page(
            "curation.html",
            name=name,
            since=since,
            lists=list_names(visit),
            counts=counts,
            pairs=uow.comparing.counts(visit.actor),
            progress=progress,
            documents=found,
            total=uow.queue.count(chosen, visit.actor) if chosen.since else counts[chosen.name],
            page=page,
            on_a_page=ON_A_PAGE,
            is_done=is_done,
        )


@router.get("/curation/next")
def begin(
    visit: CurrentVisit, name: Annotated[ListName, Query(alias="list")] = "unreviewed", since: Since = ""
) -> Response:
    """To the first document of a list, or back to the lists where it is empty."""
    visit.require("curate")
    with visit.house.repository.read() as uow:
        first = uow.queue.first(listing(name, since), visit.actor)
    if first is None:
        return RedirectResponse(address("/curation", done="true"), 303)
    return RedirectResponse(address(f"/curation/review/{first}", list=name, since=since), 303)
