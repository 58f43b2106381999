"""Suggested tags accepted together: chosen by a rule, looked through, confirmed as they were shown."""

from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import RedirectResponse, Response

from repository.bulk import Choice
from repository.errors import Outdated
from web.curation_words import scheme_names
from web.pages.curation.entrance import CuratorsForm
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address
from web.review_form import choices
from web.review_view import Way

router = APIRouter()


@router.get("/curation/bulk")
def choose(
    visit: CurrentVisit,
    scheme: Annotated[str, Query(max_length=20)] = "",
    code: Annotated[str, Query(max_length=40)] = "",
    rule: Annotated[str, Query(max_length=200)] = "",
    score: Annotated[str, Query(max_length=10)] = "",
    iscm: Annotated[str, Query(max_length=40)] = "",
    year: Annotated[str, Query(max_length=4)] = "",
    accepted: Annotated[str, Query(max_length=20)] = "",
    undone: Annotated[int | None, Query(ge=0)] = None,
    left: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """The form to choose by, and what the choice names; `accepted` is the batch that was accepted before."""
    visit.require("curate")
    choice = _choice(scheme, code, rule, score, iscm, year)
    return _page(visit, choice, is_asked=bool(scheme), accepted=accepted, undone=undone, left=left)


@router.post("/curation/bulk")
def accept(
    visit: CuratorsForm,
    digest: Annotated[str, Form(max_length=64)] = "",
    scheme: Annotated[str, Form(max_length=20)] = "",
    code: Annotated[str, Form(max_length=40)] = "",
    rule: Annotated[str, Form(max_length=200)] = "",
    score: Annotated[str, Form(max_length=10)] = "",
    iscm: Annotated[str, Form(max_length=40)] = "",
    year: Annotated[str, Form(max_length=4)] = "",
) -> Response:
    """Confirm exactly what was shown; where that has changed, show it anew."""
    choice = _choice(scheme, code, rule, score, iscm, year)
    try:
        with visit.house.repository.write() as uow:
            batch, _ = uow.bulk.accept(choice, digest, visit.actor)
            uow.commit()
    except Outdated as trouble:
        return _page(visit, choice, is_asked=True, sentence=trouble.sentence, status=409)
    visit.house.wake()
    return RedirectResponse(address("/curation/bulk", **_parameters(choice), accepted=batch), 303)


def _choice(scheme: str, code: str, rule: str, score: str, iscm: str, year: str) -> Choice:
    """What an address or a form names; a scheme that cannot be accepted in bulk is that of elements."""
    kind, colon, value = code.partition(":")
    try:
        least = max(0.0, float(score or 0))
    except ValueError:
        least = 0.0
    known = scheme if scheme in ("iscm", "element", "mention", "objective", "theme", "state") else "element"
    return Choice(known, value if colon and kind == known else "", rule.strip(), least, iscm, year.strip())


def _parameters(choice: Choice) -> dict[str, str | float | None]:
    return {
        "scheme": choice.scheme,
        "code": f"{choice.scheme}:{choice.code}" if choice.code else None,
        "rule": choice.rule,
        "score": choice.least_score or None,
        "iscm": choice.iscm,
        "year": choice.year,
    }


def _page(
    visit: Visit,
    choice: Choice,
    *,
    is_asked: bool,
    sentence: str = "",
    accepted: str = "",
    undone: int | None = None,
    left: int = 0,
    status: int = 200,
) -> Response:
    with visit.house.repository.read() as uow:
        preview = uow.bulk.preview(choice, visit.actor) if is_asked else None
        batch = uow.histories.latest(visit.actor, 1000, batch=accepted) if accepted else []
        return visit.page(
            "bulk.html",
            status,
            choice=choice,
            parameters=_parameters(choice),
            choices=choices(visit),
            schemes=scheme_names(visit),
            preview=preview,
            way=lambda tag: _way(tag.document.public_id, f"{tag.scheme}:{tag.code}"),
            sentence=sentence,
            accepted=accepted if batch else "",
            accepted_documents=len(batch),
            undone=undone,
            left=left,
        )


def _way(document_id: str, name: str) -> str:
    return Way(document_id, "suggestions", tag=name).to()
