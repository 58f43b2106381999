"""Functions run in a child process under limits of time and memory, so that no file can take the service along."""

import contextlib
import logging
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

from ingest.bounds import Bounds
from repository.errors import Unreadable
from repository.said import mark, said

log = logging.getLogger(__name__)

_TOO_LONG = mark(
    "Reading took longer than %(seconds)s seconds and was stopped. Split the file, or send a simpler version."
)

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["ingest.preloaded"])
_starting = threading.Lock()


class Crashed(Exception):
    """The child ended without an answer; `signal_number` says by what, `page` what it was reading."""

    def __init__(self, signal_number: int, page: int | None = None) -> None:
        super().__init__(f"ended by signal {signal_number}")
        self.signal_number = signal_number
        self.page = page


class Overdue(Unreadable):
    """The child was stopped because its time was over; `page` is what it was reading."""

    def __init__(self, bounds: Bounds, page: int | None = None) -> None:
        super().__init__(said(_TOO_LONG, seconds=f"{bounds.seconds:g}"))
        self.page = page


class Child:
    """A process that does one errand after another, until one goes wrong; `kill` ends it from any thread."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._page: int | None = None
        self._is_sound = True
        self._pipe, theirs = _CONTEXT.Pipe()
        from ingest.errands import serve  # Here, since the child's side is loaded in the child.

        self._process = _CONTEXT.Process(target=serve, args=(theirs, bounds), daemon=True)
        try:
            with _starting, _without_main_file():
                self._process.start()
        except BaseException:
            self._pipe.close()
            raise
        finally:
            theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id, for those who watch; none once the child has ended."""
        try:
            return self._process.pid
        except ValueError:  # It was closed meanwhile.
            return None

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked again."""
        try:
            return self._is_sound and self._process.is_alive()
        except ValueError:
            return False

    def ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What the function returns; raises its Trouble, Unreadable over a limit, Crashed without an answer.

        The child goes on after an answer and after Trouble, unless it has grown too much; else it is closed.
        """
        if not self.is_ready:
            raise Crashed(0)
        self._page, goes_on = None, False
        try:
            self._pipe.send((function, arguments))
            kind, value, goes_on = self._answer()
        except (EOFError, ConnectionError):
            raise self._end() from None
        except OSError:
            raise Unreadable("The text of this file is larger than can be kept. Split it and send the parts.") from None
        finally:
            if not goes_on:
                self.close()
        return _value(kind, value, self._bounds)

    def kill(self) -> None:
        """End the child at once, and the programs it runs with it."""
        with contextlib.suppress(ValueError):  # It was closed meanwhile.
            _kill_group(self._process.pid)
            self._process.kill()

    def close(self) -> None:
        """End the child and wait until it is gone."""
        self._is_sound = False
        self.kill()
        with contextlib.suppress(ValueError):
            self._process.join()
            self._process.close()
        self._pipe.close()

    def _answer(self) -> tuple[str, Any, bool]:
        """What comes before the answer says at which page the child is."""
        until = time.monotonic() + self._bounds.seconds
        while self._pipe.poll(max(0.0, until - time.monotonic())):
            kind, value, goes_on = pickle.loads(self._pipe.recv_bytes(self._bounds.answer_bytes))  # noqa: S301 - from our own child.
            if kind != "page":
                return kind, value, goes_on
            self._page = value or None
        raise Overdue(self._bounds, self._page)

    def _end(self) -> Exception:
        self._process.join(5)
        code = self._process.exitcode or 0
        return Overdue(self._bounds, self._page) if -code == signal.SIGXCPU else Crashed(-code, self._page)


def asked(bounds: Bounds, function: Callable[..., Any], *arguments: Any) -> Any:
    """One errand in a child of its own."""
    with Child(bounds) as child:
        return child.ask(function, *arguments)


def _kill_group(leader: int | None) -> None:
    # No such group yet, where the child has not come to making one; or no more.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if leader:
            os.killpg(leader, signal.SIGKILL)


def _value(kind: str, value: Any, bounds: Bounds) -> Any:
    if kind == "value":
        return value
    if kind == "trouble":
        raise value
    if kind == "memory":
        raise Unreadable(
            "Reading needed more than %(megabytes)s MB of memory and was stopped. Split the file, or send a "
            "simpler version.",
            megabytes=bounds.memory_megabytes,
        )
    log.error("A file could not be read:\n%s", value)
    raise Unreadable(
        "The file could not be read: its inside is not as its format asks. Save it again and send it anew."
    )


@contextlib.contextmanager
def _without_main_file() -> Iterator[None]:
    # multiprocessing would import the program that runs us, the whole web application, in every child.
    main = sys.modules["__main__"]
    path = main.__dict__.pop("__file__", None) if getattr(main, "__spec__", None) is None else None
    try:
        yield
    finally:
        if path is not None:
            main.__file__ = path
