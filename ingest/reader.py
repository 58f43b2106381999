"""One file read in child processes: once, or again without the page that stopped the first try."""

import threading
from dataclasses import replace
from pathlib import Path

from ingest.child import Bounds, Child, Crashed, Overdue
from ingest.errand import read_file
from ingest.limits import Limits
from repository.reading import Reading
from repository.settings import Settings

# Text in UTF-8 and the evidence taken from it, and what is kept of a file without any text.
_BYTES_PER_CHARACTER = 8
_BYTES_BESIDES = 50_000_000


class Reader:
    """Reads one file; `stop` ends it from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._limits = Limits.of(settings)
        self._tries = settings.read_attempts
        self._bounds = Bounds(
            seconds=settings.read_seconds,
            memory_megabytes=settings.read_memory_megabytes,
            answer_bytes=settings.read_characters * _BYTES_PER_CHARACTER + _BYTES_BESIDES,
            processor_seconds=settings.read_processor_seconds,
        )
        self._stopping = threading.Event()
        self._child: Child | None = None

    @property
    def child_pid(self) -> int | None:
        """The process that is reading just now."""
        child = self._child
        return child.pid if child else None

    def stop(self) -> None:
        """End the child; `read` raises Crashed."""
        self._stopping.set()
        if child := self._child:
            child.kill()

    def read(self, path: Path, filename: str) -> Reading:
        """The reading; raises Trouble with a sentence, Crashed where the child ended without an answer."""
        limits = self._limits
        for _ in range(self._tries - 1):
            try:
                return self._read(path, filename, limits)
            except (Crashed, Overdue) as error:
                if self._stopping.is_set() or error.page is None:
                    raise
                limits = replace(limits, skipped_pages=limits.skipped_pages | {error.page})
        return self._read(path, filename, limits)

    def _read(self, path: Path, filename: str, limits: Limits) -> Reading:
        self._child = child = Child(self._bounds, read_file, path, filename, limits)
        try:
            if self._stopping.is_set():
                child.kill()
            reading: Reading = child.answer()
        finally:
            self._child = None
        return reading
