"""Page by page: no page takes the time of all, and whoever waits outside knows which page is being read."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from ingest.limits import Limits
from repository.said import said

# What is left over is for describing and tagging what was read.
_SHARE_OF_EXTRACTION = 0.7
_LARGEST_SHARE_OF_A_PAGE = 0.25
# A library that swallows the first alarm gets another one.
_ALARM_AGAIN_SECONDS = 1.0


class PageMissed(Exception):
    """This page cannot be read within the limits; the message says why, for the warnings."""


class _TimeIsUp(BaseException):
    """Raised wherever a page is being read; no `except Exception` of a library may keep it."""


class _Clock:
    """When this process began to read, and whom to tell at which page it is."""

    def __init__(self) -> None:
        self.tell: Callable[[int], None] | None = None
        self.began = time.monotonic()
        self.over_at: int | None = None


_clock = _Clock()


def begin(tell: Callable[[int], None]) -> None:
    """The reading begins now; `tell` is called with the number of each page that is begun, and with 0 after it."""
    _clock.tell, _clock.began, _clock.over_at = tell, time.monotonic(), None


def stop() -> None:
    """Nobody waits any more."""
    _clock.tell = None


@contextmanager
def reading_page(number: int, limits: Limits) -> Iterator[None]:
    """Read one page inside; raises PageMissed where it is to be skipped or takes too much time or memory."""
    seconds = _seconds_for_a_page(number, limits)
    if _clock.tell:
        _clock.tell(number)
    try:
        with _alarm(seconds):
            yield
    except _TimeIsUp:
        raise PageMissed(
            said(
                "Page %(page)s could not be read: it took longer than %(seconds)s seconds.",
                page=str(number),
                seconds=round(max(seconds, 1)),
            )
        ) from None
    except MemoryError:
        raise PageMissed(
            said("Page %(page)s could not be read: it needs more memory than is allowed.", page=str(number))
        ) from None
    finally:
        if _clock.tell:
            _clock.tell(0)


def _seconds_for_a_page(number: int, limits: Limits) -> float:
    if number in limits.skipped_pages:
        raise PageMissed(said("Page %(page)s could not be read: reading it did not end.", page=str(number)))
    if _clock.tell is None:
        return limits.seconds
    left = _SHARE_OF_EXTRACTION * limits.seconds - (time.monotonic() - _clock.began)
    if left <= 0:
        # The same sentence for all that follow, so that it is said once.
        _clock.over_at = _clock.over_at or number
        raise PageMissed(
            said(
                "Page %(page)s and those after it were not read: the time for this file (%(seconds)s seconds) was "
                "over.",
                page=str(_clock.over_at),
                seconds=f"{limits.seconds:g}",
            )
        )
    return min(left, _LARGEST_SHARE_OF_A_PAGE * limits.seconds)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises _TimeIsUp inside after some seconds; signals reach only the main thread, elsewhere nothing rings."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _ALARM_AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _TimeIsUp
