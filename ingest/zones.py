"""What part of a page a phrase stands in: title, heading, preamble or running text."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.folding import fold, fold_with_offsets

_LONGEST_HEADING = 100
_CLAUSE_END = (".", ",", ";", ":", "،", "؛", "!", "?")
_NUMBER = re.compile(r"^(?:[ivxlc]{1,6}|[a-z]|\d{1,2}(?:\.\d{1,2})*)[.)]?\s+", re.IGNORECASE)
# What begins a numbered item, or is the heading of one.
_ITEM = re.compile(
    r"^[ \t]*(?:\(?[ivxIVX]{1,5}[.)]|\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}\.\d{1,2}|\(?[a-zA-Z][.)]|ART[A-Z]+ \w+)[ \t]+\S"
    r"|^(?:PRIMER[OA]|أولا)",
    re.MULTILINE,
)
_FEWEST_ITEMS = 3
_FEWEST_SECTIONS = 2
_LONGEST_OPENING = 1600
_PROSE = 60


@dataclass(frozen=True, slots=True)
class Zones:
    """Spans of one page that weigh more or less than running text, by their beginnings."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kinds: tuple[str, ...]
    body: int = 0

    def at(self, position: int) -> str:
        """`title`, `heading`, `preamble` or `text`."""
        index = bisect_right(self.starts, position) - 1
        if index >= 0 and position < self.ends[index]:
            return self.kinds[index]
        return "text" if position >= self.body else "preamble"


def zones(text: str, openers: re.Pattern[str], title: tuple[int, int] | None, first: bool = False) -> Zones:
    """The zones of a page, the `first` one with an opening; `openers` begin preamble clauses in folded text."""
    spans = [(start, end, "heading") for start, end in _headings(text)]
    spans += [(start, end, "preamble") for start, end in _preamble(text, openers)]
    if title:
        spans = [span for span in spans if span[1] <= title[0] or span[0] >= title[1]]
        spans.append((*title, "title"))
    spans.sort()
    body = _body(text, title[1] if title else 0) if first else 0
    return Zones(tuple(s for s, _, _ in spans), tuple(e for _, e, _ in spans), tuple(k for _, _, k in spans), body)


def _body(text: str, after: int) -> int:
    """Where the first item or headed section begins: who met, and what was recalled, stands above it."""
    items = [item.start() for item in _ITEM.finditer(text) if item.start() >= after]
    first = items[0] if len(items) >= _FEWEST_ITEMS else len(text)
    sections = list(_sections(text, [span for span in _headings(text) if span[0] >= after], after))
    if len(sections) >= _FEWEST_SECTIONS:
        first = min(first, sections[0])
    return first if first <= _LONGEST_OPENING and first < len(text) else 0


def _sections(text: str, headings: list[tuple[int, int]], position: int) -> Iterable[int]:
    """Headings with prose above and below."""
    for number, (start, end) in enumerate(headings):
        above, below = text[position:start], text[end : headings[number + 1][0] if number + 1 < len(headings) else None]
        if _is_prose(above) and _is_prose(below):
            yield start
        position = end


def _is_prose(text: str) -> bool:
    return any(len(line.strip()) > _PROSE for line in text.splitlines())


def openers_pattern(openers: Iterable[str]) -> re.Pattern[str]:
    """Finds the words that begin preamble clauses, at the beginning of a line."""
    words = "|".join(sorted((re.escape(fold(opener)) for opener in openers), key=len, reverse=True))
    return re.compile(rf"^[\W\d]{{0,6}}(?:{words})(?!\w)", re.MULTILINE)


def _headings(text: str) -> Iterable[tuple[int, int]]:
    """Short lines between finished ones that do not themselves end like a sentence."""
    position, finished = 0, True
    lines = text.split("\n")
    for index, line in enumerate(lines):
        bare = line.strip()
        following = next((other.strip() for other in lines[index + 1 : index + 3] if other.strip()), "")
        below = "".join(lines[index + 1 : index + 2]).strip()
        goes_on = following[:1].islower() or (bool(below) and not _has_case(bare))
        if bare and finished and _looks_like_heading(bare) and not goes_on:
            yield position, position + len(line)
        finished = not bare or bare.endswith(_CLAUSE_END) or (finished and _looks_like_heading(bare))
        position += len(line) + 1


def _looks_like_heading(line: str) -> bool:
    bare = _NUMBER.sub("", line)
    return len(line) <= _LONGEST_HEADING and not line.endswith(_CLAUSE_END) and not bare[:1].islower() and len(bare) > 3


def _has_case(line: str) -> bool:
    """Whether small and capital letters tell where a sentence begins: in Arabic only an empty line does."""
    return line.upper() != line.lower()


def _preamble(text: str, openers: re.Pattern[str]) -> Iterable[tuple[int, int]]:
    """Clauses from their first word to the end of the line that ends the clause."""
    folded = fold_with_offsets(text)
    for match in openers.finditer(folded.text):
        start, end = folded.original(match.start(), match.end())
        if _goes_on(text, start, end):
            continue
        yield start, _end_of_clause(text, start)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether an opener, such as "concerned", only happens to begin a printed line within a sentence."""
    above = text[:start].rstrip(" ")
    is_small = text[start:end].lstrip()[:1].islower()
    return is_small and not above.endswith("\n\n") and not above.rstrip().endswith(_CLAUSE_END) and bool(above.strip())


def _end_of_clause(text: str, start: int) -> int:
    position = start
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        after = text[end:].lstrip(" ")[:2]
        line = text[position:end].rstrip()
        if after == "\n\n" or line.endswith((";", ".", "؛")) or (line.endswith((",", "،")) and not after[1:].islower()):
            return end
        position = end + 1
    return len(text)
