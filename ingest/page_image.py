"""Pictures of PDF pages, drawn by pdfium in a child process."""

import io
from pathlib import Path

import pypdfium2 as pdfium

from ingest.bounds import Bounds
from ingest.child import Crashed, asked
from repository.errors import Unknown, Unreadable

_BOUNDS = Bounds(seconds=20, memory_megabytes=1024, answer_bytes=50_000_000)
WIDEST = 2400


def draw(path: Path, page_number: int, width_px: int) -> bytes:
    """A page, counted from 1, as PNG of the given width; raises Unknown or Unreadable with a sentence."""
    try:
        picture: bytes = asked(_BOUNDS, render, path, page_number, min(max(width_px, 50), WIDEST))
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
