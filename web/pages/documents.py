"""The page of a document: what it is, its pages, its files, its tags with their evidence."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from api.citation import place
from api.citing import signposting
from api.citing.reference import Cited, reference
from api.citing.styles import styled
from api.links import version_url
from api.versions import version
from repository.models import Document, File, Page
from repository.unit_of_work import UnitOfWork
from web.citable import cited, data, described, gone
from web.curation_words import action_names, changes
from web.document_view import element_counts, field_views, tag_groups
from web.hit_trail import hit_trail
from web.page_text import lit, openings, paragraphs
from web.pages.visit import CurrentVisit, Visit
from web.profile import profile
from web.related import related
from web.rendering import address
from web.sheets import is_drawn, sheet, thumbs

router = APIRouter()

# A page list longer than this is cut, so that the page of a book stays light; every page has its neighbours.
MOST_PAGES = 60
# Characters of text that a text view holds before it goes on at another address.
MOST_TEXT = 40_000
_FULL_BAR = 8  # Passages of one element in one document from which its bar is full.

From = Annotated[int, Query(alias="from", ge=1, le=1_000_000)]


@router.get("/documents/{document_id}")
def document_page(
    document_id: str,
    visit: CurrentVisit,
    file_id: Annotated[str | None, Query(alias="file")] = None,
    q: str = "",
    view: str = "",
    first: From = 1,
) -> Response:
    """Everything known of a document, or its tombstone, or how far its reading has come."""
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if answer := gone(visit, document):
            return answer
        if file_id:
            # The address that a language version had at first.
            return moved(version_url(document_id, version(document, file_id).public_id), q)
        return _answer(visit, uow, cited(visit, document), q, first if view == "text" else None)


@router.get("/documents/{document_id}/files/{file_id}")
def version_page(
    document_id: str, file_id: str, visit: CurrentVisit, q: str = "", view: str = "", first: From = 1
) -> Response:
    """The same with one language version shown, at its permanent address; `view=text` is its text alone."""
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if answer := gone(visit, document):
            return answer
        about = cited(visit, document, version(document, file_id))
        return _answer(visit, uow, about, q, first if view == "text" else None)


def moved(path: str, q: str) -> RedirectResponse:
    """To the permanent address of what was asked for, for good; the words to mark come along."""
    return RedirectResponse(address(path, q=q), 301)


def _answer(visit: Visit, uow: UnitOfWork, about: Cited, q: str, text_from: int | None) -> Response:
    if answer := data(visit, about):
        return answer
    document = about.document
    if document.status != "ready":
        return visit.page("waiting.html", document=document, refresh=document.status != "failed")
    file = about.file or version(document, None)
    values = _frame(visit, about, file, q)
    if text_from is None:
        page = visit.page("document.html", **values, **_seen(visit, uow, document, file, q))
    else:
        page = visit.page("document_text.html", **values, **_read(visit, uow, file, q, text_from))
    page.headers["Link"] = signposting.header(reference(about))
    page.headers["Vary"] = "Accept"
    return page


def _frame(visit: Visit, about: Cited, file: File, q: str) -> dict[str, Any]:
    """What both views show around the text."""
    document = about.document
    return {
        "document": document,
        "file": file,
        "q": q,
        "place": place(document, visit.authority, visit.language.code),
        "iscms": [visit.authority.iscm(code) for code in document.codes("iscm")],
        "styles": styled(reference(about)),
        **described(about),
    }


def _seen(visit: Visit, uow: UnitOfWork, document: Document, file: File, q: str) -> dict[str, Any]:
    """The view with pictures."""
    uow.relations.load_evidence(document)
    pages = uow.documents.pages([file.id]).get(file.id, [])
    listed = pages[:MOST_PAGES]
    trail = hit_trail(visit, document, file, q)
    originals = visit.house.repository.originals
    numbers = [page.number for page in listed]
    drawn = is_drawn(file) and bool(pages)
    return {
        "trail": trail,
        "sheet": sheet(originals, document, file, pages[0], _spans(visit, pages[0], file, q)) if drawn else None,
        "thumbs": thumbs(originals, document, file, numbers, trail.counts, q) if drawn else [],
        "first_text": "" if drawn or not pages else paragraphs(lit(pages[0].text, 0, 0)),
        "pages": list(zip(listed, openings([page.text for page in listed]), strict=True)),
        "more_pages": max(0, len(pages) - MOST_PAGES),
        "groups": tag_groups(document, visit.label),
        "fields": field_views(document),
        "marks": profile(element_counts(document), _FULL_BAR, visit.authority, visit.label),
        "related": related(visit, uow, document, file.language),
        "events": uow.audit.of(document) if visit.actor.may("curate") else (),
        "actions": action_names(visit),
        "said": lambda event: changes(event, visit),
    }


def _read(visit: Visit, uow: UnitOfWork, file: File, q: str, first: int) -> dict[str, Any]:
    """The view without pictures: page after page, as much as fits."""
    pages = [page for page in uow.documents.pages([file.id]).get(file.id, []) if page.number >= first]
    fitting = _fitting(pages)
    return {
        "texts": [(page, paragraphs(_marked(visit, page, file, q))) for page in fitting],
        "next_from": pages[len(fitting)].number if len(fitting) < len(pages) else None,
        "first": first,
        "trail": hit_trail(visit, file.document, file, q),
    }


def _fitting(pages: Sequence[Page]) -> list[Page]:
    """At least one page, and as many more as the view holds."""
    room, fitting = MOST_TEXT, list[Page]()
    for page in pages:
        room -= len(page.text)
        if fitting and room < 0:
            break
        fitting.append(page)
    return fitting


def _spans(visit: Visit, page: Page, file: File, q: str) -> list[tuple[int, int]]:
    return visit.house.search.spans(page.text, q, page.language or file.language) if q.strip() else []


def _marked(visit: Visit, page: Page, file: File, q: str) -> str:
    if not q.strip():
        return lit(page.text, 0, 0)
    return visit.house.search.mark(page.text, q, page.language or file.language)
