"""Curation: what people say of documents, each word an audit event that can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from repository import changing
from repository.access import Actor
from repository.audit import Audit
from repository.changing import REVIEWED, WITHDRAWN
from repository.clock import now
from repository.documents import EDITABLE, Documents
from repository.errors import Rejected
from repository.models import AuditEvent, Document


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one tag: `state` is confirmed or rejected."""

    scheme: str
    code: str
    state: str

    @property
    def name(self) -> str:
        """What the tag goes by in the audit trail."""
        return f"{self.scheme}:{self.code}"


class Curation:
    """Changes by people, in one session."""

    def __init__(self, documents: Documents, audit: Audit) -> None:
        self._documents = documents
        self._audit = audit

    def change(
        self,
        document: Document,
        fields: Mapping[str, Any],
        decisions: Iterable[Decision],
        actor: Actor,
        *,
        is_reviewed: bool | None = None,
        batch: str | None = None,
    ) -> AuditEvent | None:
        """Set fields, decide on tags, say whether it was reviewed; one event for all, none where nothing was said.

        Raises Rejected for what cannot be.
        """
        decisions = list(decisions)
        names = [*EDITABLE, *(decision.name for decision in decisions), REVIEWED]
        was, provenance = changing.read(document, names)
        said = list(self._documents.edit(document, fields, actor)) if fields else []
        for decision in decisions:
            self._documents.decide(document, decision.scheme, decision.code, decision.state, actor)
            said.append(decision.name)
        if is_reviewed is not None:
            self._review(document, is_reviewed, actor)
            said.append(REVIEWED)
        if not said:
            return None
        return self._audit.note(
            actor,
            "edit",
            document,
            before={name: was[name] for name in said},
            after=changing.read(document, said)[0],
            provenance={name: provenance[name] for name in said},
            batch=batch,
        )

    def withdraw(self, document: Document, reason: str, actor: Actor) -> AuditEvent:
        """Take a document out of search and lists; a tombstone and the original stay."""
        self._documents.withdraw(document, reason)
        return self._audit.note(actor, "withdraw", document, before={WITHDRAWN: None}, after={WITHDRAWN: reason})

    def reinstate(self, document: Document, actor: Actor) -> AuditEvent:
        """Take back that a document was withdrawn, for searchers and harvesters too."""
        if document.withdrawn_at is None:
            raise Rejected("This document is not withdrawn.")
        before, provenance = changing.read(document, [WITHDRAWN])
        changing.put_back(document, WITHDRAWN, None, None)
        self._documents.touch(document)
        return self._audit.note(
            actor, "reinstate", document, before=before, after={WITHDRAWN: None}, provenance=provenance
        )

    def _review(self, document: Document, is_reviewed: bool, actor: Actor) -> None:
        document.reviewed_at, document.reviewed_by = (now(), actor.email) if is_reviewed else (None, None)
