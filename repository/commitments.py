"""Recommendations, commitments and requests across documents, found under the reader's mask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, cast, func, or_, select
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.models import Document, File, OperativeParagraph, Tag

KINDS = ("recommendation", "commitment", "request")
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """Which operative paragraphs are asked for: OR within a field, AND across; an empty field asks for any."""

    kinds: tuple[str, ...] = ()
    iscms: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()


class Commitments:
    """Operative paragraphs of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, selection: Selection, actor: Actor) -> int:
        """How many there are."""
        query = _chosen(select(func.count(OperativeParagraph.id)), selection, actor)
        return self._session.scalar(query) or 0

    def page(self, selection: Selection, actor: Actor, first: int, size: int) -> list[OperativeParagraph]:
        """`size` of them from the `first` (0 is the very first): newest documents first, each in its own order."""
        query = _loaded(selection, actor).offset(first).limit(size)
        return list(self._session.scalars(query))

    def all(self, selection: Selection, actor: Actor) -> Iterator[OperativeParagraph]:
        """Every one, a few at a time, for an export."""
        first = 0
        while found := self.page(selection, actor, first, _AT_A_TIME):
            yield from found
            self._session.expunge_all()
            first += _AT_A_TIME


def _loaded(selection: Selection, actor: Actor) -> Select[Any]:
    document = selectinload(OperativeParagraph.file).selectinload(File.document)
    return (
        _chosen(select(OperativeParagraph), selection, actor)
        .options(document.selectinload(Document.tags), document.selectinload(Document.files))
        .order_by(
            Document.date_from.desc().nulls_last(),
            Document.id,
            File.id,
            OperativeParagraph.page,
            OperativeParagraph.start,
            OperativeParagraph.id,
        )
    )


def _chosen(query: Select[Any], selection: Selection, actor: Actor) -> Select[Any]:
    paragraph = OperativeParagraph
    query = (
        query.join(File, paragraph.file_id == File.id)
        .join(Document, File.document_id == Document.id)
        .where(
            Document.visibility.in_(actor.visibilities),
            Document.status == "ready",
            Document.withdrawn_at.is_(None),
        )
    )
    if selection.kinds:
        query = query.where(paragraph.kind.in_(selection.kinds))
    if selection.languages:
        query = query.where(paragraph.language.in_(selection.languages))
    if selection.years:
        query = query.where(or_(*(Document.date_from.startswith(str(year)) for year in selection.years)))
    if selection.iscms:
        counts = (Tag.state == "confirmed") | ((Tag.state == "suggested") & Tag.assigned)
        query = query.where(Document.tags.any((Tag.scheme == "iscm") & Tag.code.in_(selection.iscms) & counts))
    if selection.elements:
        # The letters stand in a JSON list, which every database can read as text.
        listed = cast(paragraph.elements, String)
        query = query.where(or_(*(listed.contains(f'"{letter}"', autoescape=True) for letter in selection.elements)))
    return query
