"""Paragraphs of a page: parted by blank lines and by the numbers, letters and bullets that begin items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(
    r"^[ \t]*(?:"
    r"(?P<number>\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|\(?[a-zа-я][.)]|\(?[ivxIVX]{1,6}[.)])[ \t]+(?=\S)|"
    r"(?P<article>(?:art(?:icle|ículo|igo|\.)?|مادة|المادة|статья|(?i:recommendation|recommandation|recomendaci[oó]n))\s+\d{1,3}"
    r"(?:\.º|º|er)?)[ \t]*[.:–-]?|"
    r"(?P<word>(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Primeiro|Terceiro|FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH|PRIMERO|SEGUNDO|TERCERO|CUARTO|QUINTO|SEXTO|"
    r"S[EÉ]PTIMO|OCTAVO|NOVENO|D[EÉ]CIMO|Uno|Dos|Tres|Cuatro|Cinco|Seis|Siete|Ocho|أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا))"
    r"[.:،–-]+[ \t]+|"
    r"(?P<bullet>[•▪●◦‣■*–—\-\uf0b7])[ \t]+(?=\S))",
    re.IGNORECASE,
)
_ENDING = (".", ";", ":", "؛", "؟", "!", "?")
_LONGEST_HEADING = 90
_FULL = 0.8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page; `body` is where its words begin, after its number."""

    start: int
    end: int
    body: int
    number: str | None
    is_item: bool


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a page in order."""
    start, position, previous = 0, 0, ""
    lines = text.split("\n")
    width = max(map(len, lines))
    for line in lines:
        bare = line.strip()
        ended = _ends(previous, bare, width)
        if position > start and (not bare or not previous or ended or _begins(bare, previous)):
            yield from _paragraph(text, start, position)
            start = position
        previous = bare
        position += len(line) + 1
    yield from _paragraph(text, start, len(text))


def _ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with a line, though no blank line stands after it: it opens a list, or leaves room."""
    if line.endswith(":"):
        return True
    leaves_room = len(line) < _FULL * width and len(line) + len(following.partition(" ")[0]) < width
    return leaves_room and line.endswith((".", ",", ";", "،", "؛")) and not following[:1].islower()


def _begins(line: str, previous: str) -> bool:
    """Whether a line begins a paragraph although no blank line stands before it."""
    match = _NUMBER.match(line)
    # "in\n2010. The" is no item: an item begins after a finished line, a short one, or the item before it.
    if match and (previous.endswith((*_ENDING, ",", "،")) or len(previous) < _LONGEST_HEADING or match["bullet"]):
        return not (match["number"] or "").isdigit()
    return False


def _paragraph(text: str, start: int, end: int) -> Iterator[Paragraph]:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return
    first = start + piece.index(stripped)
    match = _NUMBER.match(text[first : first + len(stripped)])
    if match is None:
        yield Paragraph(first, first + len(stripped), first, None, False)
        return
    number = match["number"] or match["article"] or match["word"]
    yield Paragraph(first, first + len(stripped), first + match.end(), number.strip(" .)(") if number else None, True)


def is_heading(text: str) -> bool:
    """Whether a paragraph is a short line that does not end like a sentence."""
    return len(text) <= _LONGEST_HEADING and not text.endswith((*_ENDING, ",", "،")) and "\n" not in text.strip()
