"""The list curators work off: files whose text could not be read well, and the pages concerned."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from repository.said import mark
from web.pages.visit import CurrentVisit

router = APIRouter()

VIEWS = {
    "needs-ocr": (mark("Needs OCR"), mark("pages that are pictures, and wait for OCR")),
    "poor": (mark("Poor"), mark("pages whose text is garbled")),
    "ocr": (mark("OCR"), mark("pages whose text was recognised from an image")),
    "none": (mark("No text"), mark("pages without any text")),
}
MOST_FILES = 200
MOST_PAGES = 30


@router.get("/curation/text-quality")
def text_quality(
    visit: CurrentVisit, view: Annotated[Literal["needs-ocr", "poor", "ocr", "none"] | None, Query()] = None
) -> Response:
    """Files with pages of one kind, or with any page that is not good."""
    visit.require("curate")
    with visit.house.repository.read() as uow:
        return visit.page(
            "text_quality.html",
            view=view,
            views=VIEWS,
            counts=uow.text_quality.counts(visit.actor),
            files=uow.text_quality.files(visit.actor, view, MOST_FILES),
            most_files=MOST_FILES,
            most_pages=MOST_PAGES,
        )
