"""The one background thread: reads what waits and lets the index catch up, until told to stop."""

import logging
import threading

from ingest.recogniser import Recogniser
from ingest.worker import Worker, hold
from repository.errors import Busy
from repository.likeness_upkeep import compare_waiting
from repository.repository import Repository
from search.catching_up import catch_up
from search.index import Index

logger = logging.getLogger(__name__)

# After trouble such as a full disk: long enough not to flood the log, short enough to recover by itself.
_PAUSE_AFTER_TROUBLE_SECONDS = 5.0


class Background:
    """Runs while the service runs; at most one process per repository does the work."""

    def __init__(self, repository: Repository, index: Index) -> None:
        self._repository = repository
        self._index = index
        self._worker = Worker(repository)
        self._recogniser = Recogniser(repository)
        self._due = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to do."""
        self._due.set()

    def stop(self) -> None:
        """Finish; a file that is being read is put back to wait."""
        self._stopping.set()
        self._due.set()
        self._worker.stop()
        self._recogniser.stop()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with hold(self._repository):
                    self._work()
            except Busy:
                # Another process (such as `iscm ingest`) is the worker for now.
                self._stopping.wait(self._repository.settings.poll_seconds)
            except Exception:  # The service must outlive whatever happens here; the log tells.
                logger.exception("The background worker stumbled; it goes on")
                self._stopping.wait(_PAUSE_AFTER_TROUBLE_SECONDS)

    def _work(self) -> None:
        self._repository.database.weigh()
        while not self._stopping.is_set():
            self._due.clear()
            self._lift_embargoes()
            catch_up(self._repository, self._index)
            if self._read_what_waits():
                self._repository.database.weigh()
            # Nothing waits to be read: time for what looks alike, and for a page that waits for OCR.
            if not compare_waiting(self._repository) and not self._recogniser.run_once():
                self._due.wait(self._repository.settings.poll_seconds)

    def _read_what_waits(self) -> bool:
        """Whether there was anything."""
        came = False
        for _ in self._worker.run():
            catch_up(self._repository, self._index)
            came = True
        return came

    def _lift_embargoes(self) -> None:
        with self._repository.read() as uow:
            if not uow.embargoes.are_due():
                return
        with self._repository.write() as uow:
            lifted = uow.embargoes.lift()
            uow.commit()
        logger.info("%s documents became public: their embargo is over", lifted)
