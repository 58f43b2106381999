"""The queue that curators work off: lists of documents that wait for a person, each one a query under the mask."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.likenesses import OPEN, Likeness
from repository.models import AuditEvent, Document, File, Page, Tag

Condition = Callable[[], ColumnElement[bool]]


def _ready() -> ColumnElement[bool]:
    return (Document.status == "ready") & Document.withdrawn_at.is_(None)


def _unreviewed() -> ColumnElement[bool]:
    return _ready() & Document.reviewed_at.is_(None)


def _without_iscm() -> ColumnElement[bool]:
    counts = (Tag.state == "confirmed") | ((Tag.state == "suggested") & Tag.assigned)
    # Asked of each document: a list of all that have one would be made anew for every question.
    issued = select(Tag.id).where(Tag.document_id == Document.id, Tag.scheme == "iscm", counts)
    return _ready() & ~issued.exists()


def _undated() -> ColumnElement[bool]:
    return _ready() & Document.date_from.is_(None)


def _untyped() -> ColumnElement[bool]:
    return _ready() & Document.type.is_(None)


def _needs_ocr() -> ColumnElement[bool]:
    waiting = select(File.document_id).join(Page, Page.file_id == File.id).where(Page.needs_ocr)
    return _ready() & Document.id.in_(waiting)


def _failed() -> ColumnElement[bool]:
    return (Document.status == "failed") & Document.withdrawn_at.is_(None)


def _with_likeness() -> ColumnElement[bool]:
    ones = select(Likeness.one_id).where(Likeness.state == OPEN)
    return _ready() & Document.id.in_(ones.union(select(Likeness.other_id).where(Likeness.state == OPEN)))


def _with_suggestions() -> ColumnElement[bool]:
    return _ready() & select(Tag.id).where(Tag.document_id == Document.id, waiting_tags()).exists()


def _restricted() -> ColumnElement[bool]:
    return (Document.visibility != "public") & Document.withdrawn_at.is_(None)


def _withdrawn() -> ColumnElement[bool]:
    return Document.withdrawn_at.is_not(None)


def _needs_attention() -> ColumnElement[bool]:
    # What is seen from the document itself comes first.
    troubles = (_undated, _untyped, _needs_ocr, _with_likeness, _without_iscm)
    return Document.reviewed_at.is_(None) & or_(_failed(), *(trouble() for trouble in troubles))


def _stages() -> tuple[ColumnElement[bool], ...]:
    """What `Progress` counts: what was reviewed, of what was read or failed."""
    return _ready() & Document.reviewed_at.is_not(None), or_(_ready(), _failed())


# In the order in which a curator meets them.
LISTS: Mapping[str, Condition] = {
    "unreviewed": _unreviewed,
    "attention": _needs_attention,
    "no-iscm": _without_iscm,
    "undated": _undated,
    "untyped": _untyped,
    "needs-ocr": _needs_ocr,
    "failed": _failed,
    "suggestions": _with_suggestions,
    "restricted": _restricted,
    "withdrawn": _withdrawn,
}
# Themes and objectives follow from elements, and what a text merely mentions asks for no decision.
_SUGGESTED = ("iscm", "element")


def waiting_tags() -> ColumnElement[bool]:
    """Suggested tags that ask for a person's word."""
    return (Tag.state == "suggested") & Tag.scheme.in_(_SUGGESTED) & Tag.decided_by.is_(None)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, by its name; with `since`, of the documents that the actor sent from that moment on."""

    name: str = "unreviewed"
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reviewing has come."""

    reviewed: int
    total: int
    attention: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in a list: how many come before it, of how many, and its neighbours' public ids."""

    before: int
    total: int
    previous: str | None
    next: str | None


class Queue:
    """Lists of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def standing(self, actor: Actor) -> tuple[dict[str, int], Progress]:
        """How many documents wait in each list, and how far the reviewing of all has come."""
        lists = [condition() & Document.moved_to.is_(None) for condition in LISTS.values()]
        *counted, reviewed, total = self._counted([*lists, *_stages()], Listing(), actor)
        counts = dict(zip(LISTS, counted, strict=True))
        return counts, Progress(reviewed, total, counts["attention"])

    def progress(self, listing: Listing, actor: Actor) -> Progress:
        """How many documents have been reviewed, of those that were sent or of all, and how many need a closer look."""
        return Progress(*self._counted([*_stages(), _needs_attention()], listing, actor))

    def documents(self, listing: Listing, actor: Actor, skip: int, limit: int) -> Sequence[Document]:
        """Documents of a list, the oldest first."""
        query = (
            select(Document)
            .where(_in(listing, actor))
            .options(selectinload(Document.files), selectinload(Document.tags))
            .order_by(Document.id)
            .offset(skip)
            .limit(limit)
        )
        return self._session.scalars(query).all()

    def count(self, listing: Listing, actor: Actor) -> int:
        """How many documents a list has."""
        return self._count(listing, actor)

    def place(self, listing: Listing, document: Document, actor: Actor) -> Place:
        """Where a document stands, or stood before it was dealt with; after the last one comes the first again."""
        listed = _in(listing, actor)
        before = self._session.scalar(select(func.count(Document.id)).where(listed, Document.id < document.id))
        ids = select(Document.public_id).where(listed).limit(1)
        later = self._session.scalar(ids.where(Document.id > document.id).order_by(Document.id))
        earlier = self._session.scalar(ids.where(Document.id < document.id).order_by(Document.id.desc()))
        first = self._session.scalar(ids.where(Document.id != document.id).order_by(Document.id))
        return Place(before or 0, self._count(listing, actor), earlier, later or first)

    def first(self, listing: Listing, actor: Actor) -> str | None:
        """The public id of the document to begin with."""
        return self._session.scalar(
            select(Document.public_id).where(_in(listing, actor)).order_by(Document.id).limit(1)
        )

    def _counted(self, conditions: Iterable[ColumnElement[bool]], listing: Listing, actor: Actor) -> tuple[int, ...]:
        """How many documents fulfil each condition: all are asked of one document after the other, in one read."""
        counts = [func.count(case((condition, 1))) for condition in conditions]
        query = select(*counts).select_from(Document).where(_sent(listing, actor), _seen(actor))
        return tuple(self._session.execute(query).one())

    def _count(self, listing: Listing, actor: Actor) -> int:
        return self._session.scalar(select(func.count(Document.id)).where(_in(listing, actor))) or 0


def _in(listing: Listing, actor: Actor) -> ColumnElement[bool]:
    return and_(LISTS[listing.name](), _sent(listing, actor), _seen(actor), Document.moved_to.is_(None))


def _sent(listing: Listing, actor: Actor) -> ColumnElement[bool]:
    if listing.since is None:
        return Document.id.is_not(None)
    sent = select(AuditEvent.document_id).where(
        AuditEvent.actor == actor.email, AuditEvent.action == "upload", AuditEvent.at >= listing.since
    )
    return Document.id.in_(sent)


def _seen(actor: Actor) -> ColumnElement[bool]:
    return Document.visibility.in_(actor.visibilities)
