"""The index on disk: opened once per commit, written by one at a time, told apart when missing or damaged."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from repository.errors import Busy
from repository.said import said
from search.damage import Damaged, noticed
from search.folders import Folders, Stamp
from search.segment import Segment
from search.snapshot import Snapshot
from search.writer import Writer, latest_commit, opened, read_commit

_LOG = logging.getLogger(__name__)
_PATIENCE_SECONDS = 60.0
_TRIES = 5
_TRY_AGAIN_SECONDS = 0.05
# The name of an empty file that says so.
_DAMAGE = "DAMAGED"
_DAMAGED = said("The search index is damaged and will be rebuilt; try again in a few moments.")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found on the disk: the folder of the version that can be read, if any, its snapshot, and a stamp."""

    folder: Path | None
    snapshot: Snapshot
    stamp: Stamp | None = None


class Index:
    """The index below one folder; one object serves all threads."""

    def __init__(self, folder: Path) -> None:
        self._folders = Folders(folder)
        self._lock = threading.Lock()
        self._opened: tuple[Path, int, Snapshot] | None = None
        self._seen = _Seen(None, Snapshot([]))
        self._damaged: Path | None = None
        self._checked: set[str] = set()

    @property
    def needs_rebuild(self) -> bool:
        """Whether there is no index that can be read; the database has all that is needed for a new one."""
        return self._look().folder is None

    def answers(self) -> bool:
        """Whether searches can be answered."""
        return not self.needs_rebuild

    def snapshot(self) -> Snapshot:
        """The index as of its last commit; empty as long as there is none that can be read."""
        return self._look().snapshot

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """A snapshot to search; Busy if its files turn out to be damaged, and empty from then on until rebuilt."""
        snapshot = self.snapshot()
        try:
            yield snapshot
        except (LookupError, ValueError, TypeError, ArithmeticError) as error:
            # Numbers that are wrong lead anywhere; only the checksums tell whether it was they.
            self._checked.clear()
            self.check()
            if self.needs_rebuild:
                raise Busy(_DAMAGED) from error
            raise

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Write to the current version; committed when left without an error. Call it inside `only_writer`."""
        folder = self._folders.current()
        if folder is None:
            raise Busy("There is no index yet; it is about to be built.")
        try:
            with Writer(folder) as writer:
                yield writer
        except Damaged as error:
            self._found_damaged(folder, error)
            raise Busy(_DAMAGED) from error

    @contextmanager
    def only_writer(self, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
        """Hold the writer's lock, shared with other processes; Busy if somebody else keeps it."""
        try:
            with FileLock(self._folders.root / "writer.lock", timeout=patience):
                yield
        except Timeout as error:
            raise Busy("Another process is writing the search index. Try again when it has finished.") from error

    def check(self) -> None:
        """Compare every segment with its checksums, each once; what is damaged is to be rebuilt from then on."""
        snapshot = self.snapshot()
        try:
            for segment in snapshot.segments:
                if segment.key not in self._checked:
                    segment.arrays.check()
                    self._checked.add(segment.key)
        except Damaged as error:
            self._found_damaged(self._folders.current(), error)

    def fresh(self) -> Path:
        """The folder of a new, empty version that is not yet the current one. Call it inside `only_writer`."""
        folder = self._folders.fresh()
        Writer.create(folder)
        return folder

    def adopt(self, folder: Path) -> None:
        """Make a version the one that answers. Call it inside `only_writer`."""
        self._folders.adopt(folder)

    def _look(self) -> _Seen:
        """What is on the disk now; a snapshot that is still the last one stays as it is."""
        seen = self._seen
        settled = seen.folder and seen.stamp and seen.stamp == self._folders.stamp(seen.folder)
        if settled and seen.snapshot.is_whole:
            return seen
        with self._lock:
            self._seen = self._found()
            return self._seen

    def _found(self) -> _Seen:
        folder = self._folders.current()
        if folder is None or folder == self._damaged or (folder / _DAMAGE).exists():
            return _Seen(None, Snapshot([]))
        # Before looking inside: what changes meanwhile has another.
        stamp = self._folders.stamp(folder)
        try:
            return self._open_patiently(folder, stamp)
        except Damaged as error:
            self._found_damaged(folder, error)
            return _Seen(None, Snapshot([]))

    def _open_patiently(self, folder: Path, stamp: Stamp | None) -> _Seen:
        for _ in range(_TRIES):
            with suppress(FileNotFoundError):
                return _Seen(folder, self._open(folder), stamp)
            # A commit removes files while they are being opened, a swap whole folders: look again.
            time.sleep(_TRY_AGAIN_SECONDS)
            folder, stamp = self._folders.current() or folder, None
        with noticed():
            return _Seen(folder, self._open(folder))

    def _open(self, folder: Path) -> Snapshot:
        with noticed(but=FileNotFoundError):
            generation = latest_commit(folder)
            if self._opened is None or self._opened[:2] != (folder, generation):
                commit = read_commit(folder)
                segments = [self._known(one) or opened(folder, one) for one in commit.segments]
                self._opened = (folder, commit.generation, Snapshot(segments))
        if not self._opened[2].is_whole:
            raise Damaged("A segment of the search index was cut short.")
        return self._opened[2]

    def _known(self, listed: Any) -> Segment | None:
        """A segment of Whoosh's list that was opened before and of which no more was deleted since."""
        before = self._opened[2].segments if self._opened else ()
        same = (segment for segment in before if segment.key == listed.segid)
        return next((segment for segment in same if segment.deleted == listed.deleted_count()), None)

    def _found_damaged(self, folder: Path | None, error: BaseException) -> None:
        _LOG.error("The search index in %s will be rebuilt. %s", folder, error)
        self._damaged = folder
        self._seen = _Seen(None, Snapshot([]))
        if folder:
            # Whoever rebuilds it may be another process, which has not come across the damage.
            with suppress(OSError):
                (folder / _DAMAGE).touch()
