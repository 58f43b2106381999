"""Where the words of a PDF page stand on it, and how large its pages are, asked of pdfium in a child process."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.bounds import Bounds
from ingest.child import Crashed, asked
from ingest.turns import PAGES
from repository.errors import Busy, Trouble

_BOUNDS = Bounds(seconds=10, memory_megabytes=1024, answer_bytes=20_000_000)
# A page with more characters, as hostile files have, is marked as far as this.
_MOST_CHARACTERS = 40_000
# A book's later pages are taken to be as large as its last measured one.
_MOST_SIZES = 2_000
_A4 = (595.0, 842.0)
# What pdfium gives for a hyphen at the end of a line, and for nothing.
_UNSEEN = "\x00\x02\ufffe\uffff"
# The latest pages and files that were asked for, a few kilobytes each.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a page and its box, in shares of the page's width and height from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def page_words(path: Path, page_number: int) -> tuple[PlacedWord, ...]:
    """The words of a page, counted from 1, in the order of the file; none where the page has no text of its own."""
    try:
        return _kept_words(path, page_number)
    except Busy:
        # Marks on the picture are a help; a page that has none is read all the same.
        return ()


def page_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    """Width and height of the pages in points; a page beyond the last given has the size of the last."""
    try:
        return _kept_sizes(path)
    except Busy:
        return (_A4,)


# What was not told for want of a turn is not kept: it is asked for again.
@lru_cache(_KEPT)
def _kept_words(path: Path, page_number: int) -> tuple[PlacedWord, ...]:
    with PAGES.turn(), suppress(Crashed, Trouble):
        words: tuple[PlacedWord, ...] = asked(_BOUNDS, read_words, path, page_number)
        return words
    return ()


@lru_cache(_KEPT)
def _kept_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    with PAGES.turn(), suppress(Crashed, Trouble):
        sizes: tuple[tuple[float, float], ...] = asked(_BOUNDS, read_sizes, path)
        return sizes or (_A4,)
    return (_A4,)


def read_words(path: Path, page_number: int) -> tuple[PlacedWord, ...]:
    """The child's side of `page_words`."""
    try:
        with pdfium.PdfDocument(path) as document:
            return tuple(_words(document[page_number - 1]))
    except (pdfium.PdfiumError, IndexError):
        return ()


def read_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    """The child's side of `page_sizes`."""
    try:
        with pdfium.PdfDocument(path) as document:
            return tuple(document.get_page_size(number) for number in range(min(len(document), _MOST_SIZES)))
    except pdfium.PdfiumError:
        return ()


def _words(page: Any) -> Iterator[PlacedWord]:
    text_page = page.get_textpage()
    text, boxes = "", list[tuple[float, float, float, float]]()
    for index in range(min(text_page.count_chars(), _MOST_CHARACTERS)):
        character = chr(pdfium_c.FPDFText_GetUnicode(text_page.raw, index))
        if not (character.isspace() or character in _UNSEEN):
            text += character
            boxes.append(text_page.get_charbox(index))
        elif text:
            yield _placed(page, text, boxes)
            text, boxes = "", []
    if text:
        yield _placed(page, text, boxes)


def _placed(page: Any, text: str, boxes: list[tuple[float, float, float, float]]) -> PlacedWord:
    """The box around all characters of a word; pdfium's coordinates begin at the lower left, before any rotation."""
    left, bottom, right, top = page.get_cropbox()
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    corners = (min(lefts) - left, top - max(tops), max(rights) - left, top - min(bottoms))
    width, height = right - left, top - bottom
    x0, y0, x1, y1 = corners[0] / width, corners[1] / height, corners[2] / width, corners[3] / height
    x0, y0, x1, y1 = _TURNED[page.get_rotation()](x0, y0, x1, y1)
    return PlacedWord(text, *(round(min(max(share, 0.0), 1.0), 4) for share in (x0, y0, x1, y1)))


# A page that is shown turned by so many degrees, clockwise.
_TURNED = {
    0: lambda x0, y0, x1, y1: (x0, y0, x1, y1),
    90: lambda x0, y0, x1, y1: (1 - y1, x0, 1 - y0, x1),
    180: lambda x0, y0, x1, y1: (1 - x1, 1 - y1, 1 - x0, 1 - y0),
    270: lambda x0, y0, x1, y1: (y0, 1 - x1, y1, 1 - x0),
}
