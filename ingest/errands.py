"""The child's side: limits first, then one errand after another, each answered once."""

import contextlib
import gc
import logging
import multiprocessing
import os
import pickle
import resource
import signal
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ingest import pace
from ingest.bounds import Bounds
from repository.errors import Trouble

_OPEN_FILES = 256
# A child that has done this many errands, or has grown by so much, makes way for a new one.
_MOST_ERRANDS = 100
_MOST_GROWN_BYTES = 250_000_000
_OBJECTS_BETWEEN_COLLECTIONS = 20_000

Answer = tuple[str, Any]


def serve(errands: Connection, bounds: Bounds) -> None:
    """Do what is asked until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the service's to handle.
    os.setpgid(0, 0)  # So that the programs it runs can be ended with it.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Garbage is collected after each errand; looking for it during one costs more than it brings.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    _limit(bounds)
    at_first, _ = _sizes()
    # Whoever asked may have gone away meanwhile.
    with contextlib.suppress(EOFError, OSError):
        for number in range(1, _MOST_ERRANDS + 1):
            function, arguments = errands.recv()
            _limit_processor(bounds)
            kind, value = _done(errands, function, arguments)
            goes_on = kind in ("value", "trouble") and number < _MOST_ERRANDS
            _send(errands, kind, value, goes_on and _sizes()[0] - at_first < _MOST_GROWN_BYTES)
            del function, arguments, value
            gc.collect()


def _done(errands: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer:
    pace.begin(lambda page: errands.send_bytes(pickle.dumps(("page", page, True))))
    try:
        return "value", function(*arguments)
    except Trouble as error:
        return "trouble", type(error)(error.sentence)
    except MemoryError:
        return "memory", None
    except Exception:
        # The one broad except: libraries raise anything over damaged files, and the service has to go on.
        return "error", traceback.format_exc()
    finally:
        pace.stop()


def _send(errands: Connection, kind: str, value: Any, goes_on: bool) -> None:
    try:
        errands.send_bytes(pickle.dumps((kind, value, goes_on)))
    except MemoryError:
        errands.send_bytes(pickle.dumps(("memory", None, False)))


def _end_with_parent() -> None:
    """A service that was killed leaves no child behind, nor a program the child runs."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os.killpg(0, signal.SIGKILL)


def _limit(bounds: Bounds) -> None:
    os.nice(5)
    _, address_space = _sizes()
    limits = {
        resource.RLIMIT_AS: address_space + bounds.memory_megabytes * 1_000_000,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        # Some systems know a limit and refuse to set it; the clock of the parent still holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _limit_processor(bounds: Bounds) -> None:
    """The processor time of the next errand, on top of what those before it took."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(spent.ru_utime + spent.ru_stime + (bounds.processor_seconds or bounds.seconds)) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _sizes() -> tuple[int, int]:
    """Bytes in memory, and bytes of address space, most of them shared with the process this one was forked from."""
    try:
        mapped, resident = Path("/proc/self/statm").read_text().split()[:2]
        return int(resident) * resource.getpagesize(), int(mapped) * resource.getpagesize()
    except (OSError, ValueError):
        return 0, 500_000_000
