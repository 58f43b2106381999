"""Originals, bit for bit: ETag is the SHA-256, ranges work, nothing is ever opened inside the site."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from api.addresses import base_url
from api.authentication import CurrentActor
from api.citing.signposting import content_header
from api.documents import standing
from api.house import CurrentHouse, House
from api.links import document_url
from api.problems import MOVED, problem_responses
from api.versions import version
from repository.access import Actor
from repository.errors import Unknown

router = APIRouter(prefix="/documents", tags=["documents"])
permanent = APIRouter(include_in_schema=False)


@router.get(
    "/{document_id}/original",
    summary="The original file",
    response_class=FileResponse,
    responses={
        200: {"content": {"application/octet-stream": {}}, "description": "The bytes as they were uploaded."},
        206: {"description": "The range that was asked for."},
        304: {"description": "You already have these bytes."},
        416: {"description": "The range lies outside the file."},
        **MOVED,
        **problem_responses(401, 404, 410),
    },
)
@router.head("/{document_id}/original", include_in_schema=False)
def original(
    document_id: str,
    request: Request,
    house: CurrentHouse,
    actor: CurrentActor,
    file: Annotated[str | None, Query(description="Id of a language version; the first one if left out.")] = None,
) -> Response:
    """The uploaded bytes as an attachment; `ETag` is their SHA-256."""
    return sent(document_id, file, request, house, actor)


def sent(document_id: str, file: str | None, request: Request, house: House, actor: Actor) -> Response:
    """The bytes of a language version, or as much of them as was asked for."""
    with house.repository.read() as uow:
        chosen = version(standing(uow.documents.get(document_id, actor)), file)
    etag = f'"{chosen.digest}"'
    headers = {
        "ETag": etag,
        "Link": content_header(base_url(request) + document_url(document_id)),
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    if etag in request.headers.get("if-none-match", "").replace("W/", ""):
        return Response(status_code=304, headers=headers)
    if not house.repository.originals.holds(chosen.digest):
        raise Unknown("The bytes of this file are missing from the store. Please tell the administrator.")
    media_type = chosen.media_type or "application/octet-stream"
    path = house.repository.originals.path(chosen.digest)
    return FileResponse(path, media_type=media_type, filename=chosen.filename, headers=headers)


@permanent.get("/documents/{document_id}/files/{file_id}/original")
@permanent.head("/documents/{document_id}/files/{file_id}/original")
def content(document_id: str, file_id: str, request: Request, house: CurrentHouse, actor: CurrentActor) -> Response:
    """The same bytes at the permanent address of the version, which crawlers may follow."""
    return sent(document_id, file_id, request, house, actor)
