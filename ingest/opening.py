"""What was sent, opened far enough to tell its type and to take a parcel apart: in a child process, under limits."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from ingest.bounds import Bounds
from ingest.child import Child, Crashed
from ingest.limits import Limits
from ingest.media_type import may_hold_files, media_type_of
from ingest.unpacking import Opened, Unpacked, open_here
from repository.errors import Unreadable, Unsupported
from repository.originals import bounded
from repository.said import said
from repository.settings import Settings

__all__ = ["Opened", "Unpacked", "opened"]

_BOUNDS = Bounds(seconds=60, memory_megabytes=1024, answer_bytes=10_000_000, processor_seconds=60)
_HEAD = 8192
_AT_ONCE = 2
OUT_OF_BOUNDS = said(
    "The file could not be opened within the limits of time and memory. Save it again, or send the documents "
    "in it by themselves. Nothing was kept."
)

# Children that wait for the next file; a place without one gets it when it is first needed.
_places: SimpleQueue[Child | None] = SimpleQueue()
for _ in range(_AT_ONCE):
    _places.put(None)


@contextmanager
def opened(stream: BinaryIO, name: str, settings: Settings) -> Iterator[Opened | None]:
    """The files of a parcel, on disk while the context lasts; None where what was sent is a document itself.

    Raises Unsupported where it is neither, TooLarge over the limit; leaves the stream at its beginning.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if not may_hold_files(head, name):
        if head:  # An empty file is refused by the originals, with a sentence of its own.
            media_type_of(stream, name)
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="iscm-") as folder:
        path = _copied(stream, Path(folder), settings.upload_bytes)
        found = _asked(open_here, path, name, Path(folder), Limits.of(settings).unpacked_bytes)
        path.unlink()
        yield found


def _copied(stream: BinaryIO, folder: Path, limit_bytes: int) -> Path:
    path = folder / "sent"
    with path.open("wb") as copy:
        copy.writelines(bounded(stream, limit_bytes))
    stream.seek(0)
    return path


def _asked(function: Any, *arguments: Any) -> Opened | None:
    """Ask one of a few children; whoever comes while all are busy waits for the first that is free."""
    child = _places.get()
    try:
        if child is None or not child.is_ready:
            child = Child(_BOUNDS)
        found: Opened | None = child.ask(function, *arguments)
    except (Crashed, Unreadable) as error:
        raise Unsupported(OUT_OF_BOUNDS) from error
    finally:
        _places.put(child)
    return found
