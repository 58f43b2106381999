"""Hits of a page's text found again on its picture: the text's words are laid beside those that pdfium places."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.page_words import PlacedWord

Span = tuple[int, int]

_WORD = re.compile(r"\S+")
# Words that differ (a hyphen at the end of a line, a ligature) still stand for each other in groups as small as this.
_FEW = 4
# How far a mark reaches beyond the letters, in shares of their height.
_PADDING = 0.18


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of one hit on the picture, in shares of its width and height; hits are counted from 1."""

    hit: int
    x: float
    y: float
    width: float
    height: float


def marks_on_picture(text: str, spans: Sequence[Span], placed: Sequence[PlacedWord]) -> list[Mark]:
    """Where the spans of a page's text stand on its picture; what cannot be found again has no mark."""
    if not spans or not placed:
        return []
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    beside = _laid_beside([_folded(text[start:end]) for start, end in words], [_folded(word.text) for word in placed])
    return [
        mark
        for number, (start, end) in enumerate(spans, 1)
        for mark in _lines(number, [placed[at] for at in _standing_for(start, end, words, beside)])
    ]


def _standing_for(start: int, end: int, words: Sequence[Span], beside: dict[int, list[int]]) -> list[int]:
    inside = (at for at, (first, last) in enumerate(words) if first < end and last > start)
    return sorted({other for at in inside for other in beside.get(at, ())})


def _laid_beside(words: list[str], others: list[str]) -> dict[int, list[int]]:
    """For each word the numbers of those that are the same, in the same order."""
    beside: dict[int, list[int]] = {}
    for kind, first, last, other, beyond in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if kind == "equal":
            beside |= {first + step: [other + step] for step in range(last - first)}
        elif kind == "replace" and max(last - first, beyond - other) <= _FEW:
            beside |= {at: list(range(other, beyond)) for at in range(first, last)}
    return beside


def _folded(word: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", word).casefold() if character.isalnum())


def _lines(hit: int, words: Sequence[PlacedWord]) -> Iterator[Mark]:
    """Words that stand beside each other as one mark."""
    line: list[PlacedWord] = []
    for word in words:
        if line and not _beside(line[-1], word):
            yield _around(hit, line)
            line = []
        line.append(word)
    if line:
        yield _around(hit, line)


def _beside(word: PlacedWord, following: PlacedWord) -> bool:
    middle = (following.top + following.bottom) / 2
    return word.top <= middle <= word.bottom or following.top <= (word.top + word.bottom) / 2 <= following.bottom


def _around(hit: int, words: Sequence[PlacedWord]) -> Mark:
    left, right = min(word.left for word in words), max(word.right for word in words)
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    room = (bottom - top) * _PADDING
    return Mark(
        hit,
        *(round(share, 4) for share in (left - room / 2, top - room, right - left + room, bottom - top + 2 * room)),
    )
