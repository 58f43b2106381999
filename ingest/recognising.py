"""Pages without usable text, read by OCR where it is installed and as far as the time reaches; the rest waits."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from ingest import ocr
from ingest.extracted import Extracted, RawPage
from ingest.extractors import EXTRACTORS
from ingest.extractors.archive import Archive
from ingest.extractors.pictures import picture
from ingest.limits import Limits
from ingest.mail import attached
from ingest.media_type import PDF
from ingest.pace import PageMissed, reading_page
from ingest.recognised import NOTHING, Recognised
from ingest.text_quality import quality
from repository.errors import Unreadable
from repository.said import counted

_DOTS_PER_POINT = 300 / 72
_MOST_DOTS = 20_000_000


def with_recognised(
    extracted: Extracted, path: Path, limits: Limits, known: Mapping[int, Recognised] | None = None
) -> Extracted:
    """The pages, those in `known` and those that OCR reads now among them; what still waits is said in a warning.

    With `known`, no further page is read.
    """
    pages, waiting, likely = list(extracted.pages), [], None
    for number in (number for number in extracted.scanned if number <= len(pages)):
        read = _read(path, number, pages[number - 1], limits, likely) if known is None else known.get(number)
        if read is None:
            waiting.append(number)
            continue
        likely = read.language or likely
        pages[number - 1] = better(pages[number - 1], read)
    warnings = (*extracted.warnings, *([_still_to_read(len(waiting))] if waiting else []))
    blank = set(range(1, len(pages) + 1)) - set(extracted.scanned)
    pages = [_looked_at(page) if number in blank else page for number, page in enumerate(pages, start=1)]
    return replace(extracted, pages=tuple(pages), warnings=warnings, scanned=tuple(waiting))


def better(page: RawPage, read: Recognised) -> RawPage:
    """The recognised text, below the caption of a picture; or the page's own where nothing was recognised."""
    if not read.text:
        return replace(page, confidence=0.0)
    has_caption = page.picture is not None and quality(page.text) not in ("none", "poor")
    text = f"{page.text.strip()}\n\n{read.text}" if has_caption else read.text
    return replace(page, text=text, source="ocr", confidence=read.confidence, label=read.label or page.label)


def recognised_page(path: Path, media_type: str, number: int, limits: Limits, likely: str | None) -> Recognised | None:
    """The text of one page, counted from 1; None where it cannot be told before a language pack is installed."""
    if media_type == PDF:
        return _recognised(path, number, RawPage(""), limits, likely)
    extracted = EXTRACTORS[media_type](path, limits)
    if number not in extracted.scanned:
        return NOTHING
    return _recognised(path, number, extracted.pages[number - 1], limits, likely)


def _recognised(path: Path, number: int, page: RawPage, limits: Limits, likely: str | None) -> Recognised | None:
    if page.held:
        with attached(path, page.held.attachment) as file:
            return _recognised(file, page.held.page, replace(page, held=None), limits, likely)
    image = _unpacked(path, page.picture, limits) if page.picture else _page_drawn(path, number)
    return ocr.recognise(image, likely) if image else NOTHING


def _page_drawn(path: Path, number: int) -> Image.Image | None:
    try:
        with pdfium.PdfDocument(path) as document:
            return _drawn(document[number - 1])
    except (pdfium.PdfiumError, IndexError):
        return None


def _unpacked(path: Path, scan: str, limits: Limits) -> Image.Image | None:
    """A picture in a packed file, on white and in grey, no larger than a page is drawn."""
    image = picture(Archive(path, limits), scan)
    if image is None:
        return None
    side = (_MOST_DOTS / (image.width * image.height)) ** 0.5
    try:
        image.draft("L", (image.width, image.height))
        grey = _on_white(image).convert("L")
    except (OSError, ValueError, SyntaxError):
        return None
    return grey.resize((int(image.width * side), int(image.height * side))) if side < 1 else grey


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    sheet = Image.new("RGBA", image.size, "white")
    sheet.alpha_composite(image.convert("RGBA"))
    return sheet


def _read(path: Path, number: int, page: RawPage, limits: Limits, likely: str | None) -> Recognised | None:
    if not ocr.is_installed():
        return None
    try:
        with reading_page(number, limits):
            return _recognised(path, number, page, limits, likely)
    except (PageMissed, Unreadable):
        return None


def _drawn(page: pdfium.PdfPage) -> Image.Image:
    """A page in grey, at the resolution Tesseract is made for unless it is a giant."""
    area = max(page.get_width() * page.get_height(), 1.0)
    scale = min(_DOTS_PER_POINT, (_MOST_DOTS / area) ** 0.5)
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture.convert("L")


def _looked_at(page: RawPage) -> RawPage:
    """A blank page needs no OCR, and says so to whoever looks for pages that do."""
    return replace(page, confidence=0.0) if not page.text.strip() and page.confidence is None else page


def _still_to_read(count: int) -> str:
    return counted("No text layer: %(count)s page needs OCR.", "No text layer: %(count)s pages need OCR.", count)
