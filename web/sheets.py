"""Pages of a PDF as pictures: where each is drawn, how large, and the hits marked on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from api.links import page_url
from ingest.page_words import page_sizes, page_words
from repository.models import Document, File, Page
from repository.originals import Originals
from web.page_marks import Mark, Span, marks_on_picture

PDF = "application/pdf"
WIDE, SMALL = 1100, 160
# Pictures are drawn no higher than four times their width.
_HIGHEST = 4.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page: pixels known beforehand, so that nothing moves when it comes."""

    number: int
    src: str
    width: int
    height: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Thumb:
    """A small picture that leads to its page; `hits` is how often the query stands there."""

    sheet: Sheet
    url: str
    hits: int


def is_drawn(file: File) -> bool:
    """Whether the pages of a file can be drawn."""
    return file.media_type == PDF


def sheet(
    originals: Originals, document: Document, file: File, page: Page, spans: Sequence[Span], width: int = WIDE
) -> Sheet:
    """The picture of one page, with marks where the spans of its text stand."""
    words = page_words(originals.path(file.digest), page.number) if spans else ()
    return _sheet(originals, document, file, page.number, width, tuple(marks_on_picture(page.text, spans, words)))


def thumbs(
    originals: Originals, document: Document, file: File, numbers: Iterable[int], hits: Mapping[int, int], q: str
) -> list[Thumb]:
    """Small pictures of some pages."""
    return [
        Thumb(
            _sheet(originals, document, file, number, SMALL, ()),
            page_url(document.public_id, number, file.public_id, q),
            hits.get(number, 0),
        )
        for number in numbers
    ]


def _sheet(
    originals: Originals, document: Document, file: File, number: int, width: int, marks: tuple[Mark, ...]
) -> Sheet:
    sizes = page_sizes(originals.path(file.digest))
    wide, high = sizes[min(number, len(sizes)) - 1]
    parameters = urlencode({"file": file.public_id, "width": width})
    src = f"/api/documents/{document.public_id}/pages/{number}.png?{parameters}"
    return Sheet(number, src, width, round(width * min(high / wide, _HIGHEST)) if wide else width, marks)
