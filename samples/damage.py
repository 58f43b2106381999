"""Samples that are hard or impossible to read: a scan without a text layer, and damaged files."""

import io
import random
from collections.abc import Callable

import pypdfium2
from PIL import Image
from pypdf import PdfWriter

from to_pdf import without_dates

PASSWORD = "sample"

_DOTS_PER_INCH = 150
_TILT_DEGREES = (0.6, -0.4)
_NOISE = 0.05
_JPEG_QUALITY = 40


def scan(pdf: bytes) -> bytes:
    """The pages as a worn office scanner gives them: grey, tilted, noisy, without text."""
    document = pypdfium2.PdfDocument(pdf)
    sheets = [_scanned(document[number], number) for number in range(len(document))]
    return without_dates(_bound(sheets))


def _scanned(page: pypdfium2.PdfPage, number: int) -> Image.Image:
    image: Image.Image = page.render(scale=_DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
    tilt = _TILT_DEGREES[number % len(_TILT_DEGREES)]
    image = image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    # Seeded, so that a rebuild gives the same bytes.
    grain = random.Random(number).randbytes(image.width * image.height)
    return Image.blend(image, Image.frombytes("L", image.size, grain), _NOISE)


def _bound(sheets: list[Image.Image]) -> bytes:
    target = io.BytesIO()
    sheets[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=sheets[1:],
        resolution=_DOTS_PER_INCH,
        quality=_JPEG_QUALITY,
    )
    return target.getvalue()


def locked(pdf: bytes) -> bytes:
    """Encrypt with AES-256; its salts are random, so these bytes differ at each rebuild."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt(PASSWORD, algorithm="AES-256")
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "password.pdf": (locked, f"two pages locked with AES-256; the user password is `{PASSWORD}`"),
    "truncated.pdf": (lambda pdf: pdf[: len(pdf) // 2], "a PDF whose second half is lost"),
    "empty.pdf": (lambda _: b"", "no bytes at all"),
    "no-pages.pdf": (lambda _: _written(PdfWriter()), "a valid PDF with zero pages"),
    "not-a-pdf.pdf": (lambda _: random.Random(2007).randbytes(16_384), "binary noise under a PDF's name"),
}
"""File name, how it is made from a sound PDF, and what it shows."""
