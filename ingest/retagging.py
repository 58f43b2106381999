"""Documents that were read before, tagged again from the pages that are kept; no original is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.describing import Known, tagged_again
from repository.authority import Authority
from repository.models import Document, File
from repository.reading import Evidence, Finding, OperativeParagraph, PageText, Place, TagFinding


@dataclass(frozen=True, slots=True)
class Retagged:
    """What the rules of today say of one document, by the row id of each of its files."""

    tags: Mapping[int, tuple[TagFinding, ...]]
    operative_paragraphs: Mapping[int, tuple[OperativeParagraph, ...]]


def tag_again(document: Document, authority: Authority) -> Retagged:
    """Read the kept pages of every file of a document again."""
    said = {
        file.id: tagged_again(authority, _pages(file), _known(document, file), file.filename)
        for file in document.files
        if file.status == "ready"
    }
    return Retagged(
        {file_id: tags for file_id, (tags, _) in said.items()},
        {file_id: paragraphs for file_id, (_, paragraphs) in said.items()},
    )


def _pages(file: File) -> tuple[PageText, ...]:
    return tuple(
        PageText(page.number, page.text, page.source, page.quality, page.language, page.label, page.confidence)
        for page in file.pages
    )


def _known(document: Document, file: File) -> Known:
    """What the first reading found of this file; what a person said since stands above it for the type."""
    place = Place(document.city, document.country, _evidence(document, file, "country"))
    return Known(
        title=Finding(file.title, _evidence(document, file, "title")) if file.title else None,
        type=Finding(document.type, _evidence(document, file, "type")) if document.type else None,
        place=place if place.evidence else None,
    )


def _evidence(document: Document, file: File, field: str) -> tuple[Evidence, ...]:
    finding: dict[str, Any] = (document.findings or {}).get(field, {})
    if finding.get("file") != file.public_id:
        return ()
    return tuple(Evidence(**item) for item in finding.get("evidence", ()))
