"""Scans pasted into Word, PowerPoint or OpenDocument files: pictures as large as a page, where there is little text."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from PIL import Image

from ingest.extracted import Extracted, Hints, RawPage
from ingest.extractors.archive import Archive
from ingest.limits import Limits
from ingest.text_quality import letters
from repository.errors import Unreadable

_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PICTURES = 500
_MOST_BYTES = 50_000_000
_MOST_DOTS = 60_000_000
# Whatever is smaller is a logo, a signature or a photograph of a person.
_SMALLEST_SIDE = 600
# With fewer letters for each picture, the pictures are what a page says, and the text is their captions.
_FEWEST_LETTERS = 500
# Control characters, which no XML can hold.
_MARK = re.compile("\x01([^\x01\x02]*)\x02")
_FAILURES = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def marked(name: str) -> str:
    """What stands in the text for a picture, until the text is divided into pages."""
    return f"\x01{name}\x02"


def unmarked(text: str) -> str:
    """The text without its pictures."""
    return _MARK.sub("", text)


def picture(archive: Archive, name: str) -> Image.Image | None:
    """A picture of a packed file, not yet decoded; None where it is missing, damaged, of another kind or a giant."""
    try:
        content = archive.content(name, _MOST_BYTES)
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(io.BytesIO(content), formats=_FORMATS)
    except (*_FAILURES, Unreadable):
        return None
    return found if found.width * found.height <= _MOST_DOTS else None


class Scans:
    """The pictures of one file that may be scanned pages, each of them once: what comes again is a letterhead."""

    def __init__(self, archive: Archive, names: Mapping[str, str] | None = None) -> None:
        self._archive = archive
        self._names = names or {}
        self._seen: set[str] = set()

    def extracted(self, parts: Iterable[str], hints: Hints, limits: Limits) -> Extracted:
        """Pages of the parts of a text with marks; a scan becomes a page of its own, in its place."""
        return with_scans(tuple(page for part in parts for page in self._pages(part)), hints, limits)

    def largest(self, names: Iterable[str]) -> str | None:
        """The one with the most dots of those that are as large as a page."""
        sizes = {name: dots for name in names if (dots := self._dots(name))}
        return max(sizes, key=lambda name: sizes[name], default=None)

    def _pages(self, part: str) -> Iterator[RawPage]:
        names = [self._names.get(name, name) for name in _MARK.findall(part)]
        scans = {name for name in names if self._dots(name)}
        text = unmarked(part)
        if not scans or letters(text) >= _FEWEST_LETTERS * len(scans):
            if text.strip():
                yield RawPage(text.strip())
            return
        for between, name in zip_longest(_MARK.split(part)[::2], names):
            if between.strip():
                yield RawPage(between.strip())
            if name in scans:
                scans.remove(name)
                yield RawPage("", picture=name)

    def _dots(self, name: str) -> int:
        """0 for what is no scan."""
        if name in self._seen or len(self._seen) >= _MOST_PICTURES:
            return 0
        self._seen.add(name)
        found = picture(self._archive, name)
        return found.width * found.height if found and min(found.size) >= _SMALLEST_SIDE else 0


def with_scans(pages: tuple[RawPage, ...], hints: Hints, limits: Limits) -> Extracted:
    """The pages, those with a scan waiting for OCR."""
    scanned = (number for number, page in enumerate(pages[: limits.pages], start=1) if page.picture)
    return Extracted(pages, hints, scanned=tuple(scanned))
