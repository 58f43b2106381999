"""How usable the text of a page is: good, poor (garbled) or none."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
# Private-use glyphs, replacement characters, control characters, and glyph numbers such as "(cid:72)".
_DAMAGE = re.compile(r"[\uE000-\uF8FF\uFFFD\x00-\x08\x0E-\x1F]|\(cid:\d+\)|/g\d{1,4}\b")
_FEWEST_LETTERS = 3
_MOST_DAMAGE = 0.03
# Words that have lost a ligature (ti, tt, fi, ff, ffi, fl), as some fonts make them: "Declaraon", "Meeng", "oce".
_WORN = re.compile(
    r"\w+[rlcznmtpsv]aons?|meengs?|parcip\w+|cizens?|acvi\w+|iniave\w*|instuon\w*|oces?|ocials?|ocers?|dicult\w*|"
    r"specic\w*|signicant\w*|benets?|benecia\w+|nancial\w*|eective\w*|eorts?|dierent\w*|conrm\w*|conict\w*|"
    r"commiee\w*|aenon|idenfy\w*|idened|objecves?|eecve\w*|migraon\w*|naonal\w*",
    re.IGNORECASE,
)
_WORN_NAME = re.compile(r"\btracking in persons\b", re.IGNORECASE)
_WHOLE = re.compile(r"\w+(?:ation|ition|ction|tive)s?", re.IGNORECASE)
_FEWEST_WORN = 2
# Latin letters with accents stand one by one in words; a page full of them is Cyrillic or Arabic in the wrong table.
_ACCENTED = re.compile(r"[\u00C0-\u00FF]")
_MOST_ACCENTED = 0.4
_FEWEST_TO_JUDGE = 40
_LONGEST_WORDS = 24.0
_MOST_SINGLE = 0.6


def quality(text: str) -> str:
    """One of `repository.reading.QUALITIES`, without "ocr"."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS:
        return "none"
    if len(_DAMAGE.findall(text)) > _MOST_DAMAGE * letters:
        return "poor"
    return "poor" if letters >= _FEWEST_TO_JUDGE and _is_garbled(text, words, letters) else "good"


def letters(text: str) -> int:
    """How many sound letters a text has: of two readings of a page, the one with more is better."""
    return sum(map(len, _WORD.findall(text))) - 3 * len(_DAMAGE.findall(text))


def is_better(second: str, first: str) -> bool:
    """Whether the second of two readings of a page is of better quality, or of the same with more sound letters."""
    ranks = {"good": 2, "poor": 1, "none": 0}
    return (ranks[quality(second)], letters(second)) > (ranks[quality(first)], letters(first))


def _is_garbled(text: str, words: list[str], letters: int) -> bool:
    return (
        letters > _LONGEST_WORDS * len(words)
        or sum(map((1).__eq__, map(len, words))) > _MOST_SINGLE * len(words)
        or (not text.isascii() and len(_ACCENTED.findall(text)) > _MOST_ACCENTED * letters)
        or _has_lost_ligatures(text, words)
    )


def _has_lost_ligatures(text: str, words: list[str]) -> bool:
    worn = sum(map(_is_worn, words)) + len(_WORN_NAME.findall(text))
    return worn >= _FEWEST_WORN and worn > sum(map(_is_whole, words))


# The words of a language are few, and each comes up again and again.
@lru_cache(maxsize=50_000)
def _is_worn(word: str) -> bool:
    return _WORN.fullmatch(word) is not None


@lru_cache(maxsize=50_000)
def _is_whole(word: str) -> bool:
    return _WHOLE.fullmatch(word) is not None
