"""A brake on guessing passwords, per account and per network address; it holds for all processes and restarts."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from repository.clock import now
from repository.people import Guess

# Failures that cost nothing; each further one doubles the wait. Many people may share a network address.
FREE = {"account": 5, "address": 30}
_FIRST_WAIT = timedelta(seconds=60)
# Bounded, so that nobody can lock somebody else out for long.
_LONGEST_WAIT = timedelta(minutes=15)
_FORGOTTEN = timedelta(hours=24)


class Guesses:
    """Failed sign-ins of one unit of work's session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def attempt(self, account: str, address: str) -> int:
        """Count an attempt as failed before it is looked at, so that many at once are many; `succeeded` takes it back.

        Answers the seconds to wait where it may not be looked at; then nothing was counted.
        """
        keys = _keys(account, address)
        rows = {kind: self._session.get(Guess, key) for kind, key in keys.items()}
        wait = max(_wait(row, FREE[kind]) for kind, row in rows.items())
        if wait > timedelta():
            return int(wait.total_seconds()) + 1
        for kind, key in keys.items():
            row = rows[kind] or Guess(key=key, failures=0)
            row.failures, row.failed_at = row.failures + 1, now()
            self._session.add(row)
        self._session.execute(delete(Guess).where(Guess.failed_at < now() - _FORGOTTEN))
        return 0

    def succeeded(self, account: str, address: str) -> None:
        """The password was right: the account's failures are forgotten; of the address's only this one.

        Else whoever has an account could begin anew as often as needed.
        """
        keys = _keys(account, address)
        self._session.execute(delete(Guess).where(Guess.key == keys["account"]))
        row = self._session.get(Guess, keys["address"])
        if row:
            row.failures = max(0, row.failures - 1)


def _wait(row: Guess | None, free: int) -> timedelta:
    """How long the next attempt has to wait."""
    if row is None or row.failures < free:
        return timedelta()
    pause: timedelta = min(_FIRST_WAIT * 2 ** min(row.failures - free, 10), _LONGEST_WAIT)
    return _since(row.failed_at) + pause


def _since(moment: datetime) -> timedelta:
    return min(moment, now()) - now()


def _keys(account: str, address: str) -> dict[str, str]:
    # Hashed: an address that was mistyped may be a password.
    named = {"account": account.strip().casefold()[:200], "address": address}
    return {kind: hashlib.sha256(f"{kind}:{name}".encode()).hexdigest() for kind, name in named.items()}
