"""What an extractor hands on: the raw text of each page, what the file says of itself, and warnings."""

from dataclasses import dataclass

from repository.reading import Hints

__all__ = ["Extracted", "Held", "Hints", "RawPage"]

_NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Held:
    """Where a page of a mail comes from: which of its attachments, and which page of that one, both from 1."""

    attachment: int
    page: int


@dataclass(frozen=True, slots=True)
class RawPage:
    """Text as the format's library gave it; `source` is one of `repository.reading.SOURCES`.

    `confidence` is there where OCR has looked at the page; 0 where it found nothing. `picture` names the part of
    a packed file that is the scan of this page, `held` where a page of a mail comes from.
    """

    text: str
    source: str = "native"
    label: str | None = None
    confidence: float | None = None
    picture: str | None = None
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """All pages in order; pages that were left out are said in `warnings`.

    `scanned` are the numbers of the pages that show more than their text says, and wait for OCR.
    """

    pages: tuple[RawPage, ...]
    hints: Hints = _NO_HINTS
    warnings: tuple[str, ...] = ()
    scanned: tuple[int, ...] = ()
