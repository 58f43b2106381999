"""Documents that may be one: the same text once more, or the same document in another language."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from repository.access import Actor
from repository.audit import Audit
from repository.errors import Unknown
from repository.fingerprints import FEWEST_WORDS, distance, fingerprint, quarters, signed, unsigned
from repository.likenesses import APART, KINDS, OPEN, Fingerprint, Likeness
from repository.models import AuditEvent, Document, File, Page, Tag

# Bits in which two texts may differ: anywhere in the repository, of the same meeting, and with titles that are alike.
_ANYWHERE, _OF_ONE_MEETING, _WITH_ONE_TITLE = 3, 9, 18
_SAME_TITLE = 0.75
# Language versions have about as many pages as each other.
_SAME_LENGTH = 0.5
_DAY = len("2016-11-03")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that may be one: `kind` is copy or version, `score` from 0 to 1."""

    one: Document
    other: Document
    kind: str
    score: float
    is_apart: bool


class Comparing:
    """Compares what is new or changed with what it may be a part of, in one session."""

    def __init__(self, session: Session, audit: Audit) -> None:
        self._session = session
        self._audit = audit

    # What waits

    def without_fingerprint(self, file_ids: Sequence[int]) -> list[int]:
        """Those of these files that were read and have no fingerprint yet."""
        query = select(File.id).where(File.id.in_(file_ids), File.status == "ready")
        return list(self._session.scalars(query.where(File.id.not_in(select(Fingerprint.file_id)))))

    def take(self, file_id: int) -> tuple[int, int]:
        """The fingerprint of a file's text, and its words; nothing is written."""
        query = select(Page.text).where(Page.file_id == file_id).order_by(Page.number)
        return fingerprint(self._session.scalars(query))

    def keep(self, file_id: int, value: int, words: int) -> None:
        """Write a fingerprint down."""
        row = dict(zip(("first", "second", "third", "fourth"), quarters(value), strict=True))
        self._session.merge(Fingerprint(file_id=file_id, value=signed(value), words=words, **row))

    def stale(self, limit: int) -> Sequence[Document]:
        """Documents that changed since they were compared, oldest first."""
        query = (
            select(Document)
            .where(Document.compared_revision != Document.revision, Document.status.in_(("ready", "failed")))
            .options(selectinload(Document.files), selectinload(Document.tags))
            .order_by(Document.id)
            .limit(limit)
        )
        return self._session.scalars(query).all()

    def compare(self, document: Document) -> None:
        """Bring the pairs of a document up to date; what a person said of a pair stands."""
        mine = or_(Likeness.one_id == document.id, Likeness.other_id == document.id)
        known = {(row.one_id, row.other_id): row for row in self._session.scalars(select(Likeness).where(mine))}
        found: set[tuple[int, int]] = set()
        for other in self._candidates(document):
            if like := self._like(document, other):
                key = min(document.id, other.id), max(document.id, other.id)
                found.add(key)
                row = known.get(key) or Likeness(one_id=key[0], other_id=key[1], state=self._state(document, other))
                row.kind, row.score = like
                self._session.add(row)
        for key, row in known.items():
            if key not in found and row.state == OPEN:
                self._session.delete(row)
        document.compared_revision = document.revision

    # What was found

    def counts(self, actor: Actor) -> dict[str, int]:
        """How many pairs of each kind wait for a word."""
        one, other = aliased(Document), aliased(Document)
        query = (
            select(Likeness.kind, func.count().label("total"))
            .join(one, one.id == Likeness.one_id)
            .join(other, other.id == Likeness.other_id)
            .where(Likeness.state == OPEN, _seen(one, actor), _seen(other, actor))
            .group_by(Likeness.kind)
        )
        return dict.fromkeys(KINDS, 0) | {row.kind: row.total for row in self._session.execute(query)}

    def pairs(self, actor: Actor, kind: str, limit: int) -> list[Pair]:
        """The pairs of a kind that wait for a word, the likeliest first."""
        one, other = aliased(Document), aliased(Document)
        query = (
            select(Likeness, one, other)
            .join(one, one.id == Likeness.one_id)
            .join(other, other.id == Likeness.other_id)
            .where(Likeness.state == OPEN, Likeness.kind == kind, _seen(one, actor), _seen(other, actor))
            .options(selectinload(one.files), selectinload(other.files))
            .order_by(Likeness.score.desc(), Likeness.id)
            .limit(limit)
        )
        return [Pair(row[1], row[2], row[0].kind, row[0].score, False) for row in self._session.execute(query)]

    def of(self, document: Document, actor: Actor) -> list[Pair]:
        """The pairs of one document that wait for a word."""
        return [pair for kind in KINDS for pair in self.pairs(actor, kind, 1000) if document in (pair.one, pair.other)]

    def pair(self, one: Document, other: Document) -> Pair:
        """Two documents as a pair, or Unknown where nothing speaks for it."""
        row = self._row(one, other)
        return Pair(one, other, row.kind, row.score, row.state == APART)

    def set_apart(self, one: Document, other: Document, actor: Actor) -> None:
        """A person says that these are not one; it is remembered."""
        self._row(one, other).state = APART
        self._audit.note(actor, "set apart", one, after={"not the same as": other.public_id})

    def _row(self, one: Document, other: Document) -> Likeness:
        key = min(one.id, other.id), max(one.id, other.id)
        row = self._session.scalar(select(Likeness).where(Likeness.one_id == key[0], Likeness.other_id == key[1]))
        if row is None:
            raise Unknown("Nothing speaks for these two documents being one.")
        return row

    # How it is found

    def _candidates(self, document: Document) -> Sequence[Document]:
        if document.status != "ready" or document.withdrawn_at is not None:
            return ()
        ways: list[ColumnElement[bool]] = [Document.id.in_(self._alike_in_text(document))]
        if document.meeting_id is not None:
            ways.append(Document.meeting_id == document.meeting_id)
        issuers = document.codes("iscm")
        if issuers and document.date_from and len(document.date_from) == _DAY:
            issued = select(Tag.document_id).where(Tag.scheme == "iscm", Tag.code.in_(issuers))
            ways.append((Document.date_from == document.date_from) & Document.id.in_(issued))
        query = (
            select(Document)
            .where(Document.id != document.id, Document.status == "ready", Document.withdrawn_at.is_(None), or_(*ways))
            .options(selectinload(Document.files), selectinload(Document.tags))
        )
        return self._session.scalars(query).all()

    def _alike_in_text(self, document: Document) -> set[int]:
        """Documents one of whose texts differs from one of this document's in three bits or fewer."""
        found = set()
        for mine in self._fingerprints(document):
            same = or_(
                Fingerprint.first == mine.first,
                Fingerprint.second == mine.second,
                Fingerprint.third == mine.third,
                Fingerprint.fourth == mine.fourth,
            )
            query = select(Fingerprint.value, File.document_id).join(File, File.id == Fingerprint.file_id)
            for row in self._session.execute(query.where(same, Fingerprint.words >= FEWEST_WORDS)):
                if distance(unsigned(row.value), unsigned(mine.value)) <= _ANYWHERE:
                    found.add(row.document_id)
        return found

    def _fingerprints(self, document: Document) -> Sequence[Fingerprint]:
        ids = [file.id for file in document.files]
        query = select(Fingerprint).where(Fingerprint.file_id.in_(ids), Fingerprint.words >= FEWEST_WORDS)
        return self._session.scalars(query).all()

    def _like(self, one: Document, other: Document) -> tuple[str, float] | None:
        """What two documents that have something in common may be to each other, and how likely that is."""
        bits = min(
            (
                distance(unsigned(mine.value), unsigned(theirs.value))
                for mine, theirs in product(self._fingerprints(one), self._fingerprints(other))
            ),
            default=64,
        )
        title = _title_likeness(one, other)
        if bits <= _OF_ONE_MEETING or (title >= _SAME_TITLE and bits <= _WITH_ONE_TITLE):
            return "copy", round(1 - bits / 64, 3)
        speak_apart = bool(one.languages) and bool(other.languages) and not {*one.languages} & {*other.languages}
        if speak_apart and _same_kind(one, other):
            return "version", round(0.5 + title / 2, 3)
        without_text = bits == 64 and not speak_apart
        return ("copy", round(title / 2, 3)) if without_text and title >= _SAME_TITLE else None

    def _state(self, one: Document, other: Document) -> str:
        """What a person said of these two before, as their audit trails tell."""
        said = AuditEvent.after["not the same as"].as_string()
        query = select(AuditEvent.id).where(
            AuditEvent.action == "set apart",
            ((AuditEvent.document_id == one.id) & (said == other.public_id))
            | ((AuditEvent.document_id == other.id) & (said == one.public_id)),
        )
        return APART if self._session.scalar(query.limit(1)) else OPEN


def _seen(document: type[Document], actor: Actor) -> ColumnElement[bool]:
    return document.visibility.in_(actor.visibilities) & document.withdrawn_at.is_(None)


def _same_kind(one: Document, other: Document) -> bool:
    pages = sorted(max((file.page_count or 0 for file in document.files), default=0) for document in (one, other))
    same_type = one.type is None or other.type is None or one.type == other.type
    return same_type and pages[0] >= _SAME_LENGTH * pages[1]


def _title_likeness(one: Document, other: Document) -> float:
    """The share of words that two titles have in common; accents and case do not count."""
    mine, theirs = _words(one.title or ""), _words(other.title or "")
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _words(text: str) -> set[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return set(_WORD.findall("".join(letter for letter in folded if not unicodedata.combining(letter))))
