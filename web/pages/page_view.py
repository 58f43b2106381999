"""One page of a document: its image beside its text, with the hits of a query or one passage marked."""

import re
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.citation import citation
from api.citing import signposting
from api.citing.reference import Cited, reference
from api.links import page_url
from api.versions import version
from repository.models import Page
from repository.unit_of_work import UnitOfWork
from web.citable import cited, data, described, gone
from web.page_text import lit, paragraphs
from web.pages.documents import PDF, moved
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address

router = APIRouter()

_LIGHT = re.compile(r"(\d{1,7})-(\d{1,7})")


Number = Annotated[int, Path(ge=1, le=1_000_000)]


@router.get("/documents/{document_id}/pages/{number}")
def page_of_document(
    document_id: str,
    number: Number,
    visit: CurrentVisit,
    file_id: Annotated[str | None, Query(alias="file")] = None,
    q: str = "",
    light: str = "",
) -> Response:
    """The page of the version that is shown first; `q` marks what a query matches, `light=start-end` a passage."""
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if answer := gone(visit, document):
            return answer
        file = version(document, file_id)
        if file_id:
            # The address that pages and passages had at first.
            passage = f"/{light}" if _LIGHT.fullmatch(light) else ""
            return moved(page_url(document_id, number, file.public_id) + passage, "" if passage else q)
        return _shown(visit, uow, cited(visit, document, file, number), q, light)


@router.get("/documents/{document_id}/files/{file_id}/pages/{number}")
def page_of_version(document_id: str, file_id: str, number: Number, visit: CurrentVisit, q: str = "") -> Response:
    """The page at its permanent address."""
    return _page(visit, document_id, file_id, number, q, "")


@router.get("/documents/{document_id}/files/{file_id}/pages/{number}/{passage}")
def passage_of_version(
    document_id: str,
    file_id: str,
    number: Number,
    passage: Annotated[str, Path(pattern=r"^\d{1,7}-\d{1,7}$")],
    visit: CurrentVisit,
) -> Response:
    """A passage of a page, from one character up to another, at its permanent address."""
    return _page(visit, document_id, file_id, number, "", passage)


def _page(visit: Visit, document_id: str, file_id: str, number: int, q: str, passage: str) -> Response:
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if answer := gone(visit, document):
            return answer
        return _shown(visit, uow, cited(visit, document, version(document, file_id), number), q, passage)


def _shown(visit: Visit, uow: UnitOfWork, about: Cited, q: str, passage: str) -> Response:
    file, number = about.file or version(about.document, None), about.page or 1
    page = uow.documents.page(file, number)
    if answer := data(visit, about):
        return answer
    known = reference(about)
    here = f"{known.url}/{passage}" if _LIGHT.fullmatch(passage) else known.url
    shown = visit.page(
        "page.html",
        document=about.document,
        file=file,
        page=page,
        q=q,
        language=page.language or file.language,
        text=paragraphs(_marked(visit, page, file.language, q, passage)),
        is_drawn=file.media_type == PDF,
        citation=citation(about.document, visit.authority, here, number),
        previous=number - 1 if number > 1 else None,
        next=number + 1 if number < (file.page_count or 0) else None,
        back=_back(visit, q),
        **described(about),
    )
    shown.headers["Link"] = signposting.header(known)
    shown.headers["Vary"] = "Accept"
    return shown


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
