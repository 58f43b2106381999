"""The page of a document: what it is, its pages, its files, its tags with their evidence."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from api.citation import citation, place
from api.citing import signposting
from api.citing.reference import Cited, reference
from api.links import version_url
from api.versions import version
from repository.models import Document, File, Page
from repository.unit_of_work import UnitOfWork
from web.citable import cited, data, described, gone
from web.document_view import element_counts, field_views, tag_groups
from web.page_text import lit, openings, paragraphs
from web.pages.visit import CurrentVisit, Visit
from web.profile import profile
from web.rendering import address

router = APIRouter()

PDF = "application/pdf"
# A page list longer than this is cut, so that the page of a book stays light; every page has its neighbours.
MOST_PAGES = 60
_FULL_BAR = 8  # Passages of one element in one document from which its bar is full.


@router.get("/documents/{document_id}")
def document_page(
    document_id: str,
    visit: CurrentVisit,
    file_id: Annotated[str | None, Query(alias="file")] = None,
    q: str = "",
) -> Response:
    """Everything known of a document, or its tombstone, or how far its reading has come."""
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if answer := gone(visit, document):
            return answer
        if file_id:
            # The address that a language version had at first.
            return moved(version_url(document_id, version(document, file_id).public_id), q)
        return _answer(visit, uow, document, None, q)


@router.get("/documents/{document_id}/files/{file_id}")
def version_page(document_id: str, file_id: str, visit: CurrentVisit, q: str = "") -> Response:
    """The same with one language version shown, at its permanent address."""
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        return gone(visit, document) or _answer(visit, uow, document, version(document, file_id), q)


def moved(path: str, q: str) -> RedirectResponse:
    """To the permanent address of what was asked for, for good; the words to mark come along."""
    return RedirectResponse(address(path, q=q), 301)


def _answer(visit: Visit, uow: UnitOfWork, document: Document, file: File | None, q: str) -> Response:
    about = cited(visit, document, file)
    if answer := data(visit, about):
        return answer
    if document.status != "ready":
        return visit.page("waiting.html", document=document, refresh=document.status != "failed")
    return _ready(visit, uow, about, q)


def _ready(visit: Visit, uow: UnitOfWork, about: Cited, q: str) -> Response:
    document, file = about.document, about.file or version(about.document, None)
    pages = uow.documents.pages([file.id]).get(file.id, [])
    known = reference(about)
    page = visit.page(
        "document.html",
        document=document,
        file=file,
        q=q,
        place=place(document, visit.authority),
        citation=citation(document, visit.authority, known.url),
        first_text=_first_text(pages, file),
        is_drawn=file.media_type == PDF,
        pages=list(zip(pages[:MOST_PAGES], openings([page.text for page in pages[:MOST_PAGES]]), strict=True)),
        more_pages=max(0, len(pages) - MOST_PAGES),
        groups=tag_groups(document, visit.authority),
        fields=field_views(document),
        marks=profile(element_counts(document), _FULL_BAR, visit.authority),
        events=uow.audit.of(document) if visit.actor.may("curate") else (),
        iscms=[visit.authority.iscm(code) for code in document.codes("iscm")],
        **described(about),
    )
    page.headers["Link"] = signposting.header(known)
    page.headers["Vary"] = "Accept"
    return page


def _first_text(pages: list[Page], file: File) -> str:
    """The text of the first page, for formats whose pages are not drawn."""
    if file.media_type == PDF or not pages:
        return ""
    return paragraphs(lit(pages[0].text, 0, 0))
