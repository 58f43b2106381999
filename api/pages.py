"""Pages of a document: their text with the hits marked, and a picture of them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.authentication import CurrentActor
from api.documents import standing
from api.house import CurrentHouse
from api.links import page_url
from api.problems import MOVED, problem_responses
from api.shapes.documents import PageShape
from api.versions import version
from ingest.page_image import draw
from repository.errors import Unknown

router = APIRouter(prefix="/documents", tags=["documents"])

FileId = Annotated[str | None, Query(alias="file", description="Id of a language version.")]
Number = Annotated[int, Path(ge=1, le=1_000_000, description="Counts from 1.")]


@router.get(
    "/{document_id}/pages/{number}.png",
    summary="A picture of a page",
    response_class=Response,
    responses={
        200: {"content": {"image/png": {}}, "description": "The page, drawn."},
        **MOVED,
        **problem_responses(401, 404, 410, 422, 503),
    },
)
def picture(
    document_id: str,
    number: Number,
    house: CurrentHouse,
    actor: CurrentActor,
    file_id: FileId = None,
    width: Annotated[int, Query(ge=100, le=2000, description="Pixels.")] = 900,
) -> Response:
    """The page as PNG; only PDF files have pictures."""
    with house.repository.read() as uow:
        document = standing(uow.documents.get(document_id, actor))
        file = version(document, file_id)
        uow.documents.page(file, number)
    if file.media_type != "application/pdf":
        raise Unknown("Only pages of PDF files can be drawn; read the text of this page instead.")
    png = draw(house.repository.originals.path(file.digest), number, width)
    # What not everybody may see does not stay with whoever uses the browser next.
    kept = "private, max-age=86400" if document.visibility == "public" else "private, no-store"
    return Response(png, media_type="image/png", headers={"Cache-Control": kept})


@router.get(
    "/{document_id}/pages/{number}",
    summary="The text of a page",
    responses=MOVED | problem_responses(401, 404, 410, 422),
)
def text(
    document_id: str,
    number: Number,
    house: CurrentHouse,
    actor: CurrentActor,
    file_id: FileId = None,
    q: Annotated[str | None, Query(description="Marks the hits of this query in `html`.")] = None,
) -> PageShape:
    """The text of one page and how it was read."""
    with house.repository.read() as uow:
        file = version(standing(uow.documents.get(document_id, actor)), file_id)
        page = uow.documents.page(file, number)
    return PageShape(
        document=document_id,
        file=file.public_id,
        page=page.number,
        pages=file.page_count or 0,
        label=page.label,
        language=page.language or file.language,
        source=page.source,
        quality=page.quality,
        text=page.text,
        html=house.search.mark(page.text, q, page.language or file.language) if q else None,
        url=page_url(document_id, page.number, file.public_id, q or ""),
    )
