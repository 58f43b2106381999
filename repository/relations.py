"""Documents that belong with one: of the same meeting, or of the same process in the same year; under the mask."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.models import Document, File, Tag

_Lines = Select[int, str, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a line about a document says, read without the rest of it; `iscms` are those that issued it."""

    public_id: str
    title: str
    language: str | None
    date_from: str | None
    date_to: str | None
    iscms: tuple[str, ...]


class Relations:
    """Relations between the documents of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_same_meeting(self, document: Document, actor: Actor, most: int) -> Sequence[Neighbour]:
        """Other documents of its meeting, by date."""
        if document.meeting_id is None:
            return ()
        return self._read(_others(document, actor).where(Document.meeting_id == document.meeting_id).limit(most))

    def of_same_year(self, document: Document, actor: Actor, most: int) -> Sequence[Neighbour]:
        """Other documents of its processes in its year, by date; none where either is not known."""
        slugs = document.codes("iscm")
        if not slugs or not document.date_from:
            return ()
        issued = (
            select(Tag.id)
            .where(Tag.document_id == Document.id, Tag.scheme == "iscm", Tag.code.in_(slugs), _counted())
            .exists()
        )
        # As a range and not as a beginning, for which the index of dates is no help.
        year = document.date_from[:4]
        in_year = Document.date_from.between(year, f"{year}-99")
        return self._read(_others(document, actor).where(in_year, issued).limit(most))

    def among(self, public_ids: Sequence[str], actor: Actor) -> list[Neighbour]:
        """Those of these documents that stand and that the reader may see, in the order given."""
        found = {one.public_id: one for one in self._read(_standing(actor).where(Document.public_id.in_(public_ids)))}
        return [found[public_id] for public_id in public_ids if public_id in found]

    def load_evidence(self, document: Document) -> None:
        """The evidence of all its tags in one read, where each tag would otherwise ask for its own."""
        self._session.scalars(
            select(Tag).where(Tag.document_id == document.id).options(selectinload(Tag.evidence))
        ).all()

    def _read(self, query: _Lines) -> list[Neighbour]:
        rows = self._session.execute(query).all()
        codes = self._issuers([row[0] for row in rows])
        return [
            Neighbour(row[1], row[2] or self._name(row[0]), row[3], row[4], row[5], tuple(codes.get(row[0], ())))
            for row in rows
        ]

    def _issuers(self, ids: Sequence[int]) -> dict[int, list[str]]:
        query = (
            select(Tag.document_id, Tag.code)
            .where(Tag.document_id.in_(ids), Tag.scheme == "iscm", _counted())
            .order_by(Tag.document_id, Tag.score.desc(), Tag.code)
        )
        codes: dict[int, list[str]] = {}
        for document_id, code in self._session.execute(query) if ids else ():
            codes.setdefault(document_id, []).append(code)
        return codes

    def _name(self, document_id: int) -> str:
        """What stands for the title of a document that has none: a file's, else its name."""
        query = select(File.title, File.filename).where(File.document_id == document_id).order_by(File.id)
        files = self._session.execute(query).all()
        return next((name for name in [*(row[0] for row in files), *(row[1] for row in files)] if name), "")


def _standing(actor: Actor) -> _Lines:
    return select(
        Document.id, Document.public_id, Document.title, Document.language, Document.date_from, Document.date_to
    ).where(Document.status == "ready", Document.withdrawn_at.is_(None), Document.visibility.in_(actor.visibilities))


def _others(document: Document, actor: Actor) -> _Lines:
    return _standing(actor).where(Document.id != document.id).order_by(Document.date_from, Document.public_id)


def _counted() -> ColumnElement[bool]:
    return (Tag.state == "confirmed") | ((Tag.state == "suggested") & Tag.assigned)
