"""Documents that are one: the files of the other move to the one that is kept, and the other's address leads there."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.access import Actor
from repository.audit import Audit
from repository.authority import Authority
from repository.clock import now
from repository.crosswalk import follow_crosswalk
from repository.documents import Documents
from repository.errors import Conflict, Rejected
from repository.likenesses import KINDS
from repository.models import AuditEvent, Document, File, Tag, TagEvidence
from repository.said import said

# The audit trail of the kept document names what came in by this and the other's id.
_CAME = "came in "


class Merging:
    """Makes one document of two, and two of one again, in one session."""

    def __init__(self, session: Session, documents: Documents, audit: Audit, authority: Authority) -> None:
        self._session = session
        self._documents = documents
        self._audit = audit
        self._authority = authority

    def current_ids(self, public_ids: Iterable[str]) -> list[str]:
        """The same ids, each once; for documents that are part of another, the other's."""
        ids = list(public_ids)
        moved = select(Document.public_id, Document.moved_to).where(Document.moved_to.is_not(None))
        while found := self._session.execute(moved.where(Document.public_id.in_(ids))).all():
            to: dict[str, str] = {row.public_id: row.moved_to for row in found}
            ids = [to.get(public_id, public_id) for public_id in ids]
        return list(dict.fromkeys(ids))

    def merge(self, kept: Document, other: Document, kind: str, actor: Actor, undoes: str | None = None) -> AuditEvent:
        """Move the files of the other to the kept document, as a `version` or a `copy`; nothing is deleted."""
        self._check(kept, other, kind)
        files = list(other.files)
        scores = {_name(tag): [tag.score, tag.assigned] for tag in kept.tags}
        added = self._move(files, other, kept, with_decisions=True)
        other.moved_to = kept.public_id
        other.withdrawn_at = now()
        other.withdrawn_reason = said("It is part of the document %(public_id)s now.", public_id=kept.public_id)
        self._settle(kept, other)
        came = {"kind": kind, "files": [file.public_id for file in files]}
        name = _CAME + other.public_id
        self._audit.note(actor, "move", other, after={"moved to": kept.public_id})
        return self._audit.note(
            actor,
            "merge" if undoes is None else "undo",
            kept,
            before={name: None},
            after={name: came},
            provenance={"added": added, "scores": scores},
            undoes=undoes,
        )

    def undo(self, event: AuditEvent, kept: Document, actor: Actor) -> AuditEvent:
        """Take apart what an event made one, or make it one again."""
        ((name, came),) = event.after.items()
        query = select(Document).where(Document.public_id == name.removeprefix(_CAME))
        other = self._session.scalars(query).one()
        if came is None:
            return self.merge(kept, other, event.before[name]["kind"], actor, undoes=event.public_id)
        return self._part(event, kept, other, actor)

    def _part(self, event: AuditEvent, kept: Document, other: Document, actor: Actor) -> AuditEvent:
        ((name, came),) = event.after.items()
        files = [file for file in kept.files if file.public_id in came["files"]]
        if len(files) != len(came["files"]) or other.moved_to != kept.public_id:
            raise Conflict("The files that came in are no longer all here. Take apart what was joined later first.")
        self._move(files, kept, other, with_decisions=False)
        self._forget(kept, event.provenance.get("added", ()), event.provenance.get("scores", {}))
        other.moved_to = other.withdrawn_at = other.withdrawn_reason = None
        self._settle(kept, other)
        self._audit.note(actor, "return", other, before={"moved to": kept.public_id})
        return self._audit.note(actor, "undo", kept, before={name: came}, after={name: None}, undoes=event.public_id)

    def _check(self, kept: Document, other: Document, kind: str) -> None:
        if kind not in KINDS:
            raise Rejected("“%(kind)s” is not known here; it is a version or a copy.", kind=kind[:40])
        if kept is other:
            raise Rejected("These are one document already.")
        if kept.visibility != other.visibility:
            raise Rejected("One of the two is restricted, the other is public. Make them equal first, then join them.")
        for document in (kept, other):
            if document.withdrawn_at is not None:
                raise Rejected(
                    "The document “%(public_id)s” is withdrawn. Reinstate it first.", public_id=document.public_id
                )
            if {file.status for file in document.files} & {"pending", "processing"}:
                raise Conflict(
                    "The document “%(public_id)s” is still being read. Try again in a moment.",
                    public_id=document.public_id,
                )

    def _move(self, files: list[File], source: Document, target: Document, *, with_decisions: bool) -> list[str]:
        """Files and the evidence that stands in them; answers the tags that the target did not have."""
        ids = {file.id for file in files}
        tags = {_name(tag): tag for tag in target.tags}
        added = []
        for tag in source.tags:
            evidence = [item for item in tag.evidence if item.file_id in ids]
            name = _name(tag)
            if not evidence and (name in tags or not (tag.decided_by and with_decisions)):
                continue
            if name not in tags:
                tags[name] = _like(tag)
                target.tags.append(tags[name])
                added.append(name)
            _hand_over(evidence, tag, tags[name])
        for file in files:
            file.document = target
        return added

    def _forget(self, kept: Document, added: Iterable[str], scores: Mapping[str, tuple[float, bool]]) -> None:
        """Tags that came with files go with them where nothing else speaks for them; the others count as before."""
        for tag in list(kept.tags):
            name = _name(tag)
            if name in scores:
                tag.score, tag.assigned = scores[name]
            elif name in added and not tag.evidence:
                kept.tags.remove(tag)

    def _settle(self, kept: Document, other: Document) -> None:
        self._session.flush()
        for document in (kept, other):
            if document.files:
                follow_crosswalk(document, self._authority)
            self._documents.touch(document)
            self._session.expire(document, ["files"])


def is_name(name: str) -> bool:
    """Whether a name in the audit trail stands for a document that came in."""
    return name.startswith(_CAME)


def _name(tag: Tag) -> str:
    return f"{tag.scheme}:{tag.code}"


def _hand_over(evidence: list[TagEvidence], tag: Tag, to: Tag) -> None:
    to.score, to.assigned = max(to.score, tag.score), to.assigned or tag.assigned
    if evidence and to.state == "obsolete" and not to.decided_by:
        to.state = "suggested"
    for item in evidence:
        tag.evidence.remove(item)
        to.evidence.append(
            TagEvidence(
                file_id=item.file_id, page=item.page, start=item.start, end=item.end, text=item.text, rule=item.rule
            )
        )


def _like(tag: Tag) -> Tag:
    return Tag(
        scheme=tag.scheme,
        code=tag.code,
        score=tag.score,
        assigned=tag.assigned,
        state=tag.state,
        rules_version=tag.rules_version,
        decided_by=tag.decided_by,
        decided_at=tag.decided_at,
    )
