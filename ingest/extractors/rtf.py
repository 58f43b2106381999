"""Rich Text Format, by striprtf."""

import re
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from ingest.extracted import Extracted, Hints, RawPage
from ingest.extractors.sections import sections
from ingest.limits import Limits
from repository.errors import Unreadable

_TITLE = re.compile(r"\{\\info\b[^{}]*(?:\{[^{}]*\}[^{}]*)*?\{\\title ([^{}\\]+)\}")
# Pictures and embedded objects are long runs of hexadecimal digits that only cost time.
_HEXADECIMAL = re.compile(r"(?:[0-9a-fA-F]{32,}\s*){4,}")
_PAGE_BREAK = re.compile(r"\\page(?![a-z])")


def extract(path: Path, limits: Limits) -> Extracted:
    """Pages at page breaks, or sections where there are none."""
    with path.open("rb") as stream:
        source = stream.read(limits.unpacked_bytes).decode("latin-1")
    title = _TITLE.search(source[:20_000])
    text = _text(_PAGE_BREAK.sub(r"\\par \f\\par ", _HEXADECIMAL.sub("", source)))
    pages = text.split("\f") if "\f" in text.strip() else [text]
    parts = [part for page in pages for part in sections(_paragraphs(page))] if len(pages) == 1 else pages
    return Extracted(tuple(RawPage(part) for part in parts), Hints(title=title[1].strip() if title else None))


def _text(source: str) -> str:
    try:
        return str(rtf_to_text(source, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, RecursionError) as error:
        raise Unreadable("The RTF file is damaged and cannot be read. Save it again and send it anew.") from error


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.replace("|", "\t").split("\n") if line.strip()]
