"""What part of a page a phrase stands in: title, heading, preamble or running text."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.folding import fold, fold_with_offsets

_LONGEST_HEADING = 100
_CLAUSE_END = (".", ",", ";", ":", "،", "؛", "!", "?")
_NUMBER = re.compile(r"^(?:[ivxlc]{1,6}|[a-z]|\d{1,2}(?:\.\d{1,2})*)[.)]?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zones:
    """Spans of one page that weigh more or less than running text, by their beginnings."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kinds: tuple[str, ...]

    def at(self, position: int) -> str:
        """`title`, `heading`, `preamble` or `text`."""
        index = bisect_right(self.starts, position) - 1
        return self.kinds[index] if index >= 0 and position < self.ends[index] else "text"


def zones(text: str, openers: re.Pattern[str], title: tuple[int, int] | None) -> Zones:
    """The zones of a page; `openers` finds the beginnings of preamble clauses in folded text."""
    spans = [(start, end, "heading") for start, end in _headings(text)]
    spans += [(start, end, "preamble") for start, end in _preamble(text, openers)]
    if title:
        spans = [span for span in spans if span[1] <= title[0] or span[0] >= title[1]]
        spans.append((*title, "title"))
    spans.sort()
    return Zones(tuple(s for s, _, _ in spans), tuple(e for _, e, _ in spans), tuple(k for _, _, k in spans))


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
