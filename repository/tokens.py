"""Secrets that stand for an account: bearer tokens, signed-in sessions, invitations; kept as their SHA-256."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, joinedload

from repository.access import SCOPES, Actor, narrowed, scope_of
from repository.clock import now
from repository.errors import Rejected, Unknown
from repository.people import Token, User

# What is over is remembered for so long, so that trying it is told apart from guessing.
_REMEMBERED = timedelta(days=30)
_LONGEST_NAME = 100


class Tokens:
    """Secrets of one unit of work's session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def issue(self, user: User, kind: str, lifetime: timedelta, scope: str = "", name: str = "") -> str:
        """A new secret (`bearer`, `session` or `invitation`) for an account, returned once.

        A bearer token without a scope reaches as far as its holder's role does now.
        """
        if scope and scope not in SCOPES:
            raise Rejected(
                "There is no scope “%(scope)s”. The scopes are: %(legal)s.", scope=scope[:40], legal=tuple(SCOPES)
            )
        self._forget()
        secret = secrets.token_urlsafe(32)
        token = Token(
            user_id=user.id,
            kind=kind,
            name=" ".join(name.split())[:_LONGEST_NAME],
            scope=(scope or scope_of(user.role)) if kind == "bearer" else "",
            digest=_digest(secret),
            form_key=secrets.token_hex(32),
            expires_at=now() + lifetime,
        )
        self._session.add(token)
        return secret

    def find(self, secret: str, kind: str) -> Token | None:
        """The token or session of a secret, also of one that is over, and of the secret a session had before."""
        digest = _digest(secret)
        query = (
            select(Token)
            .where(Token.kind == kind, or_(Token.digest == digest, Token.previous_digest == digest))
            .options(joinedload(Token.user))
        )
        return self._session.scalar(query)

    def actor(self, secret: str, kind: str) -> Actor | None:
        """Who holds this secret, unless it is unknown or over."""
        token = self.find(secret, kind)
        return holder(token) if token and not trouble(token) and token.digest == _digest(secret) else None

    def standing(self, kind: str, user: User | None = None) -> Sequence[Token]:
        """Those that can still be used, of one account or of all, the newest first."""
        query = (
            select(Token)
            .join(User)
            .where(Token.kind == kind, Token.expires_at > now(), Token.revoked_at.is_(None))
            .options(joinedload(Token.user))
            .order_by(Token.created_at.desc(), Token.id.desc())
        )
        return self._session.scalars(query.where(Token.user_id == user.id) if user else query).all()

    def used(self, token_id: int) -> None:
        """Remember that it was used just now."""
        self._session.execute(update(Token).where(Token.id == token_id).values(used_at=now()))

    def rotate(self, session: Token) -> str | None:
        """A new secret for a session, the old one remembered; None where another request was faster."""
        secret = secrets.token_urlsafe(32)
        change = (
            update(Token)
            .where(Token.id == session.id, Token.digest == session.digest, Token.revoked_at.is_(None))
            .values(digest=_digest(secret), previous_digest=session.digest, rotated_at=now(), used_at=now())
            .returning(Token.id)
        )
        return secret if self._session.execute(change).one_or_none() else None

    def revoke(self, public_id: str, kind: str, user: User | None = None) -> Token:
        """Make one worthless; raises Unknown where it is not there, is over, or is somebody else's."""
        for token in self.standing(kind, user):
            if token.public_id == public_id:
                token.revoked_at = now()
                return token
        if kind == "session":
            raise Unknown("There is no such session: “%(public_id)s”.", public_id=public_id[:40])
        raise Unknown("There is no such token: “%(public_id)s”.", public_id=public_id[:40])

    def end(self, secret: str) -> None:
        """Make the token or session of a secret worthless, if there is one; a session's secret of before will do."""
        digest = _digest(secret)
        named = or_(Token.digest == digest, Token.previous_digest == digest)
        self._session.execute(update(Token).where(named, Token.revoked_at.is_(None)).values(revoked_at=now()))

    def end_all(self, user: User, kinds: Sequence[str], but: str = "") -> int:
        """End all of an account, `but` one; answers how many."""
        ended = [token for kind in kinds for token in self.standing(kind, user) if token.public_id != but]
        for token in ended:
            token.revoked_at = now()
        return len(ended)

    def _forget(self) -> None:
        long_ago = now() - _REMEMBERED
        self._session.execute(delete(Token).where(or_(Token.expires_at < long_ago, Token.revoked_at < long_ago)))


def holder(token: Token) -> Actor:
    """Whom a token stands for: its scope leaves of the account's role what both allow."""
    user = token.user
    role = narrowed(user.role, token.scope) if token.scope else user.role
    return Actor(user.email, role, user.id, token.scope)


def trouble(token: Token) -> str:
    """Why it is worthless: revoked, expired, disabled; empty where it is not."""
    if token.revoked_at:
        return "revoked"
    if token.expires_at <= now():
        return "expired"
    return "disabled" if token.user.disabled_at else ""


def is_current(token: Token, secret: str) -> bool:
    """Whether this is the session's present secret, and not the one before."""
    return secrets.compare_digest(token.digest, _digest(secret))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
