"""A document as one row of a table."""

from collections.abc import Callable, Iterable

from api.citation import citation
from api.citing.reference import Cited, Reference, reference

# Name of each column, and what it holds; several values are set apart by "; ".
COLUMNS: dict[str, Callable[[Cited, Reference], str]] = {
    "id": lambda cited, _: cited.document.public_id,
    "url": lambda _, known: known.url,
    "title": lambda _, known: known.title,
    "process_codes": lambda cited, _: _joined(cited.document.codes("iscm")),
    "processes": lambda _, known: _joined(author.name for author in known.authors),
    "type": lambda _, known: known.kind,
    "date_from": lambda _, known: known.date_from,
    "date_to": lambda _, known: known.date_to,
    "city": lambda cited, _: cited.document.city or "",
    "country": lambda cited, _: cited.document.country or "",
    "meeting": lambda _, known: known.meeting,
    "meeting_level": lambda cited, _: cited.document.meeting_level or "",
    "languages": lambda _, known: _joined(known.languages),
    "elements": lambda cited, _: _joined(cited.document.codes("element")),
    "element_labels": lambda cited, _: _labels(cited, "element"),
    "themes": lambda cited, _: _joined(cited.document.codes("theme")),
    "objectives": lambda cited, _: _joined(cited.document.codes("objective")),
    "pages": lambda _, known: _joined(str(copy.pages or 0) for copy in known.copies),
    "originals": lambda _, known: _joined(copy.url for copy in known.copies),
    "sha256": lambda _, known: _joined(copy.digest for copy in known.copies),
    "is_sample": lambda _, known: "yes" if known.is_sample else "no",
    "updated": lambda _, known: known.updated,
    "citation": lambda cited, known: citation(cited.document, cited.authority, known.url),
}


def row(cited: Cited) -> list[str]:
    """The values of all columns."""
    known = reference(cited)
    return [value(cited, known) for value in COLUMNS.values()]


def _labels(cited: Cited, scheme: str) -> str:
    return _joined(cited.authority.label(scheme, code) for code in cited.document.codes(scheme))


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)
