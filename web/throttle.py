"""A brake on guessing passwords: after some failures an address has to wait."""

import time
from collections.abc import Callable
from threading import Lock

FAILURES = 5
WAIT_SECONDS = 60.0
# So that failing with ever new addresses fills no memory.
MOST_ADDRESSES = 10_000


class Throttle:
    """Failures per e-mail address, in this process; safe to use from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failed: dict[str, tuple[int, float]] = {}

    def seconds_to_wait(self, address: str) -> int:
        """How long this address has to wait before it may try again; 0 when it may."""
        with self._lock:
            count, last = self._failed.get(_key(address), (0, 0.0))
        if count < FAILURES:
            return 0
        return max(0, round(last + WAIT_SECONDS - self._clock()))

    def failed(self, address: str) -> None:
        """Remember a failure; a failure long after the others starts to count anew."""
        now = self._clock()
        with self._lock:
            count, last = self._failed.pop(_key(address), (0, now))
            self._failed[_key(address)] = (1 if now - last > 10 * WAIT_SECONDS else count + 1, now)
            while len(self._failed) > MOST_ADDRESSES:
                self._failed.pop(next(iter(self._failed)))

    def succeeded(self, address: str) -> None:
        """Forget the failures of an address."""
        with self._lock:
            self._failed.pop(_key(address), None)


def _key(address: str) -> str:
    return address.strip().casefold()[:200]
