"""How usable the text of a page is: good, poor (garbled) or none."""

import re

_LETTER = re.compile(r"[^\W\d_]")
# Private-use glyphs, replacement characters, control characters, and glyph numbers such as "(cid:72)".
_DAMAGE = re.compile(r"[\uE000-\uF8FF\uFFFD\x00-\x08\x0E-\x1F]|\(cid:\d+\)|/g\d{1,4}\b")
_FEWEST_LETTERS = 3
_MOST_DAMAGE = 0.03
# Words that have lost a ligature (ti, tt, fi, ff, ffi, fl), as some fonts make them: "Declaraon", "Meeng", "oce".
_WORN = re.compile(
    r"\b(?:\w+[rlcznmtpsv]aons?|meengs?|parcip\w+|cizens?|acvi\w+|iniave\w*|instuon\w*|oces?|ocials?|ocers?|dicult\w*|"
    r"specic\w*|signicant\w*|benets?|benecia\w+|nancial\w*|eective\w*|eorts?|dierent\w*|conrm\w*|conict\w*|"
    r"tracking in persons|commiee\w*|aenon|idenfy\w*|idened|objecves?|eecve\w*|migraon\w*|naonal\w*)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b\w+(?:ation|ition|ction|tive)s?\b", re.IGNORECASE)
_FEWEST_WORN = 2
# Latin letters with accents stand one by one in words; a page full of them is Cyrillic or Arabic in the wrong table.
_ACCENTED = re.compile(r"[\u00C0-\u00FF]")
_MOST_ACCENTED = 0.4
_FEWEST_TO_JUDGE = 40
_LONGEST_WORDS = 24.0
_WORD = re.compile(r"[^\W\d_]+")
_MOST_SINGLE = 0.6


def quality(text: str) -> str:
    """One of `repository.reading.QUALITIES`, without "ocr"."""
    letters = len(_LETTER.findall(text))
    if letters < _FEWEST_LETTERS:
        return "none"
    if len(_DAMAGE.findall(text)) > _MOST_DAMAGE * letters:
        return "poor"
    return "poor" if letters >= _FEWEST_TO_JUDGE and _is_garbled(text, letters) else "good"


def letters(text: str) -> int:
    """How many sound letters a text has: of two readings of a page, the one with more is better."""
    return len(_LETTER.findall(text)) - 3 * len(_DAMAGE.findall(text))


def is_better(second: str, first: str) -> bool:
    """Whether the second of two readings of a page is of better quality, or of the same with more sound letters."""
    ranks = {"good": 2, "poor": 1, "none": 0}
    return (ranks[quality(second)], letters(second)) > (ranks[quality(first)], letters(first))


def _is_garbled(text: str, letters: int) -> bool:
    words = _WORD.findall(text)
    return (
        _has_lost_ligatures(text)
        or len(_ACCENTED.findall(text)) > _MOST_ACCENTED * letters
        or letters > _LONGEST_WORDS * len(words)
        or sum(len(word) == 1 for word in words) > _MOST_SINGLE * len(words)
    )


def _has_lost_ligatures(text: str) -> bool:
    worn = len(_WORN.findall(text))
    return worn >= _FEWEST_WORN and worn > len(_WHOLE.findall(text))
