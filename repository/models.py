"""The tables of documents, their files, pages, tags with evidence and meetings, and of the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from repository.clock import now
from repository.identifiers import new_id
from repository.tables import Base

STATUSES = ("pending", "processing", "ready", "failed")
# iscm: issued by; mention: merely named; state: host or participant named in the text.
SCHEMES = ("iscm", "mention", "element", "theme", "objective", "state")
TAG_STATES = ("suggested", "confirmed", "rejected", "obsolete")


class Meeting(Base):
    """A meeting of one or more processes; it links the documents that came out of it."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    iscms: Mapped[list[str]]
    name: Mapped[str] = mapped_column(String(300))
    level: Mapped[str | None] = mapped_column(String(40))
    date_from: Mapped[str | None] = mapped_column(String(10), index=True)
    date_to: Mapped[str | None] = mapped_column(String(10))
    city: Mapped[str | None] = mapped_column(String(100))
    country: Mapped[str | None] = mapped_column(String(3))
    verification: Mapped[str] = mapped_column(String(20), default="unverified")
    source_url: Mapped[str] = mapped_column(Text, default="")

    documents: Mapped[list["Document"]] = relationship(back_populates="meeting")


class Document(Base):
    """One outcome document; its language versions are files.

    Dates are ISO strings cut at their precision (`2016`, `2016-11`, `2016-11-03`). `findings` holds, per field,
    who said it (`given`, `read`, `person`) and the evidence. Stale in the index means
    `revision != indexed_revision`. A document under embargo is restricted, and becomes public on the day
    `embargo_until` (UTC). `moved_to` is the public id of the document that took over its files.
    """

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_id)
    status: Mapped[str] = mapped_column(String(12), default="pending", index=True)
    visibility: Mapped[str] = mapped_column(String(12), default="public", index=True)
    embargo_until: Mapped[str | None] = mapped_column(String(10), index=True)
    title: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(String(40))
    date_from: Mapped[str | None] = mapped_column(String(10), index=True)
    date_to: Mapped[str | None] = mapped_column(String(10))
    city: Mapped[str | None] = mapped_column(String(100))
    country: Mapped[str | None] = mapped_column(String(3))
    language: Mapped[str | None] = mapped_column(String(3))
    meeting_level: Mapped[str | None] = mapped_column(String(40))
    meeting_name: Mapped[str | None] = mapped_column(Text)
    adoption: Mapped[str | None] = mapped_column(String(12))
    published: Mapped[str | None] = mapped_column(String(10))
    is_sample: Mapped[bool] = mapped_column(default=False)
    findings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    indexed_revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
    reviewed_at: Mapped[datetime | None] = mapped_column(index=True)
    reviewed_by: Mapped[str | None] = mapped_column(String(200))
    moved_to: Mapped[str | None] = mapped_column(String(16), index=True)
    compared_revision: Mapped[int] = mapped_column(default=0)

    meeting: Mapped[Meeting | None] = relationship(back_populates="documents")
    files: Mapped[list["File"]] = relationship(back_populates="document", order_by="File.id")
    tags: Mapped[list["Tag"]] = relationship(
        back_populates="document",
        order_by="(Tag.scheme, Tag.score.desc(), Tag.code)",
        cascade="all, delete-orphan",
    )

    __table_args__ = (Index("ix_documents_stale", "indexed_revision", "revision"),)

    @property
    def year(self) -> int | None:
        """Year of the meeting (or of the document), if known."""
        return int(self.date_from[:4]) if self.date_from else None

    @property
    def languages(self) -> list[str]:
        """Languages of the readable files, in the order they came."""
        return list(dict.fromkeys(file.language for file in self.files if file.language))

    def codes(self, scheme: str) -> list[str]:
        """Codes of the tags of a scheme that count, best first."""
        return [tag.code for tag in self.tags if tag.scheme == scheme and tag.counts]


class File(Base):
    """One uploaded file of a document: a language version or an annex.

    `running_lines` are the headers and footers that recur on its pages, and `hints` what the file says of itself:
    both are needed to describe it anew from its pages. None where it was read before they were kept.
    """

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_id)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str | None] = mapped_column(String(100))
    title: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(3))
    status: Mapped[str] = mapped_column(String(12), default="pending", index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    warnings: Mapped[list[str]] = mapped_column(default=list)
    attempts: Mapped[int] = mapped_column(default=0)
    page_count: Mapped[int | None]
    rules_version: Mapped[int] = mapped_column(default=0)
    running_lines: Mapped[list[str] | None]
    hints: Mapped[dict[str, Any] | None]
    source_url: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(default=now)
    processed_at: Mapped[datetime | None]

    document: Mapped[Document] = relationship(back_populates="files")
    pages: Mapped[list["Page"]] = relationship(
        back_populates="file", order_by="Page.number", cascade="all, delete-orphan"
    )
    operative_paragraphs: Mapped[list["OperativeParagraph"]] = relationship(
        back_populates="file",
        order_by="(OperativeParagraph.page, OperativeParagraph.start)",
        cascade="all, delete-orphan",
    )


class Page(Base):
    """The text of one page of a file: the unit of text."""

    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    number: Mapped[int]
    label: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(10), default="native")
    quality: Mapped[str] = mapped_column(String(10), default="good")
    language: Mapped[str | None] = mapped_column(String(3))
    confidence: Mapped[float | None]
    needs_ocr: Mapped[bool] = mapped_column(default=False, server_default=false())

    file: Mapped[File] = relationship(back_populates="pages")

    __table_args__ = (
        UniqueConstraint("file_id", "number"),
        Index("ix_pages_quality", "quality", "file_id"),
        # Few pages wait: the next one is found without looking at the others.
        Index("ix_pages_needs_ocr", "id", sqlite_where=sql("needs_ocr = 1"), postgresql_where=sql("needs_ocr")),
    )


class OperativeParagraph(Base):
    """A recommendation, commitment or request: what States agreed to do, with its page, verb and actor."""

    __tablename__ = "operative_paragraphs"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    page: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20), index=True)
    number: Mapped[str | None] = mapped_column(String(20))
    verb: Mapped[str] = mapped_column(String(80))
    actor: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(3))
    text: Mapped[str] = mapped_column(Text)
    elements: Mapped[list[str]] = mapped_column(default=list)

    file: Mapped[File] = relationship(back_populates="operative_paragraphs")


class Tag(Base):
    """A label on a document: a process, an element, an objective, a State; with its state and who decided."""

    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    scheme: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(40))
    score: Mapped[float] = mapped_column(default=0.0)
    assigned: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default="suggested")
    rules_version: Mapped[int] = mapped_column(default=0)
    decided_by: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime | None]

    document: Mapped[Document] = relationship(back_populates="tags")
    evidence: Mapped[list["TagEvidence"]] = relationship(
        back_populates="tag",
        order_by="(TagEvidence.file_id, TagEvidence.page, TagEvidence.start)",
        cascade="all, delete-orphan",
    )

    __table_args__ = (
        UniqueConstraint("document_id", "scheme", "code"),
        Index("ix_tags_code", "scheme", "code"),
        Index("ix_tags_state", "state", "scheme", "decided_by", "document_id"),
    )

    @property
    def counts(self) -> bool:
        """Whether the tag counts in search: confirmed by a person, or assigned by a rule and not overturned."""
        return self.state == "confirmed" or (self.state == "suggested" and self.assigned)


class TagEvidence(Base):
    """A passage that caused a tag."""

    __tablename__ = "tag_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    page: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(String(200))

    tag: Mapped[Tag] = relationship(back_populates="evidence")


class AuditEvent(Base):
    """Who did what to which document, when, and what it was before and after.

    `provenance` holds who had said what stood before, for undoing; `undoes` names the event that this one undid,
    `batch` binds those of one decision on many documents.
    """

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, index=True, default=new_id)
    at: Mapped[datetime] = mapped_column(default=now)
    actor: Mapped[str] = mapped_column(String(200), index=True)
    action: Mapped[str] = mapped_column(String(40))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    provenance: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undoes: Mapped[str | None] = mapped_column(String(16), index=True)
    batch: Mapped[str | None] = mapped_column(String(16), index=True)
