"""What the pages of documents, versions and pages share: answers for programs, tombstones, metadata in the head."""

from typing import Any

from fastapi import Response

from api.citation import place
from api.citing.coins import coins
from api.citing.forms import FORMS
from api.citing.head import metas
from api.citing.media_types import asked_for
from api.citing.reference import Cited, Reference, reference, site_of
from api.citing.schema_org import report
from api.dates import dates_in_words
from api.documents import standing
from api.metadata import told
from repository.models import Document, File
from web.pages.visit import Visit


def cited(visit: Visit, document: Document, file: File | None = None, page: int | None = None) -> Cited:
    """What a page is about, as citations name it."""
    return Cited(document, visit.authority, site_of(visit.request), file, page)


def gone(visit: Visit, document: Document) -> Response | None:
    """For a document that was withdrawn, the tombstone: when, and why; for programs it is raised."""
    if document.withdrawn_at is None:
        return None
    if _form(visit):
        standing(document)
    page = visit.page(
        "withdrawn.html", 410, document=document, place=place(document, visit.authority, visit.language.code)
    )
    page.headers["Vary"] = "Accept"
    return page


def data(visit: Visit, about: Cited) -> Response | None:
    """What is cited in the form that the request asks for; None where that is a page for people."""
    form = _form(visit)
    return told(about, FORMS[form], visit.actor) if form else None


def described(about: Cited) -> dict[str, Any]:
    """What the head of a page tells programs, and where it offers other forms."""
    known = reference(about)
    return {
        "reference": known,
        "report": report(known),
        "metas": metas(known, about.document, about.authority, _summary(known)),
        "coins": coins(known),
        "forms": [form for form in FORMS.values() if form.name != "linkset"],
    }


def _form(visit: Visit) -> str | None:
    return asked_for(visit.request.headers.get("accept", ""))


def _summary(known: Reference) -> str:
    names = ", ".join(author.name for author in known.authors)
    facts = (known.kind, known.place, dates_in_words(known.date_from, known.date_to))
    parts = (names, ", ".join(fact for fact in facts if fact))
    return ". ".join(part for part in parts if part)
