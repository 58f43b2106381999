"""Pictures of PDF pages, drawn by pdfium in a child process: a few at once, the latest kept."""

import io
from pathlib import Path

import pypdfium2 as pdfium

from ingest.bounds import Bounds
from ingest.child import Crashed, asked
from ingest.latest import Latest
from ingest.turns import PAGES
from repository.errors import Unknown, Unreadable

_BOUNDS = Bounds(seconds=20, memory_megabytes=1024, answer_bytes=50_000_000)
WIDEST = 2400
# A hundred pages or more: those of a document that is being read, and what others read just now.
_LATEST = Latest(32_000_000)


def draw(path: Path, page_number: int, width_px: int) -> bytes:
    """A page, counted from 1, as PNG of the given width; raises Unknown, Unreadable or Busy with a sentence.

    Whether the reader may see it is asked before: what is kept here is given to whoever comes.
    """
    width = min(max(width_px, 50), WIDEST)
    key = path, page_number, width
    if picture := _LATEST.get(key):
        return picture
    with PAGES.turn():
        # Those who waited may have waited for the same.
        picture = _LATEST.get(key) or _drawn(path, page_number, width)
        _LATEST.keep(key, picture)
    return picture


def _drawn(path: Path, page_number: int, width: int) -> bytes:
    try:
        picture: bytes = asked(_BOUNDS, render, path, page_number, width)
    except Crashed as error:
        raise Unreadable(
            "Page %(page)s cannot be drawn. Download the original to see it.", page=str(page_number)
        ) from error
    return picture


def render(path: Path, page_number: int, width_px: int) -> bytes:
    """The child's side of `draw`."""
    try:
        with pdfium.PdfDocument(path) as document:
            if not 1 <= page_number <= len(document):
                raise Unknown(
                    "This file has no page %(page)s; its pages are 1 to %(last)s.",
                    page=str(page_number),
                    last=str(len(document)),
                )
            page = document[page_number - 1]
            # A giant page, as hostile files have, is drawn no higher than four times its width.
            # pdfium rounds up, so a hair is left of the width.
            wide = width_px - 0.01
            scale = min(wide / page.get_width(), 4 * wide / page.get_height())
            image = page.render(scale=scale).to_pil()
    except pdfium.PdfiumError as error:
        raise Unreadable(
            "Page %(page)s cannot be drawn. Download the original to see it.", page=str(page_number)
        ) from error
    picture = io.BytesIO()
    image.save(picture, format="PNG")
    return picture.getvalue()
