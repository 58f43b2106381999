"""A document in the fifteen elements of Dublin Core."""

from collections.abc import Iterator

from lxml import etree

from api.harvest import markup
from repository.authority import Authority
from repository.models import Document
from repository.states import state_name

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_DC = "http://purl.org/dc/elements/1.1/"
_SUBJECTS = ("element", "theme", "objective")


def oai_dc(document: Document, authority: Authority, address: str) -> etree._Element:
    """The `oai_dc:dc` element; what is not known is left out."""
    element = markup.root(OAI_DC, "dc", {"oai_dc": OAI_DC, "dc": _DC, "xsi": markup.XSI})
    element.set(markup.SCHEMA_LOCATION, f"{OAI_DC} {SCHEMA}")
    for name, value in statements(document, authority, address):
        markup.child(element, f"{{{_DC}}}{name}", value)
    return element


def statements(document: Document, authority: Authority, address: str) -> Iterator[tuple[str, str]]:
    """Every (element, value) that is known of a document; processes are the corporate authors."""
    yield "title", document.title or "Untitled document"
    yield from (("creator", authority.iscm(slug).name) for slug in document.codes("iscm"))
    yield from (("subject", authority.label(scheme, code)) for scheme in _SUBJECTS for code in document.codes(scheme))
    if document.is_sample:
        yield "description", "Illustrative sample, not an official text"
    if document.date_from:
        yield "date", _period(document.date_from, document.date_to)
    yield "type", "Text"
    if document.type:
        yield "type", authority.label("type", document.type)
    kinds = (file.media_type for file in document.files if file.media_type)
    yield from (("format", kind) for kind in dict.fromkeys(kinds))
    yield "identifier", address
    yield from (("language", language) for language in document.languages)
    if document.city or document.country:
        country = state_name(document.country) if document.country else None
        yield "coverage", ", ".join(part for part in (document.city, country) if part)


def _period(start: str, end: str | None) -> str:
    return start if end in (None, start) else f"{start}/{end}"
