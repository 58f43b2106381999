"""Many files on their way in: taken in by one thread while others read them, and the index follows."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from rich.progress import Progress

from ingest.folder import Selection, Taken, take
from ingest.manifest import Manifest
from ingest.worker import Worker, hold
from repository.access import SYSTEM
from repository.errors import Busy
from repository.reading import Given
from repository.repository import Repository
from search.catching_up import catch_up
from search.index import Index

# A commit to the index costs more than reading a short file.
_SECONDS_BETWEEN_COMMITS = 10.0
_SECONDS_BETWEEN_LOOKS = 0.2


class Bulk:
    """One run of `iscm ingest`; `taken` grows while it runs."""

    def __init__(self, repository: Repository, progress: Progress) -> None:
        self._repository = repository
        self._index = Index(repository.settings.index_dir)
        self._progress = progress
        self._stopping = threading.Event()
        self._taken: list[Taken] = []

    def run(self, selection: Selection, given: Given, manifest: Manifest | None) -> Sequence[Taken]:
        """Take in and read all; answers what became of each file when nothing of them waits any more."""
        with ThreadPoolExecutor(1, thread_name_prefix="taking-in") as pool:
            taking = pool.submit(self._take, selection, given, manifest)
            try:
                self._read(taking)
            finally:
                self._stopping.set()
        taking.result()
        return self._taken

    def _take(self, selection: Selection, given: Given, manifest: Manifest | None) -> None:
        task = self._progress.add_task("Taking in", total=selection.file_count)
        for one in take(self._repository, selection, given, SYSTEM, manifest):
            self._taken.append(one)
            self._progress.advance(task)
            if self._stopping.is_set():
                return

    def _read(self, taking: "Future[None]") -> None:
        """Read until nothing of ours waits: ourselves, or by looking on while another worker does."""
        look = self._looking()
        while True:
            # Asked first: what is taken in after that is seen in the next round.
            all_taken = taking.done()
            try:
                with hold(self._repository):
                    self._work(look)
                done = True
            except Busy:
                done = look() == 0 and not self._is_stale()
            if all_taken and done:
                look()
                return
            time.sleep(_SECONDS_BETWEEN_LOOKS)

    def _work(self, look: Callable[[], int]) -> None:
        looked = committed = time.monotonic()
        for _ in Worker(self._repository).run():
            now = time.monotonic()
            if now - looked > _SECONDS_BETWEEN_LOOKS:
                look()
                looked = now
            if now - committed > _SECONDS_BETWEEN_COMMITS:
                catch_up(self._repository, self._index)
                committed = time.monotonic()
        catch_up(self._repository, self._index)

    def _looking(self) -> Callable[[], int]:
        task = self._progress.add_task("Reading", total=None)

        def look() -> int:
            """Show how far reading is; answers how many of our files still wait."""
            mine = {file.file_id for one in list(self._taken) if one.received for file in one.received.files}
            with self._repository.read() as uow:
                waiting = uow.documents.unfinished(mine)
            self._progress.update(task, completed=len(mine) - waiting, total=len(mine))
            return waiting

        return look

    def _is_stale(self) -> bool:
        with self._repository.read() as uow:
            return bool(uow.indexing.stale(1))
