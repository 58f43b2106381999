"""Text folded for comparison: case, accents, digits and Arabic spelling, with the way back to the original."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

# Letters that Unicode does not decompose, and Arabic letters that are written one for the other.
_LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ё": "е",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
}  # fmt: skip
_KEPT_COMPOSED = "й"  # Its mark is no accent: Russian endings need it.


class _Folds(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    lower = character.lower()
    if lower in _LETTERS:
        return _LETTERS[lower]
    if lower == _KEPT_COMPOSED:
        return lower
    if lower.isdecimal():
        return str(unicodedata.decimal(lower))
    if lower.isspace():
        return lower if lower == "\n" else " "
    parts = unicodedata.normalize("NFKD", lower).lower()
    return "".join(_LETTERS.get(part, part) for part in parts if not unicodedata.combining(part))


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text in lower case without accents, digits as 0-9, Arabic letters in one spelling."""
    return text.translate(_FOLDS)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where each of its characters stood; `offsets` is None where none moved."""

    text: str
    offsets: tuple[int, ...] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind a span of the folded one."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def fold_with_offsets(text: str) -> Folded:
    """Fold a text and keep the way back."""
    folded = fold(text)
    if len(folded) == len(text):
        return Folded(folded, None)
    offsets = [position for position, character in enumerate(text) for _ in _FOLDS[ord(character)]]
    return Folded(folded, tuple(offsets))


# Words end at anything but letters, marks and digits; a few prefixes are written with or without a hyphen.
_WORD = re.compile(
    r"(?:(?:inter|co|re|multi|socio|anti|pre|vice)[-\u2010\u2011](?=[^\W\d_]))?[^\W_]+(?:[\u064B-\u0652\u0640\u0301]+[^\W_]*)*",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?;:؟؛](?=\s)|\n\s*\n")
_ARABIC = re.compile(r"[\u0620-\u064A]")
_CYRILLIC = re.compile(r"[а-я]")
_ARABIC_PREFIX = re.compile(r"^(?:[وف]?(?:[بك]ال|لل|ال)|[وف][بلك]|[وفبلك])")
_ARABIC_ARTICLE = re.compile(r"^(?:[وف]?(?:[بك]ال|لل)|[وف]?ال)")
_SHORTEST_ARABIC_STEM = 3
_SPELLINGS = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"(?<=[a-z]{3})is(e|ed|es|ing)$"), r"iz\1"),
    (re.compile(r"^(lab|harb|behavi|neighb)our"), r"\1or"),
    (re.compile(r"^program(mes|me|s)?$"), "program"),
)
_RUSSIAN = snowballstemmer.stemmer("russian")


@lru_cache(maxsize=200_000)
def word_forms(word: str) -> tuple[str, ...]:
    """The forms under which a word of a text may be met, the plainest first."""
    folded = fold(word).replace("-", "")
    if _CYRILLIC.search(folded):
        stem = _RUSSIAN.stemWord(folded)
        # The stemmer cuts some words shorter than their family (данных to дан): beginnings are met by the whole word.
        return (stem,) if stem == folded else (stem, folded)
    if _ARABIC.search(folded):
        return _arabic_forms(folded)
    for pattern, spelling in _SPELLINGS:
        folded = pattern.sub(spelling, folded)
    return (folded,)


def _arabic_forms(folded: str) -> tuple[str, ...]:
    """The word, without its article, without one leading conjunction or preposition, and without both."""
    forms = [folded]
    for pattern in (_ARABIC_ARTICLE, _ARABIC_PREFIX, re.compile(r"^[وفبلك]")):
        rest = pattern.sub("", folded, count=1)
        if len(rest) >= _SHORTEST_ARABIC_STEM and rest not in forms:
            forms.append(rest)
    return tuple(forms)


@lru_cache(maxsize=50_000)
def key_form(word: str) -> str:
    """The one form under which a word of a phrase is filed: Arabic without its article."""
    forms = word_forms(word)
    if len(forms) > 1:
        bare = _ARABIC_ARTICLE.sub("", forms[0], count=1)
        return bare if len(bare) >= _SHORTEST_ARABIC_STEM else forms[0]
    return forms[0]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: their forms, where they stand, and after which of them a sentence ends."""

    text: str
    forms: tuple[tuple[str, ...], ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    last_of_sentence: frozenset[int]


# One paragraph is asked about several times in a row, as a whole and by its beginning and end, which often are it all.
@lru_cache(maxsize=64)
def words(text: str) -> Words:
    """Split a text into words; a phrase never runs over the end of a sentence or paragraph."""
    spans = [match.span() for match in _WORD.finditer(text)]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    breaks = {bisect_right(starts, match.start()) - 1 for match in _BREAK.finditer(text)}
    forms = tuple([word_forms(text[start:end]) for start, end in spans])
    return Words(text, forms, starts, ends, frozenset(breaks - {-1}))


@lru_cache(maxsize=50_000)
def key_words(phrase: str) -> tuple[str, ...]:
    """A phrase as it is filed."""
    return tuple(key_form(match[0]) for match in _WORD.finditer(phrase))
