"""Exports: of a selection, of any search and all it finds, of its passages, and of processes by elements."""

import tempfile
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from api.authentication import CurrentActor
from api.citing.reference import site_of
from api.exporting import workbook
from api.exporting.matrix import matrix_lines, trend_lines
from api.exporting.passages import passage_lines
from api.exporting.streams import STREAMS, streamed
from api.harvest.caching import cache_headers
from api.house import CurrentHouse, House
from api.problems import problem_responses
from api.search import SEARCH_PARAMETERS
from repository.access import Actor
from repository.errors import Rejected
from repository.said import together
from search.parameters import from_params
from search.query import SearchQuery

router = APIRouter(tags=["export"])

FormName = Literal["ris", "bib", "csl", "csv", "xlsx", "jsonl"]
Scheme = Literal["element", "theme", "objective"]
# Labels of all forms of export, by the name that ends their address.
LABELS = {name: stream.label for name, stream in STREAMS.items()} | {"xlsx": "Excel"}
_NAME = "iscm-repository"
_SEARCH = {"parameters": SEARCH_PARAMETERS}
_CSV = "text/csv; charset=utf-8; header=present"


@router.get(
    "/export.{form}",
    summary="All documents of a selection or of a search",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {
                workbook.MEDIA_TYPE: {},
                **{stream.media_type.partition(";")[0]: {} for stream in STREAMS.values()},
            },
            "description": "All of them, not a page of them; sent while it is read.",
        },
        **problem_responses(401, 422, 503),
    },
    openapi_extra=_SEARCH,
)
def export(
    form: Annotated[FormName, Path(description="The form.")],
    request: Request,
    house: CurrentHouse,
    actor: CurrentActor,
    id: Annotated[
        list[str] | None, Query(max_length=1000, description="Documents of a selection; else the search counts.")
    ] = None,
) -> Response:
    """With `id` those documents, in that order; else what the search finds, in its order; else every document."""
    ids = iter(_current(id, house)) if id else house.search.ids(_asked(request, house), actor)
    if form == "xlsx":
        return _workbook(house, ids, actor, request)
    stream = STREAMS[form]
    return StreamingResponse(
        streamed(stream, house.repository, ids, actor, site_of(request)),
        media_type=stream.media_type,
        headers=_headers(f"{_NAME}.{stream.extension}", actor),
    )


def _current(ids: list[str], house: House) -> list[str]:
    with house.repository.read() as uow:
        return uow.merging.current_ids(ids)


@router.get(
    "/passages.csv",
    summary="The passages of everything that a search finds",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/csv": {}}, "description": "Document, page, text and link."},
        **problem_responses(401, 422, 503),
    },
    openapi_extra=_SEARCH,
)
def passages(request: Request, house: CurrentHouse, actor: CurrentActor) -> StreamingResponse:
    """One line for each passage, each with the permanent address of its page."""
    lines = passage_lines(house.search, _asked(request, house), actor, site_of(request))
    return StreamingResponse(lines, media_type=_CSV, headers=_headers(f"{_NAME}-passages.csv", actor))


@router.get(
    "/matrix.csv",
    summary="Processes by elements, themes or objectives",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/csv": {}}, "description": "Numbers of documents."},
        **problem_responses(401, 422, 503),
    },
    openapi_extra=_SEARCH,
)
def matrix(
    request: Request,
    house: CurrentHouse,
    actor: CurrentActor,
    scheme: Annotated[Scheme, Query(description="What the columns are.")] = "element",
) -> StreamingResponse:
    """How many of the documents that a search finds each process has on each element, theme or objective."""
    found = house.search.crossing(_asked(request, house), "iscm", scheme, actor)
    lines = matrix_lines(found, house.repository.authority, scheme)
    return StreamingResponse(lines, media_type=_CSV, headers=_headers(f"{_NAME}-matrix.csv", actor))


@router.get(
    "/trend.csv",
    summary="A search over years and processes",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/csv": {}}, "description": "Numbers of documents."},
        **problem_responses(401, 422),
    },
    openapi_extra=_SEARCH,
)
def trend(request: Request, house: CurrentHouse, actor: CurrentActor) -> StreamingResponse:
    """By process and year: how many documents the search finds, and how many there are under the same filters."""
    query = _asked(request, house)
    found = house.search.crossing(query, "iscm", "year", actor)
    among = house.search.crossing(query.with_text(""), "iscm", "year", actor)
    lines = trend_lines(found, among, house.repository.authority)
    return StreamingResponse(lines, media_type=_CSV, headers=_headers(f"{_NAME}-trend.csv", actor))


def _asked(request: Request, house: House) -> SearchQuery:
    query, notes = from_params(request.query_params.multi_items(), house.repository.authority)
    if notes:
        raise Rejected(together(notes))
    return query


def _headers(filename: str, actor: Actor) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{filename}"', **cache_headers(actor)}


def _workbook(house: House, ids: Iterator[str], actor: Actor, request: Request) -> FileResponse:
    # A workbook is a ZIP archive whose directory stands at its end: it is written whole, on disk, then sent.
    folder = tempfile.TemporaryDirectory(prefix="iscm-export-")
    path = FilePath(folder.name) / f"{_NAME}.xlsx"
    try:
        workbook.write_workbook(path, house.repository, ids, actor, site_of(request))
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(
        path,
        media_type=workbook.MEDIA_TYPE,
        filename=path.name,
        headers=cache_headers(actor),
        background=BackgroundTask(folder.cleanup),
    )
