"""A function run in a child process under limits of time and memory, so that no file can take the service along."""

import contextlib
import logging
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ingest import pace
from repository.errors import Trouble, Unreadable

log = logging.getLogger(__name__)

_OPEN_FILES = 256
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

    def __init__(self, bounds: "Bounds", page: int | None = None) -> None:
        super().__init__(
            f"Reading took longer than {bounds.seconds:g} seconds and was stopped. "
            "Split the file, or send a simpler version."
        )
        self.page = page


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may take."""

    seconds: float
    memory_megabytes: int
    answer_bytes: int = 200_000_000
    processor_seconds: float | None = None


class Child:
    """One call in one child process; `answer` waits for it, `kill` ends it from any thread."""

    def __init__(self, bounds: Bounds, function: Callable[..., Any], *arguments: Any) -> None:
        self._bounds = bounds
        self._page: int | None = None
        self._answers, theirs = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, bounds, function, arguments), daemon=True)
        try:
            with _starting, _without_main_file():
                self._process.start()
        except BaseException:
            self._answers.close()
            raise
        finally:
            theirs.close()

    @property
    def pid(self) -> int | None:
        """The process id, for those who watch; none once the child has ended."""
        try:
            return self._process.pid
        except ValueError:  # It was closed meanwhile.
            return None

    def kill(self) -> None:
        """End the child at once, and the programs it runs with it."""
        with contextlib.suppress(ValueError):  # It was closed meanwhile.
            _kill_group(self._process.pid)
            self._process.kill()

    def answer(self) -> Any:
        """What the function returned; raises its Trouble, Unreadable over a limit, Crashed without an answer."""
        try:
            kind, value = self._last_message()
        except EOFError:
            raise self._end() from None
        except OSError:
            raise Unreadable("The text of this file is larger than can be kept. Split it and send the parts.") from None
        finally:
            self._close()
        return _value(kind, value, self._bounds)

    def _last_message(self) -> tuple[str, Any]:
        """The answer; what comes before it says at which page the child is."""
        until = time.monotonic() + self._bounds.seconds
        while self._answers.poll(max(0.0, until - time.monotonic())):
            kind, value = pickle.loads(self._answers.recv_bytes(self._bounds.answer_bytes))  # noqa: S301 - from our own child.
            if kind != "page":
                return kind, value
            self._page = value or None
        raise Overdue(self._bounds, self._page)

    def _end(self) -> Exception:
        self._process.join(5)
        code = self._process.exitcode or 0
        return Overdue(self._bounds, self._page) if -code == signal.SIGXCPU else Crashed(-code, self._page)

    def _close(self) -> None:
        self.kill()
        self._process.join()
        self._process.close()
        self._answers.close()


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
            f"Reading needed more than {bounds.memory_megabytes:,} MB of memory and was stopped. "
            "Split the file, or send a simpler version."
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


def _serve(answers: Connection, bounds: Bounds, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """The child's side: limits first, then the call, then one answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the service's to handle.
    os.setpgid(0, 0)  # So that the programs it runs can be ended with it.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit(bounds)
    pace.begin(lambda page: answers.send_bytes(pickle.dumps(("page", page))))
    try:
        answer: tuple[str, Any] = "value", function(*arguments)
    except Trouble as error:
        answer = "trouble", type(error)(str(error))
    except MemoryError:
        answer = "memory", None
    except Exception:
        # The one broad except: libraries raise anything over damaged files, and the service has to go on.
        answer = "error", traceback.format_exc()
    try:
        answers.send_bytes(pickle.dumps(answer))
    except MemoryError:
        answers.send_bytes(pickle.dumps(("memory", None)))


def _end_with_parent() -> None:
    """A service that was killed leaves no child behind, nor a program the child runs."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.killpg(0, signal.SIGKILL)


def _limit(bounds: Bounds) -> None:
    os.nice(5)
    processor_seconds = int(bounds.processor_seconds or bounds.seconds) + 1
    limits = {
        resource.RLIMIT_AS: _address_space() + bounds.memory_megabytes * 1_000_000,
        resource.RLIMIT_CPU: processor_seconds,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        # Some systems know a limit and refuse to set it; the clock of the parent still holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _address_space() -> int:
    """Bytes that the process has mapped already, most of them shared with the process it was forked from."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 500_000_000
