"""Documents of one unit of work: found under the reader's mask, changed only through methods that raise `revision`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from repository.access import Actor
from repository.authority import Authority
from repository.clock import now
from repository.crosswalk import follow_crosswalk
from repository.errors import Moved, Rejected, Unknown
from repository.models import Document, File, Meeting, Page, Tag
from repository.originals import Original
from repository.reading import Given
from repository.receiving import received_by
from repository.said import mark, said
from repository.visibility import with_embargo

_NO_ANSWER = mark("Reading this file stopped %(times)s times without an answer. The original is kept.")
# Fields a person may set, by PATCH or when sending a file.
EDITABLE = (
    "title",
    "type",
    "date_from",
    "date_to",
    "city",
    "country",
    "language",
    "visibility",
    "embargo_until",
    "meeting_level",
)


class Documents:
    """Documents, their files and pages in one session."""

    def __init__(self, session: Session, authority: Authority) -> None:
        self._session = session
        self._authority = authority

    # Finding

    def get(self, public_id: str, actor: Actor) -> Document:
        """The document, or Unknown: the same whether it does not exist or is hidden from this reader.

        Raises Moved where it is part of another document that the reader may see.
        """
        document = kept = self._seen(public_id, actor)
        while kept is not None and kept.moved_to:
            kept = self._seen(kept.moved_to, actor)
        if document is None or kept is None:
            raise Unknown("There is no document “%(public_id)s” here.", public_id=public_id)
        if kept is not document:
            raise Moved(public_id, kept.public_id)
        return document

    def _seen(self, public_id: str, actor: Actor) -> Document | None:
        query = select(Document).where(Document.public_id == public_id, Document.visibility.in_(actor.visibilities))
        return self._session.scalar(query)

    def many(self, public_ids: Sequence[str], actor: Actor) -> list[Document]:
        """The documents among `public_ids` this reader may see, in that order, with files and tags loaded."""
        query = (
            select(Document)
            .where(Document.public_id.in_(public_ids), Document.visibility.in_(actor.visibilities))
            .options(selectinload(Document.files), selectinload(Document.tags))
        )
        found = {document.public_id: document for document in self._session.scalars(query)}
        return [found[public_id] for public_id in public_ids if public_id in found]

    def file_by_digest(self, digest: str) -> File | None:
        """The file that has these bytes."""
        return self._session.scalar(select(File).where(File.digest == digest))

    def file(self, public_id: str, actor: Actor) -> File:
        """One file, or Unknown, under the same rule as `get`."""
        query = (
            select(File).join(Document).where(File.public_id == public_id, Document.visibility.in_(actor.visibilities))
        )
        file = self._session.scalar(query)
        if file is None:
            raise Unknown("There is no file “%(public_id)s” here.", public_id=public_id)
        return file

    def page(self, file: File, number: int) -> Page:
        """One page of a file, or Unknown."""
        page = self._session.scalar(select(Page).where(Page.file_id == file.id, Page.number == number))
        if page is None:
            last = str(file.page_count or 0)
            raise Unknown("This file has no page %(page)s; its pages are 1 to %(last)s.", page=str(number), last=last)
        return page

    def pages(self, file_ids: Iterable[int]) -> dict[int, list[Page]]:
        """Pages of several files at once, in order, by file id."""
        query = select(Page).where(Page.file_id.in_(list(file_ids))).order_by(Page.file_id, Page.number)
        pages: dict[int, list[Page]] = {}
        for page in self._session.scalars(query):
            pages.setdefault(page.file_id, []).append(page)
        return pages

    def count(self, actor: Actor, status: str = "ready") -> int:
        """How many documents in this status the reader may see."""
        query = select(func.count(Document.id)).where(
            Document.status == status,
            Document.visibility.in_(actor.visibilities),
            Document.withdrawn_at.is_(None),
        )
        return self._session.scalar(query) or 0

    def tag_counts(self, scheme: str, actor: Actor) -> dict[str, int]:
        """How many readable documents carry each code of a scheme."""
        query = (
            select(Tag.code, func.count(Tag.id).label("total"))
            .join(Document)
            .where(
                Tag.scheme == scheme,
                (Tag.state == "confirmed") | ((Tag.state == "suggested") & Tag.assigned),
                Document.status == "ready",
                Document.withdrawn_at.is_(None),
                Document.visibility.in_(actor.visibilities),
            )
            .group_by(Tag.code)
        )
        return {row.code: row.total for row in self._session.execute(query)}

    def meetings(self, actor: Actor) -> list[tuple[Meeting, list[Document]]]:
        """Every meeting, newest first, with the documents of it that the reader may see.

        One that is known from documents alone is there for those who may see one of them.
        """
        query = (
            select(Meeting)
            .options(selectinload(Meeting.documents))
            .order_by(Meeting.date_from.desc().nulls_last(), Meeting.key)
        )
        known = {meeting.key for meeting in self._authority.meetings}
        found = (
            (meeting, [document for document in meeting.documents if _shown(document, actor)])
            for meeting in self._session.scalars(query)
        )
        return [(meeting, documents) for meeting, documents in found if documents or meeting.key in known]

    def received(self, actor: Actor, *, statuses: Sequence[str]) -> int:
        """How many documents `recent` has in all."""
        return self._session.scalar(received_by(select(func.count(Document.id)), actor, statuses)) or 0

    def recent(self, actor: Actor, limit: int, *, statuses: Sequence[str], offset: int = 0) -> Sequence[Document]:
        """The last documents received, in one of `statuses`; for who does not curate, those he or she sent."""
        query = (
            received_by(select(Document), actor, statuses)
            .options(selectinload(Document.files))
            .order_by(Document.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return self._session.scalars(query).all()

    # Taking in

    def add(self, original: Original, filename: str, given: Given, actor: Actor) -> File:
        """A new pending file, on a new document or as a language version of `given.version_of`."""
        document = self.get(given.version_of, actor) if given.version_of else self._new(given, actor)
        file = File(digest=original.digest, size=original.size, filename=filename, document=document)
        file.language, file.source_url = given.language, given.source_url
        self._session.add(file)
        self._settle(document)
        self._session.flush()
        return file

    def _new(self, given: Given, actor: Actor) -> Document:
        visibility = "restricted" if given.embargo_until else given.visibility
        document = Document(visibility=visibility, embargo_until=given.embargo_until, is_sample=given.is_sample)
        self._session.add(document)
        fields = {"title": given.title, "type": given.type, "language": given.language}
        if given.date:
            start, _, end = given.date.partition("..")
            fields |= {"date_from": start, "date_to": end or start}
        self._set(document, {name: value for name, value in fields.items() if value}, "given", actor)
        for slug in given.iscms:
            self.decide(document, "iscm", slug, "confirmed", actor)
        return document

    # The worker's side

    def claim(self, most_attempts: int) -> File | None:
        """The next pending file, now `processing`, one attempt older; only the worker's lock holder asks.

        Files that stopped their reader wait behind the others, and language versions are read in their order.
        """
        query = (
            select(File)
            .join(Document)
            .where(File.status == "pending", Document.status != "processing")
            .order_by(File.attempts, File.id)
            .limit(1)
        )
        file = self._session.scalar(query)
        if file is None:
            return None
        file.attempts += 1
        if file.attempts > most_attempts:
            self.fail(file, said(_NO_ANSWER, times=most_attempts))
        else:
            file.status = "processing"
            self._settle(file.document)
        return file

    def release_claims(self) -> int:
        """Files a stopped worker left `processing` are pending again; returns how many."""
        files = self._session.scalars(select(File).where(File.status == "processing")).all()
        for file in files:
            self.release(file)
        return len(files)

    def release(self, file: File) -> None:
        """A claimed file is pending again."""
        file.status = "pending"
        self._settle(file.document)

    def fail(self, file: File, reason: str) -> None:
        """The file could not be read; the original stays."""
        file.status, file.reason, file.processed_at = "failed", reason, now()
        self._settle(file.document)
        self.touch(file.document)

    def retry(self, file: File) -> None:
        """A file that failed is pending again, its attempts forgotten."""
        file.status, file.reason, file.attempts = "pending", None, 0
        self._settle(file.document)
        self.touch(file.document)

    def unfinished(self, file_ids: Iterable[str]) -> int:
        """How many of these files (by public id) are still to be read."""
        # Asked the other way round: few files wait, while the ids may be more than a query takes.
        waiting = self._session.scalars(select(File.public_id).where(File.status.in_(("pending", "processing"))))
        return len(set(file_ids).intersection(waiting))

    def waiting(self) -> int:
        """How many files are pending or being read."""
        query = select(func.count(File.id)).where(File.status.in_(("pending", "processing")))
        return self._session.scalar(query) or 0

    # Changing

    def edit(self, document: Document, changes: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
        """Set fields by a person's word; returns what they were before. Raises Rejected for what cannot be."""
        unknown = [name for name in changes if name not in EDITABLE]
        if unknown:
            raise Rejected("These fields cannot be changed: %(fields)s.", fields=tuple(unknown))
        changes = with_embargo(changes)
        before = {name: getattr(document, name) for name in changes}
        self._set(document, changes, "person", actor)
        self.touch(document)
        return before

    def decide(self, document: Document, scheme: str, code: str, state: str, actor: Actor) -> Tag:
        """A person confirms or rejects a tag, or adds one by hand; no rule overturns it."""
        self._authority.label(scheme, code)
        tag = next((tag for tag in document.tags if (tag.scheme, tag.code) == (scheme, code)), None)
        if tag is None:
            tag = Tag(scheme=scheme, code=code, score=0.0, assigned=False)
            document.tags.append(tag)
        tag.state, tag.decided_by, tag.decided_at = state, actor.email, now()
        if scheme == "element":
            follow_crosswalk(document, self._authority)
        self.touch(document)
        return tag

    def withdraw(self, document: Document, reason: str) -> None:
        """Take a document out of search and lists; a tombstone and the original stay."""
        document.withdrawn_at, document.withdrawn_reason = now(), reason
        self.touch(document)

    def touch(self, document: Document) -> None:
        """Raise the revision: the index is stale for this document from the commit on."""
        document.revision = (document.revision or 0) + 1
        document.updated_at = now()

    def _set(self, document: Document, fields: Mapping[str, Any], by: str, actor: Actor) -> None:
        findings = dict(document.findings or {})
        for name, value in fields.items():
            setattr(document, name, value)
            findings[name] = {"by": by, "who": actor.email, "evidence": []}
        document.findings = findings

    def _settle(self, document: Document) -> None:
        # A document is ready as soon as one version can be read, and failed only when all versions failed.
        statuses = {file.status for file in document.files}
        for status in ("ready", "processing", "pending", "failed"):
            if status in statuses:
                document.status = status
                return


def _shown(document: Document, actor: Actor) -> bool:
    return document.status == "ready" and document.withdrawn_at is None and document.visibility in actor.visibilities
