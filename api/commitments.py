"""Recommendations, commitments and requests as JSON, page by page, and all of them as CSV."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from api.authentication import CurrentActor
from api.exporting.lines import csv_line
from api.house import CurrentHouse
from api.links import page_url
from api.pagination import pagination_of
from api.problems import problem_responses
from api.shapes.commitments import CommitmentShape, CommitmentsShape
from repository.access import Actor
from repository.authority_records import LANGUAGES
from repository.commitments import KINDS, Selection
from repository.errors import Rejected
from repository.models import OperativeParagraph
from repository.repository import Repository

router = APIRouter(tags=["commitments"])

_LARGEST_SIZE = 100
_COLUMNS = tuple(CommitmentShape.model_fields)

Year = Annotated[int, Field(ge=1900, le=2100)]
Codes = Annotated[list[str] | None, Query(description="Repeat to widen (OR).")]


def selection(
    house: CurrentHouse,
    kind: Codes = None,
    iscm: Codes = None,
    element: Codes = None,
    year: Annotated[list[Year] | None, Query(description="Repeat to widen (OR).")] = None,
    language: Codes = None,
) -> Selection:
    """What is asked for; a value that does not exist is refused with those that do."""
    authority = house.repository.authority
    return Selection(
        kinds=_known("kind", kind, KINDS),
        iscms=_known("iscm", iscm, [known.slug for known in authority.iscms]),
        elements=_known("element", element, [known.letter for known in authority.elements]),
        years=tuple(year or ()),
        languages=_known("language", language, LANGUAGES),
    )


Selected = Annotated[Selection, Depends(selection)]


def _known(name: str, values: Sequence[str] | None, legal: Sequence[str]) -> tuple[str, ...]:
    asked = tuple(value for value in values or () if value)
    if strange := [value for value in asked if value not in legal]:
        raise Rejected(
            "There is no %(name)s “%(value)s”. Legal values: %(legal)s.",
            name=name,
            value=strange[0][:40],
            legal=tuple(legal),
        )
    return asked


@router.get("/commitments", summary="What States agreed to do", responses=problem_responses(401, 422))
def commitments(
    request: Request,
    response: Response,
    house: CurrentHouse,
    actor: CurrentActor,
    selected: Selected,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=_LARGEST_SIZE)] = 20,
) -> CommitmentsShape:
    """Recommendations, commitments and requests, each with its page; newest documents first."""
    with house.repository.read() as uow:
        found = uow.commitments.page(selected, actor, (page - 1) * size, size)
        total = uow.commitments.count(selected, actor)
        response.headers["Link"] = pagination_of(request, page, size, total)
        return CommitmentsShape(
            total=total,
            page=page,
            size=size,
            commitments=[_shape(paragraph) for paragraph in found],
        )


@router.get(
    "/commitments.csv",
    summary="What States agreed to do, as a table",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}, **problem_responses(401, 422)},
)
def commitments_as_table(house: CurrentHouse, actor: CurrentActor, selected: Selected) -> StreamingResponse:
    """All that were found, in one CSV file (UTF-8)."""
    headers = {"Content-Disposition": 'attachment; filename="commitments.csv"'}
    rows = _rows(house.repository, selected, actor)
    return StreamingResponse(rows, media_type="text/csv; charset=utf-8", headers=headers)


def _rows(repository: Repository, selected: Selection, actor: Actor) -> Iterator[str]:
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    yield "\ufeff" + csv_line(_COLUMNS)
    with repository.read() as uow:
        for paragraph in uow.commitments.all(selected, actor):
            values = _shape(paragraph).model_dump()
            yield csv_line([_cell(values[column]) for column in _COLUMNS])


def _cell(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _shape(paragraph: OperativeParagraph) -> CommitmentShape:
    document = paragraph.file.document
    return CommitmentShape(
        kind=paragraph.kind,
        number=paragraph.number,
        verb=paragraph.verb,
        actor=paragraph.actor,
        text=paragraph.text,
        language=paragraph.language,
        elements=list(paragraph.elements),
        page=paragraph.page,
        url=page_url(document.public_id, paragraph.page, paragraph.file.public_id),
        document=document.public_id,
        title=document.title,
        iscms=document.codes("iscm"),
        date=document.date_from,
    )
