"""Originals, bit for bit: ETag is the SHA-256, ranges work, nothing is ever opened inside the site."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from api.authentication import CurrentActor
from api.documents import standing
from api.house import CurrentHouse
from api.problems import problem_responses
from api.versions import version
from repository.errors import Unknown

router = APIRouter(prefix="/documents", tags=["documents"])


@router.get(
    "/{document_id}/original",
    summary="The original file",
    response_class=FileResponse,
    responses={
        200: {"content": {"application/octet-stream": {}}, "description": "The bytes as they were uploaded."},
        206: {"description": "The range that was asked for."},
        304: {"description": "You already have these bytes."},
        416: {"description": "The range lies outside the file."},
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
    with house.repository.read() as uow:
        chosen = version(standing(uow.documents.get(document_id, actor)), file)
    etag = f'"{chosen.digest}"'
    headers = {
        "ETag": etag,
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
