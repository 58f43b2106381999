"""What a person can change of a document, one kind of thing after the other: read as it is, and put back as it was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from repository.clock import now
from repository.documents import EDITABLE
from repository.models import Document, Tag

REVIEWED, WITHDRAWN = "reviewed", "withdrawn"

Value = Any
Provenance = Any


@dataclass(frozen=True, slots=True)
class Thing:
    """How one kind of thing is read, with who had said it, and put back."""

    read: Callable[[Document, str], tuple[Value, Provenance]]
    put_back: Callable[[Document, str, Value, Provenance], None]


def read(document: Document, names: Iterable[str]) -> tuple[dict[str, Value], dict[str, Provenance]]:
    """The values that the things of these names have now, and who said so."""
    values, provenance = {}, {}
    for name in names:
        values[name], provenance[name] = _thing(name).read(document, name)
    return values, provenance


def put_back(document: Document, name: str, value: Value, provenance: Provenance) -> None:
    """Give one thing a value it had before."""
    _thing(name).put_back(document, name, value, provenance)


def is_known(name: str) -> bool:
    """Whether a name stands for something that can be put back."""
    return ":" in name or name in (*EDITABLE, REVIEWED, WITHDRAWN)


def name_of(tag: Tag) -> str:
    """The name that a tag goes by in the audit trail."""
    return f"{tag.scheme}:{tag.code}"


def _thing(name: str) -> Thing:
    return _THINGS.get(name) or (_TAG if ":" in name else _FIELD)


def _field(document: Document, name: str) -> tuple[Value, Provenance]:
    return getattr(document, name), (document.findings or {}).get(name)


def _put_field(document: Document, name: str, value: Value, provenance: Provenance) -> None:
    setattr(document, name, value)
    findings = {key: finding for key, finding in (document.findings or {}).items() if key != name}
    document.findings = findings | ({name: provenance} if provenance else {})


def _tag(document: Document, name: str) -> tuple[Value, Provenance]:
    tag = _tag_named(document, name)
    if tag is None:
        return None, None
    return tag.state, [tag.decided_by, tag.decided_at.isoformat() if tag.decided_at else None]


def _put_tag(document: Document, name: str, value: Value, provenance: Provenance) -> None:
    tag = _tag_named(document, name)
    if tag is None:
        scheme, _, code = name.partition(":")
        tag = Tag(scheme=scheme, code=code, score=0.0, assigned=False)
        document.tags.append(tag)
    if value is None and not tag.evidence:
        document.tags.remove(tag)
        return
    # A tag that was added by hand and has been found by a rule since is what the rule says.
    tag.state = value or "suggested"
    decided_by, decided_at = provenance or (None, None)
    tag.decided_by, tag.decided_at = decided_by, _moment(decided_at)


def _tag_named(document: Document, name: str) -> Tag | None:
    return next((tag for tag in document.tags if name_of(tag) == name), None)


def _reviewed(document: Document, _: str) -> tuple[Value, Provenance]:
    at = document.reviewed_at
    return at is not None, [document.reviewed_by, at.isoformat()] if at else None


def _put_reviewed(document: Document, _: str, value: Value, provenance: Provenance) -> None:
    by, at = provenance or (None, None)
    document.reviewed_by, document.reviewed_at = (by, _moment(at) or now()) if value else (None, None)


def _withdrawn(document: Document, _: str) -> tuple[Value, Provenance]:
    at = document.withdrawn_at
    return (document.withdrawn_reason or "", at.isoformat()) if at else (None, None)


def _put_withdrawn(document: Document, _: str, value: Value, provenance: Provenance) -> None:
    document.withdrawn_reason = value
    document.withdrawn_at = None if value is None else _moment(provenance) or now()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


_FIELD, _TAG = Thing(_field, _put_field), Thing(_tag, _put_tag)
_THINGS = {REVIEWED: Thing(_reviewed, _put_reviewed), WITHDRAWN: Thing(_withdrawn, _put_withdrawn)}
