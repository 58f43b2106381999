"""A document as plain values and back, with everything that was ever said of it: the same ids, tags and decisions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, class_mapper, selectinload

from repository.models import (
    AuditEvent,
    Document,
    File,
    Meeting,
    OperativeParagraph,
    Page,
    Tag,
    TagEvidence,
)
from repository.tables import Base, UtcDateTime

Values = dict[str, Any]
Row = TypeVar("Row", bound=Base)

# Read together: half a dozen queries a document, not two dozen.
_WHOLE = (
    selectinload(Document.files).options(selectinload(File.pages), selectinload(File.operative_paragraphs)),
    selectinload(Document.tags).selectinload(Tag.evidence),
)
# The index is derived: what is taken back is indexed anew.
_DERIVED: dict[type[Base], set[str]] = {Document: {"indexed_revision", "compared_revision"}}


def document_values(session: Session, document: Document) -> Values:
    """Everything of a document but its bytes; rows come in an order that depends on nothing but themselves."""
    session.scalars(select(Document).where(Document.id == document.id).options(*_WHOLE)).one()
    names = {file.id: file.public_id for file in document.files}
    events = select(AuditEvent).where(AuditEvent.document_id == document.id).order_by(AuditEvent.id)
    return {
        "document": _values(document),
        "meeting": _values(document.meeting) if document.meeting else None,
        "files": [_file_values(file) for file in document.files],
        "tags": [_tag_values(tag, names) for tag in _sorted(document.tags, "scheme", "code")],
        "events": [_values(event) for event in session.scalars(events)],
    }


def add_document(session: Session, values: Values) -> Document:
    """The document as new rows of the session; its pages come with their texts."""
    document = _row(Document, values["document"])
    document.meeting = _meeting(session, values["meeting"]) if values["meeting"] else None
    files = {file["public_id"]: _file(file) for file in values["files"]}
    document.files = list(files.values())
    session.add(document)
    session.flush()
    for tag in values["tags"]:
        document.tags.append(_tag(tag, files))
    session.add_all(_row(AuditEvent, event, document_id=document.id) for event in values["events"])
    session.flush()
    return document


def _file_values(file: File) -> Values:
    return {
        **_values(file),
        "pages": [_values(page) for page in file.pages],
        "operative_paragraphs": [
            _values(paragraph) for paragraph in _sorted(file.operative_paragraphs, "page", "start", "end", "kind")
        ],
    }


def _tag_values(tag: Tag, names: Mapping[int, str]) -> Values:
    evidence = [{"file": names[item.file_id], **_values(item)} for item in tag.evidence]
    return {
        **_values(tag),
        "evidence": sorted(evidence, key=lambda item: [item[key] for key in ("file", "page", "start", "end", "rule")]),
    }


def _file(values: Values) -> File:
    file = _row(File, _without(values, "pages", "operative_paragraphs"))
    file.pages = [_row(Page, page) for page in values["pages"]]
    file.operative_paragraphs = [_row(OperativeParagraph, item) for item in values["operative_paragraphs"]]
    return file


def _tag(values: Values, files: Mapping[str, File]) -> Tag:
    tag = _row(Tag, _without(values, "evidence"))
    tag.evidence = [
        _row(TagEvidence, _without(item, "file"), file_id=files[item["file"]].id) for item in values["evidence"]
    ]
    return tag


def _meeting(session: Session, values: Values) -> Meeting:
    # The authority data comes with the program; a meeting that it no longer names comes with the document.
    return session.scalar(select(Meeting).where(Meeting.key == values["key"])) or _row(Meeting, values)


def _values(row: Base) -> Values:
    """The columns of a row that mean something in another database too: no row numbers, nothing derived."""
    left_out = _DERIVED.get(type(row), set())
    return {
        name: value.isoformat() if isinstance(value := getattr(row, name), datetime) else value
        for name in _columns(type(row))
        if name not in left_out
    }


def _row(model: type[Row], values: Mapping[str, Any], **more: Any) -> Row:
    columns = _columns(model)
    revived = {
        name: datetime.fromisoformat(value) if value and isinstance(columns[name].type, UtcDateTime) else value
        for name, value in values.items()
    }
    return model(**revived, **more)


def _columns(model: type[Base]) -> dict[str, Any]:
    columns = {attribute.key: attribute.columns[0] for attribute in class_mapper(model).column_attrs}
    return {name: column for name, column in columns.items() if not (column.primary_key or column.foreign_keys)}


def _sorted(rows: Iterable[Row], *names: str) -> list[Row]:
    return sorted(rows, key=lambda row: [getattr(row, name) for name in names])


def _without(values: Values, *names: str) -> Values:
    return {name: value for name, value in values.items() if name not in names}
