"""unAPI: by it Zotero takes a document from a page as RIS, in which the name of a process stays whole."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse
from lxml import etree

from api.authentication import CurrentActor
from api.citing.forms import FORMS
from api.citing.reference import Cited, site_of
from api.documents import standing
from api.house import CurrentHouse
from api.metadata import told

router = APIRouter(include_in_schema=False)

# Name of a format, and which form it is. RIS stands first; a form in which names are cut must not stand here.
_FORMATS = {"ris": "ris", "bibtex": "bib", "oai_dc": "dc"}
_RIS_DOCS = "http://www.refman.com/support/risformat_intro.asp"


@router.get("/unapi")
@router.head("/unapi")
def unapi(
    request: Request,
    house: CurrentHouse,
    actor: CurrentActor,
    id: Annotated[str, Query()] = "",
    format: Annotated[str, Query()] = "",
) -> Response:
    """The formats there are, those of a document, or the document in one of them."""
    if not id:
        return _formats("", 200)
    with house.repository.read() as uow:
        document = standing(uow.documents.get(id, actor))
        if not format:
            return _formats(id, 300)
        if format not in _FORMATS:
            return PlainTextResponse(f"The formats here are: {', '.join(_FORMATS)}.\n", 406)
        return told(Cited(document, house.repository.authority, site_of(request)), FORMS[_FORMATS[format]], actor)


def _formats(id: str, status: int) -> Response:
    root = etree.Element("formats", {"id": id} if id else {})
    for attributes in _attributes(_FORMATS.items()):
        etree.SubElement(root, "format", attributes)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Response(content, status, media_type="application/xml")


def _attributes(formats: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"name": name, "type": FORMS[form].media_type} | ({"docs": _RIS_DOCS} if name == "ris" else {})
        for name, form in formats
    ]
