"""What harvesters may take: public documents, tombstones of those that are gone, and when each last changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from repository.access import ANONYMOUS
from repository.models import AuditEvent, Document, File, Tag


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records are asked for.

    `scheme` and `codes` name tags that count, any of them; a scheme alone means any code of it. `year` is that of
    the document's first day; an empty one means any that is known. `since` and `until` are both inclusive.
    """

    scheme: str | None = None
    codes: frozenset[str] | None = None
    year: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the order of records: after the record of this moment and public id."""

    changed_at: datetime
    public_id: str


@dataclass(frozen=True, slots=True)
class Record:
    """A document as harvesters see it; of one that `is_deleted` only its id and processes may be told."""

    document: Document
    changed_at: datetime
    is_deleted: bool

    @property
    def mark(self) -> Mark:
        """The place right after this record."""
        return Mark(self.changed_at, self.document.public_id)


class Harvest:
    """Records under the mask of a reader without an account, in the order in which they changed.

    A document that was never public is no record. One that was, and is restricted now, stays as a deleted
    record of the moment it was closed, so that whoever copied it learns to drop it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self, selection: Selection, after: Mark | None, limit: int, *, with_evidence: bool = False
    ) -> list[Record]:
        """The next records of a selection, the oldest change first; evidence and meetings only where asked for."""
        records = _records()
        query = _chosen(_loaded(records, with_evidence), records, selection)
        if after:
            query = query.where(tuple_(records.c.changed_at, records.c.public_id) > (after.changed_at, after.public_id))
        query = query.order_by(records.c.changed_at, records.c.public_id).limit(limit)
        return [Record(*row) for row in self._session.execute(query)]

    def count(self, selection: Selection) -> int:
        """How many records a selection has."""
        records = _records()
        query = select(func.count()).select_from(Document).join(records, records.c.id == Document.id)
        return self._session.scalar(_chosen(query, records, selection)) or 0

    def record(self, public_id: str) -> Record | None:
        """One record, or None where there is nothing that was ever public."""
        records = _records()
        row = self._session.execute(_loaded(records, True).where(Document.public_id == public_id)).one_or_none()
        return Record(*row) if row else None

    def earliest(self) -> datetime | None:
        """A moment before which no record can have changed, whatever happens later; None without records."""
        records = _records()
        query = select(func.min(Document.created_at)).join(records, records.c.id == Document.id)
        return self._session.scalar(query)

    def years(self) -> Sequence[str]:
        """The years that any record is of, in order."""
        records = _records()
        year = func.substr(Document.date_from, 1, 4)
        query = select(year).join(records, records.c.id == Document.id).where(Document.date_from.is_not(None))
        return self._session.scalars(query.distinct().order_by(year)).all()

    def standing(self) -> Sequence[tuple[str, datetime]]:
        """Id and last change of every document that a reader without an account can open, oldest first."""
        query = select(Document.public_id, Document.updated_at).where(_is_standing()).order_by(Document.id)
        return [(row.public_id, row.updated_at) for row in self._session.execute(query)]

    def versions(self) -> dict[str, list[tuple[str, str]]]:
        """Language and id of every version, by document, of the standing documents that have several languages."""
        query = (
            select(Document.public_id, File.language, File.public_id.label("file"))
            .join(File)
            .where(_is_standing(), File.language.is_not(None), File.status == "ready")
            .order_by(Document.id, File.id)
        )
        found: dict[str, dict[str, str]] = {}
        for row in self._session.execute(query):
            found.setdefault(row.public_id, {}).setdefault(row.language, row.file)
        return {public_id: list(languages.items()) for public_id, languages in found.items() if len(languages) > 1}

    def latest_by_process(self) -> dict[str, datetime]:
        """The last change among the documents of each issuing process that has any."""
        query = (
            select(Tag.code, func.max(Document.updated_at).label("changed_at"))
            .join(Document)
            .where(_is_standing(), Tag.scheme == "iscm", _counts())
            .group_by(Tag.code)
        )
        return {row.code: row.changed_at for row in self._session.execute(query)}


def _records() -> Subquery:
    closed_at = (
        select(func.max(AuditEvent.at))
        .where(AuditEvent.document_id == Document.id, AuditEvent.before["visibility"].as_string() == "public")
        .correlate(Document)
        .scalar_subquery()
    )
    changed_at = case((_is_public(), Document.updated_at), else_=closed_at)
    gone = or_(Document.withdrawn_at.is_not(None), ~_is_public())
    return (
        select(Document.id, Document.public_id, changed_at.label("changed_at"), gone.label("is_deleted"))
        .where(changed_at.is_not(None), or_(Document.status == "ready", gone))
        .subquery()
    )


def _loaded(records: Subquery, with_evidence: bool) -> Select[Any]:
    tags = selectinload(Document.tags)
    options = [tags.selectinload(Tag.evidence), joinedload(Document.meeting)] if with_evidence else [tags]
    return (
        select(Document, records.c.changed_at, records.c.is_deleted)
        .join(records, records.c.id == Document.id)
        .options(selectinload(Document.files), *options)
    )


def _chosen(query: Select[Any], records: Subquery, selection: Selection) -> Select[Any]:
    if selection.since:
        query = query.where(records.c.changed_at >= selection.since)
    if selection.until:
        query = query.where(records.c.changed_at <= selection.until)
    if selection.scheme:
        query = query.where(Document.tags.any(_carries(selection.scheme, selection.codes)))
    if selection.year is not None:
        query = query.where(Document.date_from.startswith(selection.year, autoescape=True))
    return query


def _carries(scheme: str, codes: frozenset[str] | None) -> ColumnElement[bool]:
    named = Tag.scheme == scheme if codes is None else (Tag.scheme == scheme) & Tag.code.in_(codes)
    return named & _counts()


def _counts() -> ColumnElement[bool]:
    return (Tag.state == "confirmed") | ((Tag.state == "suggested") & Tag.assigned)


def _is_public() -> ColumnElement[bool]:
    return Document.visibility.in_(ANONYMOUS.visibilities)


def _is_standing() -> ColumnElement[bool]:
    return _is_public() & (Document.status == "ready") & Document.withdrawn_at.is_(None)
