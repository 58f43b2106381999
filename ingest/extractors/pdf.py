"""PDF: read page by page with pypdf; pages that fail, or come out empty or garbled, are read again with pdfium."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from ingest.extracted import Extracted, Hints, RawPage
from ingest.extractors.pdf_columns import in_columns
from ingest.extractors.pdf_fonts import fonts_kept
from ingest.extractors.pdf_hints import first_bookmark, page_labels, title
from ingest.extractors.pdf_layout import drawn, headlines, in_reading_order
from ingest.extractors.pdf_second import SecondOpinion
from ingest.limits import Limits
from ingest.pace import PageMissed, reading_page
from ingest.text_quality import is_better, quality
from repository.errors import Unreadable
from repository.said import said

# What pypdf was seen to raise over damaged files, besides its own errors.
FAILURES = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
T = TypeVar("T")

PASSWORD = said("The PDF is protected by a password. Remove the password and upload it again.")
DAMAGED = said("The PDF is damaged and no page of it can be read. Save or scan it again and send it anew.")
EMPTY = said("The PDF has no pages. Save it again and send it anew.")


def extract(path: Path, limits: Limits) -> Extracted:
    """The text of every page; a page that no reader can read is empty and said so."""
    with path.open("rb") as stream, SecondOpinion(path) as second, fonts_kept():
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
    read = [_within_limits(page, number, second, limits) for number, page in enumerate(pages, start=1)]
    if all(page.is_missed for page in read):
        raise Unreadable(str(read[0].trouble))
    labels = _told(reader, lambda said: page_labels(said, len(pages))) or []
    texts = tuple(replace(page.raw, label=label) for page, label in zip_longest(read, labels[: len(read)]))
    troubles = [page.trouble for page in read if page.trouble]
    large, bookmark = read[0].headlines, _told(reader, first_bookmark)
    hints = Hints(title=_told(reader, title), headlines=(*large, bookmark) if bookmark else large)
    lacking = [number for number, page in enumerate(read, start=1) if not page.is_good and not page.is_missed]
    return Extracted(
        texts, hints, tuple(dict.fromkeys([*troubles, *_left_out(total, len(texts))])), _scanned(lacking, second)
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """One page: the better of two readings, its headlines, what to say about it, and whether the text is good."""

    raw: RawPage
    headlines: tuple[str, ...] = ()
    trouble: str | None = None
    is_good: bool = False
    is_missed: bool = False


def _within_limits(page: PageObject, number: int, second: SecondOpinion, limits: Limits) -> _Read:
    try:
        with reading_page(number, limits):
            return _page(page, number, second)
    except PageMissed as left_out:
        # What a page did to one reader it may do to the next: it is not looked at again.
        return _Read(RawPage("", "pypdf"), trouble=str(left_out), is_missed=True)


def _page(page: PageObject, number: int, second: SecondOpinion) -> _Read:
    try:
        layout = drawn(page)
        text = in_reading_order(layout)
        if layout.may_have_columns:
            text = in_columns(text, second.pieces(number))
        # Only those of the first page are asked for.
        large = headlines(layout) if number == 1 else ()
    except FAILURES:
        return _failed(number, second)
    found = quality(text)
    if found != "good" and (other := second.text(number)) is not None and is_better(other, text):
        return _Read(RawPage(other, "pdfium"), is_good=quality(other) == "good")
    return _Read(RawPage(text, "pypdf"), large, is_good=found == "good")


def _failed(number: int, second: SecondOpinion) -> _Read:
    """What the second opinion has to say of a page that pypdf could not read."""
    other = second.text(number)
    if other is None:
        return _Read(RawPage("", "pypdf"), trouble=said("Page %(page)s could not be read.", page=str(number)))
    trouble = said("Page %(page)s was hard to read; its text may be incomplete.", page=str(number))
    return _Read(RawPage(other, "pdfium"), trouble=trouble, is_good=quality(other) == "good")


def _by_second_opinion(second: SecondOpinion, limits: Limits) -> Extracted:
    if second.needs_password:
        raise Unreadable(PASSWORD)
    if second.page_count is None:
        raise Unreadable(DAMAGED)
    if second.page_count == 0:
        raise Unreadable(EMPTY)
    texts = [RawPage(second.text(n) or "", "pdfium") for n in range(1, min(second.page_count, limits.pages) + 1)]
    warnings = [said("The PDF is damaged; its text may be incomplete."), *_left_out(second.page_count, len(texts))]
    lacking = [number for number, page in enumerate(texts, start=1) if quality(page.text) != "good"]
    return Extracted(tuple(texts), Hints(), tuple(warnings), _scanned(lacking, second))


def _left_out(total: int, read: int) -> list[str]:
    return (
        [said("Only the first %(read)s of %(total)s pages were read.", read=read, total=total)] if total > read else []
    )


def _scanned(lacking: list[int], second: SecondOpinion) -> tuple[int, ...]:
    """Of the pages whose text is missing or garbled, those that show something; a blank page needs nothing."""
    return tuple(number for number in lacking if not second.is_blank(number))


def _told(reader: PdfReader, question: Callable[[PdfReader], T]) -> T | None:
    """What a file says of itself; None where asking fails."""
    try:
        return question(reader)
    except FAILURES:
        return None
