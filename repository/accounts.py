"""Accounts: passwords hashed with Argon2, bearer tokens and sessions kept as their SHA-256."""

import hashlib
import secrets
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from repository.access import ROLES, Actor
from repository.clock import now
from repository.errors import Conflict, Rejected, Unknown
from repository.models import Token, User

_HASHER = PasswordHasher()
_SHORTEST_PASSWORD = 10


class Accounts:
    """Users and tokens of one unit of work's session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, email: str, role: str, password: str) -> User:
        """Add an account; raises Rejected for an unusable address, role or password, Conflict if it exists."""
        email = _address(email)
        if role not in ROLES:
            raise Rejected(f"There is no role “{role}”. The roles are: {', '.join(ROLES)}.")
        if len(password) < _SHORTEST_PASSWORD:
            raise Rejected(f"The password is too short: it needs at least {_SHORTEST_PASSWORD} characters.")
        if self.by_email(email):
            raise Conflict(f"There is already an account for {email}.")
        user = User(email=email, role=role, password_hash=_HASHER.hash(password))
        self._session.add(user)
        self._session.flush()
        return user

    def by_email(self, email: str) -> User | None:
        """The account of an address."""
        return self._session.scalar(select(User).where(User.email == email.strip().casefold()))

    def count(self) -> int:
        """How many accounts there are."""
        return self._session.scalar(select(func.count(User.id))) or 0

    def verify(self, email: str, password: str) -> User | None:
        """The account whose password this is, else nothing; takes the same time either way."""
        user = self.by_email(email)
        try:
            _HASHER.verify(user.password_hash if user else _nobody(), password)
        except (VerificationError, InvalidHashError):
            return None
        return user if user and not user.disabled_at else None

    def issue(self, email: str, kind: str, lifetime: timedelta) -> str:
        """A new token (`bearer` or `session`) for an account: returned once, kept as its SHA-256."""
        user = self.by_email(email)
        if not user:
            raise Unknown(f"There is no account for {email}. Add one with: iscm user add {email} --role contributor")
        secret = secrets.token_urlsafe(32)
        expires = now() + lifetime
        self._session.add(Token(user_id=user.id, kind=kind, digest=_digest(secret), expires_at=expires))
        return secret

    def actor(self, secret: str, kind: str) -> Actor | None:
        """Who holds this token, unless it is unknown, expired or the account is disabled."""
        query = select(Token).where(Token.digest == _digest(secret), Token.kind == kind, Token.expires_at > now())
        token = self._session.scalar(query)
        if not token or token.user.disabled_at:
            return None
        return Actor(token.user.email, token.user.role, token.user.id)

    def revoke(self, secret: str) -> None:
        """Make a token worthless, and drop those that have expired."""
        self._session.execute(delete(Token).where(Token.digest == _digest(secret)))
        self._session.execute(delete(Token).where(Token.expires_at < now()))


def _address(email: str) -> str:
    address = email.strip().casefold()
    name, _, host = address.rpartition("@")
    if not name or "." not in host or any(character.isspace() for character in address):
        raise Rejected(f"“{email}” is not an e-mail address.")
    return address


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _nobody() -> str:
    """Compared when there is no such account, so that the answer takes as long either way."""
    return _HASHER.hash(secrets.token_hex(16))
