"""The worker: takes pending files, several at once, through child processes and records what came of each."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from filelock import FileLock, Timeout

from ingest.child import Crashed
from ingest.reader import Reader
from repository.access import SYSTEM
from repository.errors import Busy, Trouble
from repository.models import File
from repository.reading import Reading
from repository.repository import Repository
from repository.said import said
from repository.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

_NOT_STORED = said("What was read could not be stored. The original is kept; the service's log says more.")


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed file, as far as reading needs it."""

    file_id: int
    digest: str
    filename: str


class Worker:
    """Reads pending files, as many at once as the settings say, and only for the holder of the lock (`hold`)."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._stopping = threading.Event()
        self._ending = threading.Event()
        self._outcome = threading.Event()
        self._claiming = threading.Lock()
        self._readers: set[Reader] = set()

    @property
    def child_pids(self) -> list[int]:
        """The processes that are reading just now."""
        return [pid for reader in list(self._readers) if (pid := reader.child_pid)]

    def run(self) -> Iterator[None]:
        """Read all that waits; hands over after each outcome, and now and then while there is none."""
        readers, pause = self._repository.settings.readers, self._repository.settings.poll_seconds
        at_work: set[Future[None]] = set()
        self._ending.clear()
        with ThreadPoolExecutor(readers, thread_name_prefix="reader") as pool:
            try:
                while True:
                    # A reader that found nothing has gone home; what arrived since must not wait for the busy ones.
                    at_work |= {pool.submit(self._read_on) for _ in range(readers - len(at_work))}
                    self._outcome.wait(pause)
                    self._outcome.clear()
                    gone = {reader for reader in at_work if reader.done()}
                    for reader in gone:
                        reader.result()
                    at_work -= gone
                    if not at_work:
                        return
                    yield
            except (GeneratorExit, KeyboardInterrupt):
                # Whoever listened has gone: give back what is being read, rather than wait for it.
                self.stop()
                raise
            finally:
                self._ending.set()

    def run_once(self) -> bool:
        """Take one pending file through to its outcome; False when there was none."""
        job = self._claim()
        if job:
            with self._reader() as reader:
                self._work(job, reader)
        return job is not None

    def stop(self) -> None:
        """Read no more; files that are being read go back to pending."""
        self._stopping.set()
        for reader in list(self._readers):
            reader.stop()

    def _read_on(self) -> None:
        """One reader: file after file until none waits."""
        try:
            with self._reader() as reader:
                while not self._ending.is_set() and (job := self._claim()):
                    self._work(job, reader)
                    self._outcome.set()
        finally:
            if not self._readers:
                self._outcome.set()

    @contextmanager
    def _reader(self) -> Iterator[Reader]:
        """A reader for file after file, which `stop` reaches."""
        with Reader(self._repository.settings) as reader:
            self._readers.add(reader)
            try:
                yield reader
            finally:
                self._readers.discard(reader)

    def _claim(self) -> Job | None:
        """The next file to read; one that was tried too often is failed on the way."""
        while not self._stopping.is_set():
            # A database with many writers would give two readers the same file.
            with self._claiming, self._repository.write() as uow:
                file = uow.documents.claim(self._repository.settings.read_attempts)
                if file is None:
                    return None
                job = Job(file.id, file.digest, file.filename) if file.status == "processing" else None
                if job is None:
                    _note(uow, file)
                uow.commit()
            if job:
                return job
        return None

    def _work(self, job: Job, reader: Reader) -> None:
        try:
            reading = self._read(job, reader)
        except (Crashed, OSError, EOFError) as error:
            self._give_back(job, error)
            return
        except Trouble as error:
            self._record(job, error.sentence)
            return
        try:
            self._record(job, reading)
        except Exception:
            # One text that cannot be stored must not stop the others.
            log.exception("The reading of file %s could not be stored.", job.file_id)
            self._record(
                job, said("What was read could not be stored. The original is kept; the service's log says more.")
            )

    def _read(self, job: Job, reader: Reader) -> Reading:
        # Stopped after the file was claimed, and before the reader was there to be told.
        if self._stopping.is_set():
            reader.stop()
        return reader.read(self._repository.originals.path(job.digest), job.filename)

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
            file = uow.session.get(File, job.file_id)
            if file is None:
                return
            uow.documents.release(file)
            if self._stopping.is_set():
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
        repository.originals.tidy()
        yield
    finally:
        lock.release()


def _note(uow: UnitOfWork, file: File) -> None:
    after = {"file": file.public_id, "status": file.status, "reason": file.reason, "pages": file.page_count}
    uow.audit.note(SYSTEM, "read", file.document, after=after)
