"""The title: chosen from the title block, not the letterhead, and never the file's metadata against the page."""

import re
from collections.abc import Callable

from ingest.dates import dates_in
from ingest.evidence import passage
from ingest.extracted import Hints
from ingest.front import Front
from ingest.title_lines import Line
from repository.reading import Finding

_LONGEST = 300
_PROGRAM_TITLE = re.compile(
    r"microsoft|powerpoint|untitled|document\d|\.(?:docx?|pdf|odt|rtf|indd|qxd)\b|^\W*$", re.IGNORECASE
)

# Lines of a covering note that say who writes to whom.
_ADDRESSING = re.compile(
    r"^(?:from|to|date|cc|ref|origine|destinataire|de|para|a|expediteur|от|кому|дата|من|الي)\s*:", re.IGNORECASE
)

Score = Callable[[str], int]


def title(front: Front | None, hints: Hints, type_cue: Score, only_a_name: Callable[[str], bool]) -> Finding | None:
    """The title with its place on the page, or None.

    `type_cue` tells how long a cue for a document type a line holds, `only_a_name` whether a line is
    nothing but the name of a process.
    """
    if front is None:
        return None
    lines = [line for line in front.block if not _is_date_line(line) and not _ADDRESSING.match(line.text)]
    lines = lines or list(front.block)
    chosen = _headline(front, hints, type_cue, only_a_name) or _cued(lines, type_cue) or _plain(lines, only_a_name)
    if chosen is None:
        return _from_metadata(front, hints)
    start, end, rule = chosen
    value = " ".join(front.text[start:end].split())[:_LONGEST]
    return Finding(value, (passage(front.text, front.page, start, end, f"title:{rule}"),))


Span = tuple[int, int, str]


def _headline(front: Front, hints: Hints, type_cue: Score, only_a_name: Callable[[str], bool]) -> Span | None:
    """The line in the largest type, or the one among the large that tells the type."""
    spans = [(headline, span) for headline in hints.headlines if (span := _located(front, headline))]
    spans = [(headline, span) for headline, span in spans if span[0] < front.body or front.body < 20]
    if not spans:
        return None
    for headline, span in spans:
        if type_cue(headline):
            return (*span, "headline")
    for headline, span in spans:
        if not only_a_name(headline):
            return (*span, "headline")
    return None


def _located(front: Front, headline: str) -> tuple[int, int] | None:
    pattern = r"\s+".join(re.escape(word) for word in headline.split())
    match = re.search(pattern, front.text) if pattern else None
    return match.span() if match else None


def _is_date_line(line: Line) -> bool:
    found = dates_in(line.text)
    return bool(found) and sum(date.end - date.start for date in found) * 3 > len(line.text)


def _cued(lines: list[Line], type_cue: Score) -> Span | None:
    """The line that tells the type."""
    scored = [(type_cue(line.text), -index) for index, line in enumerate(lines)]
    best, position = max(scored, default=(0, 0))
    if not best:
        return None
    line = lines[-position]
    return line.start, line.end, "type cue"


def _plain(lines: list[Line], only_a_name: Callable[[str], bool]) -> Span | None:
    candidates = [line for line in lines if not only_a_name(line.text) and len(line.text.split()) > 1] or lines
    if not candidates:
        return None
    line = max(candidates, key=lambda line: min(len(line.text), 120))
    return line.start, line.end, "title block"


def _from_metadata(front: Front, hints: Hints) -> Finding | None:
    title = " ".join((hints.title or "").split())
    if not title or _PROGRAM_TITLE.search(title) or not (span := _located(front, title)):
        return None
    return Finding(title[:_LONGEST], (passage(front.text, front.page, *span, "title:metadata"),))
