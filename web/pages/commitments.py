"""What was agreed: recommendations, commitments and requests over all documents, each with its page."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.commitments import selection
from api.links import document_url, passage_url
from repository.authority_records import LANGUAGES
from repository.commitments import KINDS, Selection
from repository.errors import Rejected
from repository.models import Document, OperativeParagraph
from search.parameters import illegal
from search.query import items_of
from web.pages.search import page_numbers
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address

router = APIRouter()

SIZE = 25
_YEAR = re.compile(r"19\d\d|20\d\d|2100", re.ASCII)


@router.get("/commitments")
def commitments(visit: CurrentVisit, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> HTMLResponse:
    """One page of them, and the form that narrows them."""
    selected = _selection(visit)
    with visit.house.repository.read() as uow:
        total = uow.commitments.count(selected, visit.actor)
        found = uow.commitments.page(selected, visit.actor, (page - 1) * SIZE, SIZE)
        years = uow.years.with_documents(visit.actor)
        return visit.page(
            "commitments.html",
            selected=selected,
            total=total,
            page=page,
            pages=-(-total // SIZE),
            page_numbers=page_numbers(page, -(-total // SIZE)),
            documents=_by_document(found),
            document_url=document_url,
            kinds=_kinds(visit),
            iscms=sorted(visit.authority.iscms, key=lambda iscm: iscm.short_name.casefold()),
            elements=visit.authority.elements,
            languages=LANGUAGES,
            years=years,
            to=lambda number: _address(selected, page=number),
            table_url=_address(selected, path="/api/commitments.csv"),
        )


def _selection(visit: Visit) -> Selection:
    """What the address asks for; a form sends what was not chosen as empty."""
    given = visit.request.query_params.multi_items()
    asked = {name: items_of(given, name) for name in ("kind", "iscm", "element", "language")}
    years = items_of(given, "year")
    if strange := [year for year in years if not _YEAR.fullmatch(year)]:
        raise Rejected(illegal("year", strange[0], visit.authority))
    return selection(visit.house, **asked, year=[int(year) for year in years])


def _kinds(visit: Visit) -> dict[str, str]:
    words = {
        "recommendation": visit.gettext("Recommendation"),
        "commitment": visit.gettext("Commitment"),
        "request": visit.gettext("Request"),
    }
    return {kind: words[kind] for kind in KINDS}


def _by_document(found: Iterable[OperativeParagraph]) -> list[tuple[Document, list[tuple[OperativeParagraph, str]]]]:
    """Paragraphs that follow each other in the same document, each with its address."""
    return [
        (document, [(paragraph, _url(paragraph)) for paragraph in paragraphs])
        for document, paragraphs in groupby(found, key=lambda paragraph: paragraph.file.document)
    ]


def _url(paragraph: OperativeParagraph) -> str:
    file = paragraph.file
    return passage_url(file.document.public_id, paragraph.page, file.public_id, paragraph.start, paragraph.end)


def _address(selected: Selection, path: str = "/commitments", page: int = 1) -> str:
    fields: dict[str, tuple[Any, ...]] = {
        "kind": selected.kinds,
        "iscm": selected.iscms,
        "element": selected.elements,
        "year": selected.years,
        "language": selected.languages,
    }
    given = [(name, str(value)) for name, values in fields.items() for value in values]
    given += [("page", str(page))] if page > 1 else []
    return address(path) + (f"?{urlencode(given)}" if given else "")
