"""A link that is good for once and not for long: by it the first administrator says who they are."""

import hmac
import secrets
import time
from collections.abc import Callable


class OneTimeLink:
    """Kept in memory only: it ends with the service, and a new one is printed when that starts again."""

    def __init__(self, minutes: float = 60, clock: Callable[[], float] = time.monotonic) -> None:
        self.secret = secrets.token_urlsafe(32)
        self._clock = clock
        self._ends = clock() + minutes * 60

    def opens(self, secret: str) -> bool:
        """Whether this is the link's secret, and still good."""
        return self._clock() < self._ends and hmac.compare_digest(self.secret.encode(), secret.encode())

    def use_up(self) -> None:
        """It is good no more."""
        self._ends = self._clock()
