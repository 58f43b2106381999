"""The folders of the index: numbered versions side by side, one of them current; a swap is one rename."""

import os
import shutil
import time
from pathlib import Path

from search.schema import VERSION

_POINTER = "CURRENT"
_SCHEMA = "SCHEMA"
# Nanoseconds; on the coarsest file systems.
_LONGEST_STEP = 2 * 10**9

Stamp = tuple[int, int, int]


class Folders:
    """Versions of the index below one folder. Only the holder of the writer's lock makes, adopts or removes any."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def current(self) -> Path | None:
        """The version that answers; nothing if there is none, or it was written under another schema."""
        try:
            name = (self.root / _POINTER).read_text().strip()
            folder = self.root / name
            return folder if name and (folder / _SCHEMA).read_text() == str(VERSION) else None
        except (OSError, UnicodeDecodeError):
            return None

    def stamp(self, folder: Path) -> Stamp | None:
        """Something else after every swap, and every commit to the folder; nothing if either was just now.

        Times of files come in steps: of two changes within one the second would not show.
        """
        try:
            pointer, inside = (self.root / _POINTER).stat(), folder.stat()
        except OSError:
            return None
        settled = time.time_ns() - max(pointer.st_mtime_ns, inside.st_mtime_ns) > _LONGEST_STEP
        return (pointer.st_ino, pointer.st_mtime_ns, inside.st_mtime_ns) if settled else None

    def fresh(self) -> Path:
        """A new empty version, not yet current, under a number that was never used by one that is still there."""
        numbers = [int(folder.name) for folder in self.root.iterdir() if folder.name.isdigit()]
        folder = self.root / f"{max(numbers, default=0) + 1:04}"
        folder.mkdir()
        (folder / _SCHEMA).write_text(str(VERSION))
        return folder

    def adopt(self, folder: Path) -> None:
        """Make a version the current one, and keep only the one before besides: some may still be reading it."""
        before = self.current()
        sync(folder)
        pointer = self.root / f"{_POINTER}.new"
        pointer.write_text(folder.name)
        sync_path(pointer)
        pointer.replace(self.root / _POINTER)
        sync_path(self.root)
        for other in self.root.iterdir():
            if other.is_dir() and other not in (folder, before):
                shutil.rmtree(other, ignore_errors=True)


def sync(folder: Path) -> None:
    """See to it that a version is on the disk: the database will soon say that it is indexed."""
    for path in folder.iterdir():
        if path.is_file():
            sync_path(path)
    sync_path(folder)


def sync_path(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
