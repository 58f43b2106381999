"""Documents in bulk, a batch at a time and under the reader's mask, for exports that must not fill the memory."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.models import Document, Tag


class Exporting:
    """What exports read in one session; withdrawn and unread documents are left out."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def documents(self, public_ids: Sequence[str], actor: Actor, *, with_evidence: bool = False) -> Sequence[Document]:
        """The documents among `public_ids` that stand, in that order, with all that an export tells of them."""
        tags = selectinload(Document.tags)
        query = (
            select(Document)
            .where(Document.public_id.in_(public_ids), _stands(actor))
            .options(
                selectinload(Document.files),
                selectinload(Document.meeting),
                tags.selectinload(Tag.evidence) if with_evidence else tags,
            )
        )
        found = {document.public_id: document for document in self._session.scalars(query)}
        return [found[public_id] for public_id in public_ids if public_id in found]


def _stands(actor: Actor) -> ColumnElement[bool]:
    shown = Document.visibility.in_(actor.visibilities)
    return shown & (Document.status == "ready") & Document.withdrawn_at.is_(None)
