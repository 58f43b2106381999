"""The tables of people: accounts, their tokens and sessions, failed sign-ins, and the searches they keep."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from repository.clock import now
from repository.identifiers import new_id
from repository.tables import Base


class User(Base):
    """An account; without a password until its holder sets one, or signs in at the identity provider (`subject`)."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str | None] = mapped_column(String(300), unique=True, index=True)
    is_provided: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(default=now)
    signed_in_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class Token(Base):
    """A bearer token, a signed-in session or an invitation; only the SHA-256 of its secret is kept.

    A session's secret changes while it lasts: `previous_digest` is that of the one before. `form_key` is what its
    forms carry. What has expired or was revoked is kept for a while, so that it is known when it is tried.
    """

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, index=True, default=new_id, server_default="")
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(100), default="", server_default="")
    scope: Mapped[str] = mapped_column(String(12), default="", server_default="")
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    previous_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    form_key: Mapped[str] = mapped_column(String(64), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    rotated_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Guess(Base):
    """Failed sign-ins for one account or from one network address, by the SHA-256 of its name."""

    __tablename__ = "guesses"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    failed_at: Mapped[datetime]


class SavedSearch(Base):
    """A search that somebody keeps in their account: its query string, and what it asks for in words."""

    __tablename__ = "saved_searches"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    query: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
