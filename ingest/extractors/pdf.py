"""PDF: read page by page with pypdf; pages that fail, or come out empty or garbled, are read again with pdfium."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from ingest.extracted import Extracted, Hints, RawPage
from ingest.extractors.pdf_layout import drawn, headlines, in_reading_order
from ingest.extractors.pdf_second import SecondOpinion
from ingest.limits import Limits
from ingest.text_quality import letters, quality
from repository.errors import Unreadable

# What pypdf was seen to raise over damaged files, besides its own errors.
FAILURES = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
PASSWORD = "The PDF is protected by a password. Remove the password and upload it again."  # noqa: S105 - a sentence.
DAMAGED = "The PDF is damaged and no page of it can be read. Save or scan it again and send it anew."
EMPTY = "The PDF has no pages. Save it again and send it anew."


def extract(path: Path, limits: Limits) -> Extracted:
    """The text of every page; a page that no reader can read is empty and said so."""
    with path.open("rb") as stream, SecondOpinion(path) as second:
        try:
            reader = _open(PdfReader(stream))
            pages = list(reader.pages[: limits.pages])
            total = len(reader.pages)
        except FAILURES:
            return _by_second_opinion(second, limits)
        if not pages:
            if not second.page_count:
                raise Unreadable(EMPTY)
            return _by_second_opinion(second, limits)
        return _extracted(pages, total, second, _title(reader))


def _open(reader: PdfReader) -> PdfReader:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(PASSWORD)
    return reader


def _extracted(pages: list[PageObject], total: int, second: SecondOpinion, title: str | None) -> Extracted:
    warnings: list[str] = []
    texts: list[RawPage] = []
    large: tuple[str, ...] = ()
    for number, page in enumerate(pages, start=1):
        text, found, trouble = _page(page, number, second)
        large = large or (found if number == 1 else ())
        texts.append(text)
        if trouble:
            warnings.append(trouble)
    warnings += _left_out(total, len(texts))
    warnings += _without_text(texts, second)
    return Extracted(tuple(texts), Hints(title=title, headlines=large), tuple(warnings))


def _page(page: PageObject, number: int, second: SecondOpinion) -> tuple[RawPage, tuple[str, ...], str | None]:
    """The better of two readings, its headlines, and what to say about it."""
    try:
        layout = drawn(page)
        text, large = in_reading_order(layout), headlines(layout)
    except FAILURES:
        other = second.text(number)
        if other is None:
            return RawPage("", "pypdf"), (), f"Page {number} could not be read."
        return RawPage(other, "pdfium"), (), f"Page {number} was hard to read; its text may be incomplete."
    if quality(text) != "good":
        other = second.text(number)
        if other is not None and letters(other) > letters(text):
            return RawPage(other, "pdfium"), (), None
    return RawPage(text, "pypdf"), large, None


def _by_second_opinion(second: SecondOpinion, limits: Limits) -> Extracted:
    if second.needs_password:
        raise Unreadable(PASSWORD)
    if second.page_count is None:
        raise Unreadable(DAMAGED)
    if second.page_count == 0:
        raise Unreadable(EMPTY)
    texts = [RawPage(second.text(n) or "", "pdfium") for n in range(1, min(second.page_count, limits.pages) + 1)]
    warnings = ["The PDF is damaged; its text may be incomplete.", *_left_out(second.page_count, len(texts))]
    return Extracted(tuple(texts), Hints(), (*warnings, *_without_text(texts, second)))


def _left_out(total: int, read: int) -> list[str]:
    return [f"Only the first {read:,} of {total:,} pages were read."] if total > read else []


def _without_text(pages: list[RawPage], second: SecondOpinion) -> Iterator[str]:
    """Pages that are pictures; a blank page needs nothing."""
    empty = [number for number, page in enumerate(pages, start=1) if quality(page.text) == "none"]
    pictures = empty if len(empty) == len(pages) else [number for number in empty if second.has_picture(number)]
    if pictures:
        noun = "page needs" if len(pictures) == 1 else "pages need"
        yield f"No text layer: {len(pictures):,} {noun} OCR."


def _title(reader: PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except FAILURES:
        return None
    return str(title).strip() or None if title else None
