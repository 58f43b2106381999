"""How well the text of pages could be read: what waits for OCR, what is poor, what was recognised."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.authentication import CurrentActor
from api.house import CurrentHouse
from api.links import page_url
from api.problems import problem_responses
from repository.text_quality import FileQuality

router = APIRouter(tags=["documents"])

View = Literal["needs-ocr", "none", "poor", "ocr"]


class PageQualityShape(BaseModel):
    """A page whose text is not good; `confidence` (0 to 1) is there where OCR has looked at it."""

    page: int
    quality: Literal["none", "poor", "ocr"]
    confidence: float | None
    url: str


class FileQualityShape(BaseModel):
    """A file with such pages."""

    document: str
    file: str
    filename: str
    pages: int | None = Field(description="All its pages.")
    needs_ocr: int
    listed: list[PageQualityShape]


class TextQualityShape(BaseModel):
    """Numbers of pages by quality, and the files to work off, those with the most such pages first."""

    counts: dict[str, int] = Field(examples=[{"none": 3, "poor": 1, "ocr": 40, "good": 910, "needs-ocr": 3}])
    files: list[FileQualityShape]


@router.get("/text-quality", summary="Pages whose text is not good", responses=problem_responses(401, 403, 422))
def text_quality(
    house: CurrentHouse,
    actor: CurrentActor,
    view: Annotated[View | None, Query(description="Only files with such pages.")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> TextQualityShape:
    """For contributors: the pages that wait for OCR, are hard to read, or were recognised from an image."""
    actor.require("upload")
    with house.repository.read() as uow:
        files = uow.text_quality.files(actor, view, limit)
        return TextQualityShape(counts=uow.text_quality.counts(actor), files=[_shape(file) for file in files])


def _shape(quality: FileQuality) -> FileQualityShape:
    file = quality.file
    return FileQualityShape(
        document=file.document.public_id,
        file=file.public_id,
        filename=file.filename,
        pages=file.page_count,
        needs_ocr=quality.needs_ocr,
        listed=[
            PageQualityShape.model_validate(
                {
                    "page": page.number,
                    "quality": page.quality,
                    "confidence": page.confidence,
                    "url": page_url(file.document.public_id, page.number, file.public_id),
                }
            )
            for page in quality.pages
        ],
    )
