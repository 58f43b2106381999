"""Turns at what takes memory and time for everybody who asks: so many at once, so many waiting, the others later."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from repository.errors import Busy
from repository.said import mark

_LATER = mark("Many pages are being drawn just now. Try again in a few seconds.")


class Turns:
    """So many at once; so many more may wait, for so many seconds. Whoever waits keeps a thread of the service."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._turns = threading.BoundedSemaphore(at_once)
        self._seconds = seconds

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One's turn; raises Busy where too many wait already, and when it does not come in time."""
        if not self._places.acquire(blocking=False):
            raise Busy(_LATER)
        try:
            if not self._turns.acquire(timeout=self._seconds):
                raise Busy(_LATER)
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()


# All that pdfium is asked for by those who look at pages, whose children may take a gigabyte each.
PAGES = Turns(at_once=2, waiting=16, seconds=5.0)
