"""How usable the text of a page is: good, poor (garbled) or none."""

import re

_LETTER = re.compile(r"[^\W\d_]")
# Private-use glyphs, replacement characters, control characters, and glyph numbers such as "(cid:72)".
_DAMAGE = re.compile(r"[\uE000-\uF8FF\uFFFD\x00-\x08\x0E-\x1F]|\(cid:\d+\)|/g\d{1,4}\b")
_FEWEST_LETTERS = 3
_MOST_DAMAGE = 0.03


def quality(text: str) -> str:
    """One of `repository.reading.QUALITIES`, without "ocr"."""
    letters = len(_LETTER.findall(text))
    if letters < _FEWEST_LETTERS:
        return "none"
    return "poor" if len(_DAMAGE.findall(text)) > _MOST_DAMAGE * letters else "good"


def letters(text: str) -> int:
    """How many sound letters a text has: of two readings of a page, the one with more is better."""
    return len(_LETTER.findall(text)) - 3 * len(_DAMAGE.findall(text))
