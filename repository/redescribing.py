"""Descriptions after a change of rules: what would change, and the change itself, which never overturns a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repository.models import Document
from repository.reading import Reading
from repository.recording import finding_of, said

FIELDS = (
    "title", "type", "date_from", "date_to", "city", "country", "language", "meeting_level", "meeting_name",
    "adoption", "published",
)  # fmt: skip

Readings = Mapping[int, Reading]  # By the row id of the file that was read.


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a document that the rules of today see differently."""

    document: str
    field: str
    before: Any
    after: Any


def field_changes(document: Document, readings: Readings) -> list[FieldChange]:
    """What `redescribe` would change; nothing is written."""
    return [
        FieldChange(document.public_id, name, getattr(document, name), value)
        for name, value, _ in _described(document, readings)
        if value != getattr(document, name)
    ]


def redescribe(document: Document, readings: Readings) -> list[FieldChange]:
    """Bring the description of a document to the rules of today; returns what changed.

    What a person gave or corrected stands. A field that no file says any more becomes unknown.
    """
    changed = field_changes(document, readings)
    findings = dict(document.findings or {})
    for name, value, finding in list(_described(document, readings)):
        setattr(document, name, value)
        findings.pop(name, None)
        if finding:
            findings[name] = finding
    document.findings = findings
    for file in document.files:
        if reading := readings.get(file.id):
            file.title = reading.title.value if reading.title else None
    return changed


def _described(document: Document, readings: Readings) -> Iterator[tuple[str, Any, dict[str, Any] | None]]:
    """Each field that no person said: its value by the rules of today, and where that stands; None where unknown."""
    spoken = {file: said(readings[file.id]) for file in document.files if file.id in readings}
    known = {file.public_id for file in spoken}
    for name in FIELDS:
        finding = (document.findings or {}).get(name, {})
        # What a file says that is not described anew, since what that needs was not kept, stays too.
        if finding.get("by", "read") != "read" or (finding and finding.get("file") not in known):
            continue
        # The file that said it so far comes first, then the others in their order.
        files = sorted(spoken, key=lambda file: file.public_id != finding.get("file"))
        saying = next((file for file in files if name in spoken[file]), None)
        if saying:
            value, evidence = spoken[saying][name]
            yield name, value, finding_of(saying, evidence)
        elif finding:
            yield name, None, None
