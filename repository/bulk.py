"""Suggested tags chosen by a rule of a person's, to be accepted together: exactly those that were shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.curation import Curation, Decision
from repository.errors import Outdated
from repository.identifiers import new_id
from repository.models import Document, Tag, TagEvidence

# As many as a person can look over before saying yes.
MOST = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """Which suggestions are meant; what is empty does not matter. `rule` is how the rule's name begins."""

    scheme: str = "element"
    code: str = ""
    rule: str = ""
    least_score: float = 0.0
    iscm: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The suggestions that a choice names: those shown, of how many, and a digest of exactly those shown."""

    tags: Sequence[Tag]
    total: int

    @property
    def digest(self) -> str:
        """Changes whenever another tag is shown, or the same one with another score."""
        told = "\n".join(f"{tag.id} {tag.score}" for tag in self.tags)
        return sha256(told.encode()).hexdigest()[:32]


class Bulk:
    """Suggestions of many documents at once, in one session."""

    def __init__(self, session: Session, curation: Curation) -> None:
        self._session = session
        self._curation = curation

    def preview(self, choice: Choice, actor: Actor) -> Preview:
        """What accepting would accept."""
        chosen = _chosen(choice, actor)
        total = self._session.scalar(select(func.count(Tag.id)).join(Document).where(*chosen)) or 0
        query = (
            select(Tag)
            .join(Document)
            .where(*chosen)
            .options(selectinload(Tag.evidence), selectinload(Tag.document).selectinload(Document.files))
            .order_by(Tag.score.desc(), Tag.id)
            .limit(MOST)
        )
        return Preview(self._session.scalars(query).all(), total)

    def accept(self, choice: Choice, digest: str, actor: Actor) -> tuple[str, int]:
        """Confirm what was shown, one event a document; answers the batch to undo it by, and how many documents.

        Raises Outdated where it would no longer be what was shown.
        """
        preview = self.preview(choice, actor)
        if not preview.tags or preview.digest != digest:
            raise Outdated("These are no longer the tags that were shown. Nothing was accepted; look again.")
        batch = new_id()
        by_document: dict[int, list[Tag]] = {}
        for tag in preview.tags:
            by_document.setdefault(tag.document_id, []).append(tag)
        for tags in by_document.values():
            decisions = [Decision(tag.scheme, tag.code, "confirmed") for tag in tags]
            self._curation.change(tags[0].document, {}, decisions, actor, batch=batch)
        return batch, len(by_document)


def _chosen(choice: Choice, actor: Actor) -> list[ColumnElement[bool]]:
    conditions = [
        Tag.state == "suggested",
        Tag.decided_by.is_(None),
        Tag.scheme == choice.scheme,
        Document.status == "ready",
        Document.withdrawn_at.is_(None),
        Document.visibility.in_(actor.visibilities),
    ]
    if choice.code:
        conditions.append(Tag.code == choice.code)
    if choice.rule:
        conditions.append(Tag.evidence.any(TagEvidence.rule.startswith(choice.rule, autoescape=True)))
    if choice.least_score:
        conditions.append(Tag.score >= choice.least_score)
    if choice.iscm:
        issued = (Tag.state == "confirmed") | ((Tag.state == "suggested") & Tag.assigned)
        named = select(Tag.document_id).where(Tag.scheme == "iscm", Tag.code == choice.iscm, issued)
        conditions.append(Document.id.in_(named))
    if choice.year:
        conditions.append(Document.date_from.startswith(choice.year, autoescape=True))
    return conditions
