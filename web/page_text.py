"""The text of a page, made fit to read: lines that only the page's width broke are joined to paragraphs."""

import html
import re
from collections import Counter
from collections.abc import Sequence

_TAG = re.compile(r"<[^>]+>")
# What opens a paragraph: a number, a letter in brackets, a bullet.
_OPENER = re.compile(r"(?:\(?[0-9٠-٩]{1,3} ?[.)]|\(?[a-zA-Zа-яА-Я][.)]|\([ivx]+\)|[-–—•▪·*])\s")
_CLOSERS = (".", ";", ":", "!", "?", "؛", "؟")
_FULL = 0.72  # Share of the page's usual line length from which a line counts as full.
_USUAL = 0.8  # The line length that four fifths of the lines do not exceed is the usual one.


def paragraphs(marked: str) -> str:
    """The same HTML as `<p>` elements; the only elements within it are marks, which may span lines."""
    lines = [line.strip() for line in marked.split("\n")]
    bare = [html.unescape(_TAG.sub("", line)) for line in lines]
    full = _FULL * _usual([len(line) for line in bare])
    parts: list[str] = []
    for position, line in enumerate(lines):
        # A phrase that was marked over a line break shows that the lines belong together.
        is_inside = bool(parts) and bool(line) and _is_open(parts[-1])
        if is_inside or (position and _goes_on(bare[position - 1], bare[position], full)):
            parts[-1] += " " + line
        else:
            parts.append(line)
    return "\n".join(f"<p>{part}</p>" for part in _closed(parts) if _TAG.sub("", part))


def lit(text: str, start: int, end: int) -> str:
    """A page's text as HTML, escaped, with the characters from `start` to `end` marked."""
    start = max(0, min(start, len(text)))
    end = max(start, min(end, len(text)))
    before, passage, after = (html.escape(part) for part in (text[:start], text[start:end], text[end:]))
    return f"{before}<mark>{passage}</mark>{after}" if passage else before + after


def numbered(text: str, spans: Sequence[tuple[int, int]], *, with_ids: bool = True) -> str:
    """A text as HTML, escaped, with the spans marked and, for a page, numbered from 1 so that each can be jumped to."""
    parts, at = [], 0
    for number, (start, end) in enumerate(spans, 1):
        opening = f'<mark id="hit-{number}">' if with_ids else "<mark>"
        parts += [html.escape(text[at:start]), opening, html.escape(text[start:end]), "</mark>"]
        at = end
    return "".join(parts) + html.escape(text[at:])


def openings(texts: Sequence[str], characters: int = 110) -> list[str]:
    """The first words of each page, for a list of pages; running headers and page numbers are no words."""
    lines = [[line.strip() for line in text.split("\n") if any(map(str.isalpha, line))] for text in texts]
    seen = Counter(line for page in lines for line in set(page[:3]))
    running = {line for line, times in seen.items() if times > max(1, len(texts) / 2)}
    return [_cut(" ".join(line for line in page[:12] if line not in running), characters) for page in lines]


def _goes_on(line: str, following: str, full: float) -> bool:
    if not line or not following or len(line) < full or _OPENER.match(following):
        return False
    return following[0].islower() or not line.endswith(_CLOSERS)


def _closed(parts: Sequence[str]) -> list[str]:
    """A mark that reaches into the next paragraph ends with this one and begins anew in that one."""
    whole, is_open = [], False
    for part in parts:
        part = ("<mark>" if is_open else "") + part
        is_open = _is_open(part)
        whole.append(part + ("</mark>" if is_open else ""))
    return whole


def _is_open(part: str) -> bool:
    return part.rfind("<mark") > part.rfind("</mark>")


def _cut(words: str, characters: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= characters else words[:characters].rsplit(" ", 1)[0] + " …"


def _usual(lengths: Sequence[int]) -> int:
    filled = sorted(length for length in lengths if length)
    return filled[min(int(len(filled) * _USUAL), len(filled) - 1)] if filled else 0
