"""Highlights of a year: one paragraph for each process, in alphabetical order."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.highlights import highlights
from repository.clock import now
from web.pages.visit import CurrentVisit
from web.rendering import address

router = APIRouter()


@router.get("/highlights")
def newest(visit: CurrentVisit) -> Response:
    """The newest year that documents are of."""
    with visit.house.repository.read() as uow:
        years = uow.years.with_documents(visit.actor)
    return RedirectResponse(address(f"/highlights/{years[0] if years else now().year}"), 303)


@router.get("/highlights/{year}")
def of_year(visit: CurrentVisit, year: Annotated[int, Path(ge=1900, le=2100)]) -> HTMLResponse:
    """What met where and adopted what."""
    with visit.house.repository.read() as uow:
        return visit.page(
            "highlights.html",
            year=year,
            paragraphs=highlights(uow, str(year), visit.authority, visit.actor, visit.language.code, visit.gettext),
            years=uow.years.with_documents(visit.actor),
        )
