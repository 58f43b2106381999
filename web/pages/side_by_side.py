"""Two language versions of a document beside each other, page by page."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.versions import version
from repository.errors import Rejected
from repository.models import Document, File, Page
from repository.unit_of_work import UnitOfWork
from web.citable import gone
from web.page_text import paragraphs
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address

router = APIRouter()

Number = Annotated[int | None, Query(ge=1, le=1_000_000)]


@dataclass(frozen=True, slots=True)
class Side:
    """One version at one of its pages; `before` and `after` turn this side alone."""

    file: File
    page: Page | None
    text: str
    before: str
    after: str


@router.get("/documents/{document_id}/side-by-side")
def side_by_side(
    document_id: str,
    visit: CurrentVisit,
    left: str = "",
    right: str = "",
    page: Number = None,
    left_page: Number = None,
    right_page: Number = None,
    q: str = "",
) -> Response:
    """`page` turns both sides; versions whose pages fall apart are turned one by one."""
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if answer := gone(visit, document):
            return answer
        files = _two(document, left, right)
        numbers = (left_page or page or 1, right_page or page or 1)
        sides = [_side(visit, uow, document, files, numbers, at, q) for at in (0, 1)]
        last = max(file.page_count or 0 for file in files)
        return visit.page(
            "side_by_side.html",
            document=document,
            sides=sides,
            q=q,
            swap=_path(document, files[::-1], numbers[::-1], q),
            before=_path(document, files, tuple(max(1, number - 1) for number in numbers), q),
            after=_path(document, files, tuple(number + 1 for number in numbers), q),
            is_first=max(numbers) <= 1,
            is_last=min(numbers) >= last,
        )


def _two(document: Document, left: str, right: str) -> tuple[File, File]:
    """The versions named, else the first and another that can be read."""
    first = version(document, left or None)
    others = [file for file in document.files if file.status == "ready" and file.public_id != first.public_id]
    if right:
        return first, version(document, right)
    if not others:
        raise Rejected("This document has one version only; there is nothing to set beside it.")
    return first, others[0]


def _side(
    visit: Visit,
    uow: UnitOfWork,
    document: Document,
    files: tuple[File, File],
    numbers: tuple[int, int],
    at: int,
    q: str,
) -> Side:
    file, number = files[at], numbers[at]
    page = uow.documents.page(file, number) if number <= (file.page_count or 0) else None
    marked = visit.house.search.mark(page.text, q, page.language or file.language) if page else ""

    def turned(to: int) -> str:
        return _path(document, files, (to, numbers[1]) if at == 0 else (numbers[0], to), q)

    return Side(
        file=file,
        page=page,
        text=paragraphs(marked),
        before=turned(min(number - 1, file.page_count or 1)) if number > 1 else "",
        after=turned(number + 1) if number < (file.page_count or 0) else "",
    )


def _path(document: Document, files: tuple[File, ...], numbers: tuple[int, ...], q: str) -> str:
    """One number where both sides are at the same page."""
    pages = {"page": numbers[0]} if numbers[0] == numbers[1] else {"left_page": numbers[0], "right_page": numbers[1]}
    return address(
        f"/documents/{document.public_id}/side-by-side",
        left=files[0].public_id,
        right=files[1].public_id,
        **pages,
        q=q,
    )
