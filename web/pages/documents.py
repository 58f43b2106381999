"""The page of a document: what it is, its pages, its files, its tags with their evidence."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.citation import citation, place
from api.links import document_url
from api.versions import version
from repository.models import Document, File, Page
from repository.unit_of_work import UnitOfWork
from web.document_view import element_counts, field_views, tag_groups
from web.page_text import lit, openings, paragraphs
from web.pages.visit import CurrentVisit, Visit
from web.profile import profile

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
) -> HTMLResponse:
    """Everything known of a document, or its tombstone, or how far its reading has come."""
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if document.withdrawn_at:
            return visit.page("withdrawn.html", 410, document=document, place=place(document, visit.authority))
        if document.status != "ready":
            return visit.page("waiting.html", document=document, refresh=document.status != "failed")
        return _ready(visit, uow, document, version(document, file_id), q)


def _ready(visit: Visit, uow: UnitOfWork, document: Document, file: File, q: str) -> HTMLResponse:
    pages = uow.documents.pages([file.id]).get(file.id, [])
    address = visit.base_url + document_url(document.public_id)
    return visit.page(
        "document.html",
        document=document,
        file=file,
        q=q,
        place=place(document, visit.authority),
        citation=citation(document, visit.authority, address),
        first_text=_first_text(pages, file),
        is_drawn=file.media_type == PDF,
        pages=list(zip(pages[:MOST_PAGES], openings([page.text for page in pages[:MOST_PAGES]]), strict=True)),
        more_pages=max(0, len(pages) - MOST_PAGES),
        groups=tag_groups(document, visit.authority),
        fields=field_views(document),
        marks=profile(element_counts(document), _FULL_BAR, visit.authority),
        events=uow.audit.of(document) if visit.actor.may("curate") else (),
        iscms=[visit.authority.iscm(code) for code in document.codes("iscm")],
    )


def _first_text(pages: list[Page], file: File) -> str:
    """The text of the first page, for formats whose pages are not drawn."""
    if file.media_type == PDF or not pages:
        return ""
    return paragraphs(lit(pages[0].text, 0, 0))
