"""PDF: read page by page with pypdf; pages that fail, or come out empty or garbled, are read again with pdfium."""

import struct
import zlib
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from ingest.extracted import Extracted, Hints, RawPage
from ingest.extractors.pdf_columns import Columns
from ingest.extractors.pdf_hints import first_bookmark, page_labels, title
from ingest.extractors.pdf_layout import drawn, headlines, in_reading_order
from ingest.extractors.pdf_second import SecondOpinion
from ingest.limits import Limits
from ingest.pace import PageMissed, reading_page
from ingest.text_quality import is_better, quality
from repository.errors import Unreadable

# What pypdf was seen to raise over damaged files, besides its own errors.
FAILURES = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
T = TypeVar("T")

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
        return _extracted(reader, pages, total, second, limits)


def _open(reader: PdfReader) -> PdfReader:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(PASSWORD)
    return reader


def _extracted(
    reader: PdfReader, pages: list[PageObject], total: int, second: SecondOpinion, limits: Limits
) -> Extracted:
    warnings: list[str] = []
    texts: list[RawPage] = []
    missed: set[int] = set()
    large: tuple[str, ...] = ()
    columns, labels = Columns(second.pieces), _told(reader, lambda said: page_labels(said, len(pages))) or []
    for number, page in enumerate(pages, start=1):
        try:
            with reading_page(number, limits):
                text, found, trouble = _page(page, number, second, columns)
        except PageMissed as left_out:
            # What a page did to one reader it may do to the next: it is not looked at again.
            text, found, trouble = RawPage("", "pypdf"), (), str(left_out)
            missed.add(number)
        large = large or (found if number == 1 else ())
        texts.append(replace(text, label=labels[number - 1] if number <= len(labels) else None))
        if trouble:
            warnings.append(trouble)
    if len(missed) == len(pages):
        raise Unreadable(warnings[0])
    warnings += _left_out(total, len(texts))
    if bookmark := _told(reader, first_bookmark):
        large = (*large, bookmark)
    hints = Hints(title=_told(reader, title), headlines=large)
    return Extracted(tuple(texts), hints, tuple(dict.fromkeys(warnings)), _scanned(texts, second, missed))


def _page(
    page: PageObject, number: int, second: SecondOpinion, columns: Columns
) -> tuple[RawPage, tuple[str, ...], str | None]:
    """The better of two readings, its headlines, and what to say about it."""
    try:
        layout = drawn(page)
        text, large = columns.parted(in_reading_order(layout), number), headlines(layout)
    except FAILURES:
        other = second.text(number)
        if other is None:
            return RawPage("", "pypdf"), (), f"Page {number} could not be read."
        return RawPage(other, "pdfium"), (), f"Page {number} was hard to read; its text may be incomplete."
    if quality(text) != "good":
        other = second.text(number)
        if other is not None and is_better(other, text):
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
    return Extracted(tuple(texts), Hints(), tuple(warnings), _scanned(texts, second))


def _left_out(total: int, read: int) -> list[str]:
    return [f"Only the first {read:,} of {total:,} pages were read."] if total > read else []


def _scanned(pages: list[RawPage], second: SecondOpinion, missed: Collection[int] = ()) -> tuple[int, ...]:
    """Pages whose text is missing or garbled; a blank page needs nothing."""
    lacking = [number for number, page in enumerate(pages, start=1) if quality(page.text) != "good"]
    return tuple(number for number in lacking if number not in missed and not second.is_blank(number))


def _told(reader: PdfReader, question: Callable[[PdfReader], T]) -> T | None:
    """What a file says of itself; None where asking fails."""
    try:
        return question(reader)
    except FAILURES:
        return None
