"""Embargoes: a document is restricted until a day, and public from its first moment (UTC) on, by itself."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.access import SYSTEM
from repository.audit import Audit
from repository.clock import now
from repository.documents import Documents
from repository.models import Document


class Embargoes:
    """Documents of one session that wait for their day."""

    def __init__(self, session: Session, documents: Documents, audit: Audit) -> None:
        self._session = session
        self._documents = documents
        self._audit = audit

    def are_due(self) -> bool:
        """Whether any has to be lifted."""
        return self._session.scalar(_due().limit(1)) is not None

    def lift(self) -> int:
        """Publish what is due: a new revision, so that the index and harvesters learn of it; answers how many."""
        due = self._session.scalars(_due()).all()
        for document in due:
            before = self._documents.edit(document, {"visibility": "public"}, SYSTEM)
            after = {name: getattr(document, name) for name in before}
            self._audit.note(SYSTEM, "lift embargo", document, before=before, after=after)
        return len(due)


def _due() -> Any:
    return select(Document).where(
        Document.embargo_until <= now().date().isoformat(),
        Document.visibility == "restricted",
        # What was withdrawn meanwhile stays where nobody sees it.
        Document.withdrawn_at.is_(None),
    )
