"""Headers, footers and page numbers: told by what recurs at the edges of pages, and kept out of the text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.folding import fold
from repository.reading import PageText

_EDGE = 3
_FEWEST_PAGES = 2
_SHARE = 3  # A third of the pages.
_LONGEST = 160
_FEWEST_LETTERS = 4
_HIGHEST_NUMBER = 3000
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivx]{1,6}")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
# What stands beside a bare page number; "1." and "1)" begin a paragraph.
_BESIDE_NUMBER = re.compile(
    r"[\s\-–—_|\[\]/#•~]*(?:page|pag\.?|pagina|p\.?|стр\.?|страница|صفحه|الصفحه)?[\s\-–—_|\[\]/:#•~]*"
    r"(?:(?:of|de|sur|из|من|/)?\s*\d+)?[\s\-–—_|\[\]/•~]*"
)
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_WORDS = 3

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """Pages without their running lines, and those lines as they were printed."""

    pages: tuple[PageText, ...]
    lines: frozenset[str]


def without_running_lines(pages: Sequence[PageText]) -> Kept:
    """Page numbers become labels; a header stays where it first stands, so that it can be cited, and goes elsewhere."""
    found: dict[Key, list[int]] = defaultdict(list)
    for page in pages:
        for key in {key for _, line in _edges(page.text.split("\n")) for key in _keys(line, page.number)}:
            found[key].append(page.number)
    least = max(_FEWEST_PAGES, len(pages) // _SHARE)
    running = {key: numbers[0] for key, numbers in found.items() if len(numbers) >= max(least, _least(key))}
    lines: set[str] = set()
    return Kept(tuple(_without(page, running, lines) for page in pages), frozenset(lines))


def _least(key: Key) -> int:
    """Two pages that count in many words are too few: "Session 1 of the meeting" and "Session 2 of the meeting"."""
    return _FEWEST_PAGES + 1 if key[0] == "number" and _is_long(key[1]) else _FEWEST_PAGES


def _without(page: PageText, running: dict[Key, int], lines: set[str]) -> PageText:
    rows, gone, label = page.text.split("\n"), set(), page.label
    for index, line in _edges(rows):
        key = next((key for key in _keys(line, page.number) if key in running), None)
        if key is None:
            continue
        if key[0] == "text":
            lines.add(" ".join(line.split()))
        if key[0] == "number":
            label = _printed(line, page.number - key[2]) or label
        if key[0] == "number" or running[key] != page.number:
            gone.add(index)
    if not gone:
        return page
    text = "\n".join(row for index, row in enumerate(rows) if index not in gone)
    label = None if label == str(page.number) else label
    return replace(page, text=re.sub(r"\n{3,}", "\n\n", text).strip("\n"), label=label)


def _edges(rows: list[str]) -> Iterator[tuple[int, str]]:
    """The first and last lines of a page that hold anything, by their index."""
    filled = [index for index, row in enumerate(rows) if row.strip()]
    edge = min(_EDGE, (len(filled) + 1) // 2)
    for index in dict.fromkeys(filled[:edge] + filled[len(filled) - edge :]):
        if len(rows[index]) <= _LONGEST:
            yield index, rows[index]


def _keys(line: str, number: int) -> Iterator[Key]:
    """What two pages share where a line runs through both: a number that counts with the pages, or the same words."""
    text = " ".join(fold(line).split())
    if _ROMAN.fullmatch(bare := text.strip(" -–—")):
        yield "number", "i", number - _roman(bare)
    for match in _NUMBER.finditer(text):
        beside = text[: match.start()] + "#" + text[match.end() :]
        value = int(match[0]) if len(match[0]) <= 4 else _HIGHEST_NUMBER
        if value < _HIGHEST_NUMBER and (_BESIDE_NUMBER.fullmatch(beside) or _is_long(beside)):
            yield "number", beside, number - value
    if len(_LETTER.findall(text)) >= _FEWEST_LETTERS:
        yield "text", text, 0


def _is_long(beside: str) -> bool:
    """Words enough to be a running title; "Recommendation 3" on a third page is none."""
    return len([word for word in beside.split() if _LETTER.search(word)]) >= _FEWEST_WORDS


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _printed(line: str, value: int) -> str | None:
    """The page number as it is printed."""
    bare = line.strip(" -–—\t")
    if _ROMAN.fullmatch(bare.lower()):
        return bare
    return str(value)
