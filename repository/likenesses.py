"""The tables of what looks alike: fingerprints of texts, and pairs of documents that may be one."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from repository.tables import Base

# copy: the same text once more; version: the same document in another language.
KINDS = ("copy", "version")
OPEN, APART = "open", "apart"


class Fingerprint(Base):
    """64 bits of a file's text, of which near-equal texts share most; the quarters are there to be looked up."""

    __tablename__ = "fingerprints"

    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    words: Mapped[int]
    first: Mapped[int] = mapped_column(index=True)
    second: Mapped[int] = mapped_column(index=True)
    third: Mapped[int] = mapped_column(index=True)
    fourth: Mapped[int] = mapped_column(index=True)


class Likeness(Base):
    """Two documents that may be one, the older named first; `apart` once a person said that they are not."""

    __tablename__ = "likenesses"

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    score: Mapped[float]
    state: Mapped[str] = mapped_column(String(10), default=OPEN)

    __table_args__ = (UniqueConstraint("one_id", "other_id"), Index("ix_likenesses_state", "state", "kind"))
