"""The worker: takes pending files one by one through the child process and records what came of it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from filelock import FileLock, Timeout

from ingest.child import Bounds, Child, Crashed
from ingest.limits import Limits
from ingest.pipeline import read_here
from repository.access import SYSTEM
from repository.errors import Busy, Trouble
from repository.models import File
from repository.reading import Reading
from repository.repository import Repository
from repository.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

_BYTES_PER_CHARACTER = 8  # Text in UTF-8 and the evidence taken from it.


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed file, as far as reading needs it."""

    file_id: int
    digest: str
    filename: str


class Worker:
    """Reads pending files; one at a time and only for the holder of the lock (`hold`)."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        settings = repository.settings
        self._limits = Limits.of(settings)
        self._bounds = Bounds(
            seconds=settings.read_seconds,
            memory_megabytes=settings.read_memory_megabytes,
            answer_bytes=settings.read_characters * _BYTES_PER_CHARACTER + 50_000_000,
        )
        self._stopping = threading.Event()
        self._child: Child | None = None

    @property
    def child_pid(self) -> int | None:
        """The process that is reading just now."""
        child = self._child
        return child.pid if child else None

    def run_once(self) -> bool:
        """Take one pending file through to its outcome; False when there was none."""
        if self._stopping.is_set():
            return False
        with self._repository.write() as uow:
            file = uow.documents.claim(self._repository.settings.read_attempts)
            if file is None:
                return False
            job = Job(file.id, file.digest, file.filename) if file.status == "processing" else None
            if job is None:
                _note(uow, file)
            uow.commit()
        if job:
            self._work(job)
        return True

    def stop(self) -> None:
        """Read no more; a file that is being read goes back to pending."""
        self._stopping.set()
        if child := self._child:
            child.kill()

    def _work(self, job: Job) -> None:
        try:
            reading = self._read(job)
        except (Crashed, OSError, EOFError) as error:
            self._give_back(job, error)
            return
        except Trouble as error:
            self._record(job, str(error))
            return
        try:
            self._record(job, reading)
        except Exception:
            # One text that cannot be stored must not stop the others.
            log.exception("The reading of file %s could not be stored.", job.file_id)
            self._record(job, "What was read could not be stored. The original is kept; the service's log says more.")

    def _read(self, job: Job) -> Reading:
        path = self._repository.originals.path(job.digest)
        self._child = Child(self._bounds, read_here, path, job.filename, self._limits)
        try:
            if self._stopping.is_set():
                self._child.kill()
            reading: Reading = self._child.answer()
        finally:
            self._child = None
        return reading

    def _record(self, job: Job, outcome: Reading | str) -> None:
        """The outcome in one short transaction: a reading, or the sentence that says why there is none."""
        with self._repository.write() as uow:
            file = uow.session.get(File, job.file_id)
            if file is None:
                return
            if isinstance(outcome, Reading):
                uow.record(file, outcome)
            else:
                uow.documents.fail(file, outcome)
            _note(uow, file)
            uow.commit()

    def _give_back(self, job: Job, error: Exception) -> None:
        """Pending again; the attempt counts unless it was we who stopped it."""
        log.warning("Reading file %s gave no answer: %s.", job.file_id, error)
        with self._repository.write() as uow:
            uow.documents.release_claims()
            file = uow.session.get(File, job.file_id)
            if file is not None and self._stopping.is_set():
                file.attempts = max(0, file.attempts - 1)
            uow.commit()


@contextmanager
def hold(repository: Repository, wait_seconds: float = 0) -> Iterator[None]:
    """Be the one worker; raises Busy where another is. Claims that a dead worker left are pending again."""
    lock = FileLock(repository.settings.data_dir / "worker.lock")
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise Busy(
            "Another process is reading files into this repository. It will take yours too, or try again later."
        ) from None
    try:
        with repository.write() as uow:
            uow.documents.release_claims()
            uow.commit()
        yield
    finally:
        lock.release()


def _note(uow: UnitOfWork, file: File) -> None:
    after = {"file": file.public_id, "status": file.status, "reason": file.reason, "pages": file.page_count}
    uow.audit.note(SYSTEM, "read", file.document, after=after)
