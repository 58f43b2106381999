"""Documents that were read before, tagged and described again from the pages that are kept; no original is opened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ingest.describing import Known, described, tagged_again
from ingest.language import main_language
from repository.authority import Authority
from repository.models import Document, File
from repository.reading import Evidence, Finding, Hints, OperativeParagraph, PageText, Place, Reading, TagFinding


@dataclass(frozen=True, slots=True)
class Retagged:
    """What the rules of today say of one document, by the row id of each of its files.

    `readings` are of those files of which all is kept that describing them takes.
    """

    tags: Mapping[int, tuple[TagFinding, ...]]
    operative_paragraphs: Mapping[int, tuple[OperativeParagraph, ...]]
    readings: Mapping[int, Reading]


def tag_again(document: Document, authority: Authority) -> Retagged:
    """Read the kept pages of every file of a document again."""
    files = [file for file in document.files if file.status == "ready"]
    readings = {file.id: _described(document, file, authority) for file in files if file.hints is not None}
    said = {file_id: (reading.tags, reading.operative_paragraphs) for file_id, reading in readings.items()}
    for file in files:
        if file.id not in readings:
            said[file.id] = tagged_again(authority, _pages(file), _known(document, file), file.filename)
    return Retagged(
        {file_id: tags for file_id, (tags, _) in said.items()},
        {file_id: paragraphs for file_id, (_, paragraphs) in said.items()},
        readings,
    )


def _described(document: Document, file: File, authority: Authority) -> Reading:
    pages, hints = _pages(file), file.hints or {}
    by_person = (document.findings or {}).get("type", {}).get("by") in ("given", "person")
    reading = described(
        authority,
        pages,
        Hints(hints.get("title"), hints.get("language"), tuple(hints.get("headlines", ()))),
        file.filename,
        frozenset(file.running_lines or ()),
        Finding(document.type) if by_person and document.type else None,
    )
    language = main_language([page.text for page in pages], [page.language for page in pages])
    return replace(reading, language=Finding(language) if language else None)


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
