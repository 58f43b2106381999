"""What this is, how it reads and tags, and what it does not claim."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from web.pages.iscms import LEVELS, STATUSES
from web.pages.visit import CurrentVisit
from web.score import reading_score

router = APIRouter()


@router.get("/about")
def about(visit: CurrentVisit) -> HTMLResponse:
    """The page that explains the others."""
    authority = visit.authority
    without_objective = sum(not authority.objectives_of(element.letter) for element in authority.elements)
    return visit.page(
        "about.html", levels=LEVELS, statuses=STATUSES, without_objective=without_objective, score=reading_score()
    )
