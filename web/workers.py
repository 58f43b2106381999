"""The service in several processes on one port: each a whole application, on the same repository.

What must be one is one by locks and files that the processes share: a single one of them reads files and writes the
index (`ingest.worker.hold`), and what an address asked for is counted for all of them (`web.counting`).
"""

import gc
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from repository.settings import Settings
from web.one_time_link import OneTimeLink

if TYPE_CHECKING:
    from fastapi import FastAPI

# A process that does not answer its parent for so long hangs, and is replaced; a busy machine takes its time.
_HANGS_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Application:
    """How a process of the service makes its application; it can be sent to the process."""

    settings: Settings
    first_administrator: OneTimeLink | None

    def __call__(self) -> "FastAPI":
        """Called in the process itself."""
        threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
        return self.made()

    def made(self) -> "FastAPI":
        """The application, in this process; only here is it loaded, the parent of several does without."""
        from web.app import create_app

        app = create_app(self.settings, self.first_administrator)
        # What is loaded now stays: going through it for garbage stopped all requests for a tenth of a second at times.
        gc.collect()
        gc.freeze()
        return app


def serve(application: Application, workers: int, **options: Any) -> None:
    """Serve with so many processes, until told to stop; one that dies is replaced."""
    if workers == 1:
        uvicorn.run(application.made(), **options)
        return
    config = uvicorn.Config(
        application, factory=True, workers=workers, timeout_worker_healthcheck=_HANGS_SECONDS, **options
    )
    Multiprocess(config, sockets=[config.bind_socket()]).run()


def _end_with_parent() -> None:
    """Whoever kills the service means all of it; what was being done is taken up at the next start."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)
