"""Accounts: who may sign in, with which role; passwords are kept as Argon2 hashes, secrets as their SHA-256."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository import passwords
from repository.access import ROLES
from repository.clock import now
from repository.errors import Conflict, Rejected, Unknown
from repository.people import User
from repository.tokens import Tokens


class Accounts:
    """Users of one unit of work's session."""

    def __init__(self, session: Session, tokens: Tokens) -> None:
        self._session = session
        self._tokens = tokens

    def add(self, email: str, role: str, password: str | None = None) -> User:
        """Add an account, without a password one that nobody can sign in to yet.

        Raises Rejected for an unusable address, role or password, Conflict if it exists.
        """
        email = _address(email)
        _check_role(role)
        if password is not None:
            passwords.check(password, email)
        if self.by_email(email):
            raise Conflict("There is already an account for %(email)s.", email=email)
        user = User(email=email, role=role, password_hash=passwords.hashed(password) if password is not None else "")
        self._session.add(user)
        self._session.flush()
        return user

    def by_email(self, email: str) -> User | None:
        """The account of an address."""
        return self._session.scalar(select(User).where(User.email == email.strip().casefold()))

    def get(self, email: str) -> User:
        """The account of an address; raises Unknown where there is none."""
        user = self.by_email(email)
        if not user:
            raise Unknown(
                "There is no account for %(email)s. Add one with: iscm user add %(email)s --role contributor",
                email=email,
            )
        return user

    def by_subject(self, subject: str) -> User | None:
        """The account that signs in at the identity provider under this name."""
        return self._session.scalar(select(User).where(User.subject == subject))

    def all(self) -> Sequence[User]:
        """Every account, by address."""
        return self._session.scalars(select(User).order_by(User.email)).all()

    def count(self) -> int:
        """How many accounts there are."""
        return self._session.scalar(select(func.count(User.id))) or 0

    def verify(self, email: str, password: str) -> User | None:
        """The account whose password this is, else nothing; takes the same time either way."""
        user = self.by_email(email)
        is_right = passwords.is_right(password, user.password_hash if user else "")
        return user if user and is_right and not user.disabled_at else None

    def issue(self, email: str, kind: str, lifetime: timedelta, scope: str = "", name: str = "") -> str:
        """A new secret of an account, see `Tokens.issue`; raises Unknown where there is no such account."""
        return self._tokens.issue(self.get(email), kind, lifetime, scope, name)

    def set_password(self, user: User, password_hash: str) -> None:
        """Another password, checked and hashed by the caller outside of the write lock; ends all sessions."""
        user.password_hash = password_hash
        self._tokens.end_all(user, ("session", "invitation"))

    def set_role(self, user: User, role: str) -> str:
        """Another role; answers the one before. Raises Conflict where no administrator would be left."""
        _check_role(role)
        before = user.role
        if role != "administrator":
            self._leave_an_administrator(user)
        user.role = role
        return before

    def disable(self, user: User) -> None:
        """Nobody can sign in to it or use its tokens any more; what it did stays. Raises Conflict as above."""
        self._leave_an_administrator(user)
        user.disabled_at = user.disabled_at or now()
        self._tokens.end_all(user, ("session", "invitation"))

    def enable(self, user: User) -> None:
        """Undo `disable`."""
        user.disabled_at = None

    def _leave_an_administrator(self, user: User) -> None:
        others = select(func.count(User.id)).where(
            User.role == "administrator", User.disabled_at.is_(None), User.id != user.id
        )
        if user.role == "administrator" and not user.disabled_at and not self._session.scalar(others):
            raise Conflict("This is the last administrator. Make somebody else an administrator first.")


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise Rejected("There is no role “%(role)s”. The roles are: %(legal)s.", role=role[:40], legal=ROLES)


def _address(email: str) -> str:
    address = email.strip().casefold()
    name, _, host = address.rpartition("@")
    is_plain = address.isprintable() and not any(character.isspace() for character in address)
    if not name or "." not in host or not is_plain or len(address) > 200:
        raise Rejected("“%(email)s” is not an e-mail address.", email=email[:60])
    return address
