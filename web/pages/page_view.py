"""One page of a document: its image beside its text, with the hits of a query or one passage marked."""

import re
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse

from api.citation import citation
from api.links import page_url
from api.versions import version
from repository.errors import Withdrawn
from repository.models import Page
from web.page_text import lit, paragraphs
from web.pages.documents import PDF
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address

router = APIRouter()

_LIGHT = re.compile(r"(\d{1,7})-(\d{1,7})")


@router.get("/documents/{document_id}/pages/{number}")
def page_of_document(
    document_id: str,
    number: Annotated[int, Path(ge=1, le=1_000_000)],
    visit: CurrentVisit,
    file_id: Annotated[str | None, Query(alias="file")] = None,
    q: str = "",
    light: str = "",
) -> HTMLResponse:
    """The page; `q` marks what a query matches, `light=start-end` the passage a label rests on."""
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if document.withdrawn_at:
            raise Withdrawn("This document was withdrawn; its pages are no longer shown.")
        file = version(document, file_id)
        page = uow.documents.page(file, number)
        here = visit.base_url + page_url(document_id, number, file.public_id)
        marked = _marked(visit, page, file.language, q, light)
        return visit.page(
            "page.html",
            document=document,
            file=file,
            page=page,
            q=q,
            language=page.language or file.language,
            text=paragraphs(marked),
            is_drawn=file.media_type == PDF,
            citation=citation(document, visit.authority, here, number),
            previous=number - 1 if number > 1 else None,
            next=number + 1 if number < (file.page_count or 0) else None,
            back=_back(visit, q),
        )


def _marked(visit: Visit, page: Page, language: str | None, q: str, light: str) -> str:
    passage = _LIGHT.fullmatch(light)
    if passage:
        return lit(page.text, int(passage[1]), int(passage[2]))
    if q.strip():
        return visit.house.search.mark(page.text, q, page.language or language)
    return lit(page.text, 0, 0)


def _back(visit: Visit, q: str) -> str:
    """The results the reader came from, with their filters and page; else the same words."""
    own, referer = str(visit.request.base_url) + "search?", visit.request.headers.get("referer", "")
    if referer.startswith(own):
        return "/search?" + referer.removeprefix(own)
    return address("/search", q=q) if q.strip() else ""
