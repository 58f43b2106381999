"""An answer of OAI-PMH as a page for people, by a style sheet of our own; and the schema of our own format."""

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from lxml import etree

from api.harvest import markup

router = APIRouter()

_FOLDER = Path(__file__).parent
_STYLE = "/oai/style.xsl"
# Browsers count a style sheet of this kind among the scripts. No script lies on this host.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Vary": "Sec-Fetch-Dest"}


def answer(request: Request, document: etree._Element) -> Response:
    """XML that names its style sheet; to a browser that shows a page, what the style sheet makes of it.

    Some browsers no longer apply such style sheets. Only browsers send this header; harvesters get XML.
    """
    if request.headers.get("sec-fetch-dest") == "document":
        page = _transformation()(document)
        return Response(etree.tostring(page, method="html", encoding="UTF-8"), media_type="text/html", headers=_HEADERS)
    document.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/xsl" href="{_STYLE}"'))
    return markup.answer(document.getroottree(), "text/xml", _HEADERS)


@router.get(_STYLE)
def style() -> Response:
    """The style sheet (XSLT 1.0)."""
    return Response((_FOLDER / "oai.xsl").read_bytes(), media_type="text/xsl")


@router.get("/oai/iscm.xsd")
def schema() -> Response:
    """The schema of oai_iscm."""
    return Response((_FOLDER / "iscm.xsd").read_bytes(), media_type="application/xml")


@cache
def _transformation() -> etree.XSLT:
    return etree.XSLT(etree.parse(_FOLDER / "oai.xsl"), access_control=etree.XSLTAccessControl.DENY_ALL)
