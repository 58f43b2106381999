"""How a document is cited: process as corporate author, title, place, date, address."""

from repository.authority import Authority
from repository.models import Document


def citation(document: Document, authority: Authority, address: str) -> str:
    """One plain line; parts that are not known are left out, never guessed."""
    authors = [authority.iscm(slug).name for slug in document.codes("iscm")]
    parts = [
        "; ".join(authors),
        document.title or "Untitled document",
        ", ".join(part for part in (document.city, _period(document)) if part),
        "Illustrative sample, not an official text" if document.is_sample else "",
        address,
    ]
    return ". ".join(part for part in parts if part) + "."


def _period(document: Document) -> str:
    if not document.date_from:
        return ""
    if not document.date_to or document.date_to == document.date_from:
        return document.date_from
    return f"{document.date_from} to {document.date_to}"
