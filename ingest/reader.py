"""Files read in a child process, one after the other: each once, or again without the page that stopped it."""

import threading
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.bounds import Bounds
from ingest.child import Child, Crashed, Overdue
from ingest.errand import read_file
from ingest.limits import Limits
from repository.reading import Reading
from repository.settings import Settings

# Text in UTF-8 and the evidence taken from it, and what is kept of a file without any text.
_BYTES_PER_CHARACTER = 8
_BYTES_BESIDES = 50_000_000


class Reader:
    """Reads files, one at a time; the child it has is used again as long as nothing goes wrong in it.

    `stop` ends it from any thread.
    """

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
        self._is_reading = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def child_pid(self) -> int | None:
        """The process that is reading just now."""
        child = self._child
        return child.pid if child and self._is_reading else None

    def close(self) -> None:
        """End the child that waits for the next file."""
        if child := self._child:
            child.close()

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
        if self._child is None or not self._child.is_ready:
            self.close()
            self._child = Child(self._bounds)
        self._is_reading = True
        try:
            if self._stopping.is_set():
                self._child.kill()
            reading: Reading = self._child.ask(read_file, path, filename, limits)
        finally:
            self._is_reading = False
        return reading
