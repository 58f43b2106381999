"""The recogniser: in idle moments, reads by OCR the pages that wait for it, one at a time."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingest.bounds import Bounds
from ingest.child import Child, Crashed
from ingest.cleaning import clean
from ingest.errand import read_file_again, recognise_page
from ingest.limits import Limits
from ingest.outside import found
from ingest.recognised import NOTHING, Recognised
from repository.access import SYSTEM
from repository.errors import Trouble
from repository.models import File, Page
from repository.reading import Reading
from repository.repository import Repository

log = logging.getLogger(__name__)

# How long to rest when nothing waited; Tesseract may be installed while the service runs.
_REST_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that waits for OCR, as far as reading it needs."""

    page_id: int
    number: int
    file_id: int
    digest: str
    filename: str
    media_type: str
    language: str | None


class Recogniser:
    """Works off the pages that need OCR; only for the holder of the worker's lock."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        settings = repository.settings
        self._bounds = Bounds(settings.read_seconds, settings.read_memory_megabytes)
        self._limits = Limits.of(settings)
        # Pages whose language pack is missing: another look comes with the next start.
        self._left: set[int] = set()
        self._rest_until = 0.0
        self._child: Child | None = None
        self._stopping = False

    def run_once(self) -> bool:
        """Read one page; False when none waits, or where Tesseract is not installed."""
        if self._stopping or time.monotonic() < self._rest_until:
            return False
        waiting = self._next() if found("tesseract") else None
        if waiting is None:
            self._rest_until = time.monotonic() + _REST_SECONDS
            return False
        try:
            self._settle(waiting, self._look(waiting))
        except (Crashed, Trouble) as error:
            if not self._stopping:
                log.warning("OCR of page %s of %s gave nothing: %s", waiting.number, waiting.filename, error)
                self._settle(waiting, NOTHING)
        return True

    def stop(self) -> None:
        """Read no more; the page that is being read waits on."""
        self._stopping = True
        if child := self._child:
            child.kill()

    def _next(self) -> Waiting | None:
        with self._repository.read() as uow:
            page = uow.text_quality.next_unread(self._left)
            if page is None:
                return None
            file = page.file
            return Waiting(
                page.id, page.number, file.id, file.digest, file.filename, file.media_type or "", file.language
            )

    def _look(self, waiting: Waiting) -> Recognised | None:
        arguments = waiting.media_type, waiting.number, self._limits, waiting.language
        read: Recognised | None = self._ask(recognise_page, waiting, *arguments)
        return read

    def _ask(self, function: Callable[..., Any], waiting: Waiting, *arguments: Any) -> Any:
        path = self._repository.originals.path(waiting.digest)
        with Child(self._bounds) as self._child:
            try:
                if self._stopping:
                    self._child.kill()
                return self._child.ask(function, path, *arguments)
            finally:
                self._child = None

    def _settle(self, waiting: Waiting, read: Recognised | None) -> None:
        """Keep the page; with the last one, the whole file is described anew."""
        if read is None:
            self._left.add(waiting.page_id)
            return
        reading = self._reading(waiting, read)
        with self._repository.write() as uow:
            file, page = uow.session.get(File, waiting.file_id), uow.session.get(Page, waiting.page_id)
            if file is None or page is None:
                return
            if reading:
                uow.record(file, reading)
                uow.audit.note(SYSTEM, "ocr", file.document, after={"file": file.public_id, "pages": file.page_count})
            else:
                _keep(page, read)
                uow.documents.touch(file.document)
            uow.commit()

    def _reading(self, waiting: Waiting, read: Recognised) -> Reading | None:
        """What the file says now that its last page was read; None while others wait."""
        with self._repository.read() as uow:
            if uow.text_quality.waiting_in(waiting.file_id, self._left) > 1:
                return None
            known = {page.number: _recognised(page) for page in uow.text_quality.looked_at(waiting.file_id)}
        known[waiting.number] = read
        try:
            reading: Reading = self._ask(read_file_again, waiting, waiting.filename, self._limits, known)
        except (Crashed, Trouble) as error:
            log.warning("%s could not be described anew after OCR: %s", waiting.filename, error)
            return None
        return reading


def _recognised(page: Page) -> Recognised:
    text = page.text if page.quality == "ocr" else ""
    return Recognised(text, page.confidence or 0.0, page.language, page.label)


def _keep(page: Page, read: Recognised) -> None:
    page.confidence, page.needs_ocr = read.confidence, False
    if text := clean(read.text):
        page.text, page.source, page.quality, page.language = text, "ocr", "ocr", read.language
