"""A document as MODS 3.8, the Library of Congress's description: processes are corporate names, kept whole."""

from lxml import etree

from api.citation import place
from api.harvest import markup
from api.links import content_url, document_url
from repository.authority import Authority
from repository.models import Document

MODS = "http://www.loc.gov/mods/v3"
SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
_SUBJECTS = {"element": "GCM element", "theme": "GCM theme", "objective": "GCM objective"}


def mods(document: Document, authority: Authority, site: str) -> etree._Element:
    """The `mods` element; what is not known is left out."""
    element = markup.root(MODS, "mods", {None: MODS, "xsi": markup.XSI})
    element.set("version", "3.8")
    element.set(markup.SCHEMA_LOCATION, f"{MODS} {SCHEMA}")
    _titles(element, document)
    _names(element, document, authority)
    markup.child(element, "typeOfResource", "text")
    if document.type:
        markup.child(element, "genre", authority.label("type", document.type))
    _origin(element, document, authority)
    for language in document.languages:
        # RFC 5646 has replaced it, and says the same of these codes; schemas before MODS 3.5 do not know that.
        term = {"type": "code", "authority": "rfc4646"}
        markup.child(markup.child(element, "language"), "languageTerm", language, term)
    _carrier(element, document)
    if document.is_sample:
        markup.child(element, "note", "Illustrative sample, not an official text")
    _subjects(element, document, authority)
    _locations(element, document, site)
    _about(element, document)
    return element


def _titles(element: etree._Element, document: Document) -> None:
    main = markup.child(element, "titleInfo")
    if document.language:
        main.set(markup.LANG, document.language)
    markup.child(main, "title", document.title or "Untitled document")
    for file in document.files:
        if file.title and file.title != document.title and file.language not in (None, document.language):
            other = markup.child(element, "titleInfo", attributes={"type": "translated"})
            other.set(markup.LANG, file.language or "und")
            markup.child(other, "title", file.title)


def _names(element: etree._Element, document: Document, authority: Authority) -> None:
    for slug in document.codes("iscm"):
        name = markup.child(element, "name", attributes={"type": "corporate"})
        markup.child(name, "namePart", authority.iscm(slug).name)
        role = markup.child(name, "role")
        markup.child(role, "roleTerm", "aut", {"type": "code", "authority": "marcrelator"})
        markup.child(role, "roleTerm", "author", {"type": "text", "authority": "marcrelator"})
    if meeting := (document.meeting.name if document.meeting else document.meeting_name):
        markup.child(markup.child(element, "name", attributes={"type": "conference"}), "namePart", meeting)


def _origin(element: etree._Element, document: Document, authority: Authority) -> None:
    where = place(document, authority)
    if not where and not document.date_from:
        return
    origin = markup.child(element, "originInfo")
    if where:
        markup.child(markup.child(origin, "place"), "placeTerm", where, {"type": "text"})
    if document.date_from:
        is_period = document.date_to not in (None, document.date_from)
        first = {"encoding": "w3cdtf", "keyDate": "yes"} | ({"point": "start"} if is_period else {})
        markup.child(origin, "dateIssued", document.date_from, first)
        if is_period:
            markup.child(origin, "dateIssued", document.date_to, {"encoding": "w3cdtf", "point": "end"})


def _carrier(element: etree._Element, document: Document) -> None:
    kinds = list(dict.fromkeys(file.media_type for file in document.files if file.media_type))
    pages = next((file.page_count for file in document.files if file.page_count), None)
    if not kinds and not pages:
        return
    description = markup.child(element, "physicalDescription")
    for kind in kinds:
        markup.child(description, "internetMediaType", kind)
    if pages:
        markup.child(description, "extent", "1 page" if pages == 1 else f"{pages} pages")


def _subjects(element: etree._Element, document: Document, authority: Authority) -> None:
    for scheme, label in _SUBJECTS.items():
        for code in document.codes(scheme):
            subject = markup.child(element, "subject", attributes={"displayLabel": f"{label} {code}"})
            markup.child(subject, "topic", authority.label(scheme, code))
    for code in document.codes("state"):
        markup.child(markup.child(element, "subject"), "geographic", authority.label("state", code))


def _locations(element: etree._Element, document: Document, site: str) -> None:
    address = site + document_url(document.public_id)
    markup.child(element, "identifier", address, {"type": "uri"})
    location = markup.child(element, "location")
    markup.child(location, "url", address, {"usage": "primary display", "access": "object in context"})
    for file in document.files:
        href = site + content_url(document.public_id, file.public_id)
        markup.child(location, "url", href, {"access": "raw object"})


def _about(element: etree._Element, document: Document) -> None:
    about = markup.child(element, "recordInfo")
    markup.child(about, "recordCreationDate", markup.seconds(document.created_at), {"encoding": "w3cdtf"})
    markup.child(about, "recordChangeDate", markup.seconds(document.updated_at), {"encoding": "w3cdtf"})
    markup.child(about, "recordIdentifier", document.public_id)
