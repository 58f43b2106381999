"""One page of a document: its picture beside its text, with the hits of a query or one passage marked on both."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from api.citing import signposting
from api.citing.reference import Cited, reference
from api.citing.styles import styled
from api.links import page_url
from api.versions import version
from repository.models import File, Page
from repository.unit_of_work import UnitOfWork
from web.citable import cited, data, described, gone
from web.document_view import tags_of_page
from web.hit_trail import HitTrail, hit_trail
from web.page_text import numbered, paragraphs
from web.pages.documents import moved
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address
from web.sheets import is_drawn, sheet, thumbs

router = APIRouter()

_LIGHT = re.compile(r"(\d{1,7})-(\d{1,7})")
# Thumbnails around the page that is shown.
_STRIP = 12
_NO_PICTURES: dict[str, Any] = {"sheet": None, "thumbs": []}
# The results a reader may come from, in any language of the pages.
_RESULTS = re.compile(r"(?:[a-z]{2}/)?search\?")

Number = Annotated[int, Path(ge=1, le=1_000_000)]


@router.get("/documents/{document_id}/pages/{number}")
def page_of_document(
    document_id: str,
    number: Number,
    visit: CurrentVisit,
    file_id: Annotated[str | None, Query(alias="file")] = None,
    q: str = "",
    light: str = "",
    view: str = "",
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
        return _shown(visit, uow, cited(visit, document, file, number), q, light, view == "text")


@router.get("/documents/{document_id}/files/{file_id}/pages/{number}")
def page_of_version(
    document_id: str, file_id: str, number: Number, visit: CurrentVisit, q: str = "", view: str = ""
) -> Response:
    """The page at its permanent address; `view=text` is without the picture."""
    return _page(visit, document_id, file_id, number, q, "", view == "text")


@router.get("/documents/{document_id}/files/{file_id}/pages/{number}/{passage}")
def passage_of_version(
    document_id: str,
    file_id: str,
    number: Number,
    passage: Annotated[str, Path(pattern=r"^\d{1,7}-\d{1,7}$")],
    visit: CurrentVisit,
    view: str = "",
) -> Response:
    """A passage of a page, from one character up to another, at its permanent address."""
    return _page(visit, document_id, file_id, number, "", passage, view == "text")


def _page(visit: Visit, document_id: str, file_id: str, number: int, q: str, passage: str, is_plain: bool) -> Response:
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if answer := gone(visit, document):
            return answer
        about = cited(visit, document, version(document, file_id), number)
        return _shown(visit, uow, about, q, passage, is_plain)


def _shown(visit: Visit, uow: UnitOfWork, about: Cited, q: str, passage: str, is_plain: bool) -> Response:
    file, number = about.file or version(about.document, None), about.page or 1
    page = uow.documents.page(file, number)
    if answer := data(visit, about):
        return answer
    known = reference(about)
    here = f"{known.url}/{passage}" if _LIGHT.fullmatch(passage) else known.url
    uow.relations.load_evidence(about.document)
    spans, trail = _spans(visit, page, file, q, passage), hit_trail(visit, about.document, file, q)
    shown = visit.page(
        "page.html",
        document=about.document,
        file=file,
        page=page,
        q=q,
        is_plain=is_plain,
        plain_url=address(visit.request.url.path, q=q, view="" if is_plain else "text"),
        language=page.language or file.language,
        text=paragraphs(numbered(page.text, spans)),
        hits=len(spans),
        trail=trail,
        tags=tags_of_page(about.document, file, number, visit.label),
        styles=styled(known, here),
        previous=number - 1 if number > 1 else None,
        next=number + 1 if number < (file.page_count or 0) else None,
        back=_back(visit, q),
        **(_NO_PICTURES if is_plain or not is_drawn(file) else _pictures(visit, about, page, spans, trail, q)),
        **described(about),
    )
    shown.headers["Link"] = signposting.header(known)
    shown.headers["Vary"] = "Accept"
    return shown


def _pictures(
    visit: Visit, about: Cited, page: Page, spans: Sequence[tuple[int, int]], trail: HitTrail, q: str
) -> dict[str, Any]:
    document, file = about.document, about.file or version(about.document, None)
    originals, pages = visit.house.repository.originals, file.page_count or 0
    first = max(1, min(page.number - _STRIP // 2, pages - _STRIP))
    near = range(first, min(first + _STRIP, pages) + 1)
    return {
        "sheet": sheet(originals, document, file, page, spans),
        "thumbs": thumbs(originals, document, file, near, trail.counts, q) if pages > 1 else [],
    }


def _spans(visit: Visit, page: Page, file: File, q: str, light: str) -> list[tuple[int, int]]:
    """What is marked: the passage of the address, else what the query matches."""
    if passage := _LIGHT.fullmatch(light):
        start = min(int(passage[1]), len(page.text))
        end = min(int(passage[2]), len(page.text))
        return [(start, end)] if start < end else []
    return visit.house.search.spans(page.text, q, page.language or file.language) if q.strip() else []


def _back(visit: Visit, q: str) -> str:
    """The results the reader came from, with their filters and page; else the same words."""
    here, referer = str(visit.request.base_url), visit.request.headers.get("referer", "")
    if referer.startswith(here) and (results := _RESULTS.match(referer, len(here))):
        return "/search?" + referer[results.end() :]
    return address("/search", q=q) if q.strip() else ""
