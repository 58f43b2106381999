"""How text becomes terms: tokens with their places, folded and stemmed, for six languages.

Tokens are found the same way in every language, so that one position means one place in a document whatever the
language of the page. Stop words are kept: a phrase is all of its words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from threading import Lock

from snowballstemmer import stemmer

from repository.authority_records import LANGUAGES

DEFAULT_LANGUAGE = "en"
# Longer runs of letters are not words (encoded data, rules of dots read as letters); their beginning is enough.
_LONGEST_FORM = 60
_STEMMERS = {
    "en": stemmer("english"),
    "fr": stemmer("french"),
    "es": stemmer("spanish"),
    "pt": stemmer("portuguese"),
    "ar": stemmer("arabic"),
    "ru": stemmer("russian"),
}
# A stemmer keeps the word it is working on in itself.
_STEMMING = Lock()


def _class_of(categories: tuple[str, ...]) -> str:
    """A character class (without brackets) of all characters of some Unicode categories, where Unicode has any."""
    planes = chain(range(0x20000), range(0xE0100, 0xE01F0))
    members = [code for code in planes if unicodedata.category(chr(code)) in categories]
    ranges: list[list[int]] = []
    for code in members:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)


# Marks, tatweel, soft hyphens, joiners and what changes the look of a character stand inside a word and do not end it.
_JOINED = "\u0640\u00ad\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
INSIDE = _class_of(("Mn", "Mc", "Me")) + _JOINED
# Signs that span the digits behind them.
SPANNING = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
TOKEN = re.compile(
    rf"[{SPANNING}]*(?:\d+\+\d+[{INSIDE}]*|[^\W_\u0640][^\W_]*(?:[{INSIDE}]+[^\W_]*)*)",
)
_NO_LETTERS = re.compile(f"[{_JOINED}{SPANNING}]")
# A word with what may stand between it and the end of a passage: no character is cut off from its marks.
_WITH_SIGNS = re.compile(rf"{TOKEN.pattern}[.,;:!?…؟؛،'\"’”»)\]{INSIDE}]*")

# What has no decomposition in Unicode but is written without it just as often.
_REPLACED = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ə": "a",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
    }
)
_SHORT_I = "и\u0306"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: `text[start:end]`, and its folded form."""

    start: int
    end: int
    form: str


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words and numbers of `text[start:end]`, in order; "5+5" is one, "inter-State" and "l'accord" are two."""
    found = TOKEN.finditer(text, start, len(text) if end is None else end)
    return (Token(match.start(), match.end(), fold(match.group())) for match in found)


def word_end(text: str, start: int) -> int:
    """Where the word ends that begins at `start`."""
    match = TOKEN.match(text, start)
    return match.end() if match else start


def passage_end(text: str, start: int) -> int:
    """Where a passage ends whose last word begins at `start`: behind the signs that follow the word."""
    match = _WITH_SIGNS.match(text, start)
    return match.end() if match else start


def forms(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(token.form for token in tokens(text))


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word without case, accents, vowel signs, tatweel and ligatures; digits of any script as 0-9."""
    if word.isascii():
        return word.lower()[:_LONGEST_FORM] or word
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    # The Russian short i is a letter of its own, not an i with a mark; the stemmer needs it.
    decomposed = decomposed.replace(_SHORT_I, "й")
    kept = (character for character in decomposed if not unicodedata.category(character).startswith("M"))
    plain = _NO_LETTERS.sub("", "".join(kept)).translate(_REPLACED)
    digits = plain if plain.isascii() else "".join(_digit(character) for character in plain)
    return digits[:_LONGEST_FORM] or word


def _digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdigit() else character


@lru_cache(maxsize=200_000)
def stem(form: str, language: str) -> str:
    """The term that all inflections of a folded word share in a language."""
    prepared = _PREPARED.get(language, _as_it_is)(form)
    with _STEMMING:
        stemmed = _STEMMERS[language].stemWord(prepared)
    return fold(stemmed) or form


def _as_it_is(form: str) -> str:
    return form


_AMERICAN = re.compile(r"(?<=\w{3}i)z(?=(?:e[ds]?|ers?|ing|ations?|ational)$)")
_LABOR = re.compile(r"^labor(?=(?:s|ed|ers?|ing)?$)")


def _english(form: str) -> str:
    """One spelling of -ize and -ise, labor and labour; the stemmer takes regularization for a form of regular."""
    return _LABOR.sub("labour", _AMERICAN.sub("s", form))


def _french(form: str) -> str:
    """Plurals in -ions as their singular: the stemmer takes -issions for a verb's ending."""
    return form[:-1] if form.endswith("ions") else form


def _portuguese(form: str) -> str:
    """Plurals in -ões and -ães as their singular, with the accents that the stemmer goes by."""
    singular = re.sub(r"(?<=\w\w)(?:oes|aes)$", "ao", form)
    return re.sub(r"cao$", "ção", singular)


# The article and what is written together with it, then "and" before a longer word (as in Larkey's light10).
_ARABIC_BEFORE = re.compile(r"^(?:و?(?:ال|بال|كال|فال|لل)(?=\w{2})|و(?=\w{3}))")


def _arabic(form: str) -> str:
    bare = _ARABIC_BEFORE.sub("", form)
    return _ARABIC_BEFORE.sub("", bare) if form.startswith("و") and bare.startswith(("ال", "بال", "لل")) else bare


_PREPARED: dict[str, Callable[[str], str]] = {"en": _english, "fr": _french, "pt": _portuguese, "ar": _arabic}

# Elided words that say nothing by themselves when a reader types l'accord without quotation marks.
_ELIDED = {
    "fr": frozenset(["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"]),
    "pt": frozenset("d"),
    "en": frozenset[str](),
}
_APOSTROPHE = re.compile(r"['’ʼ`´]")


@lru_cache(maxsize=5_000)
def phrase_terms(text: str, language: str) -> tuple[str, ...]:
    """The terms of a phrase, every word counting."""
    return tuple(stem(form, language) for form in forms(text))


@lru_cache(maxsize=5_000)
def word_terms(word: str, language: str) -> tuple[str, ...]:
    """The terms of one typed word; several ("inter-State") stand next to each other.

    An elided article (l'accord) or an English possessive (State's) does not have to be there.
    """
    whole = forms(word)
    if len(whole) > 1 and _APOSTROPHE.search(word):
        if whole[0] in _ELIDED.get(language, ()):
            whole = whole[1:]
        elif language == "en" and whole[-1] == "s":
            whole = whole[:-1]
    return tuple(stem(form, language) for form in whole)


@lru_cache(maxsize=5_000)
def language_of(*candidates: str | None) -> str:
    """The first of the candidates that has an analysis of its own, else English."""
    return next((candidate for candidate in candidates if candidate in LANGUAGES), DEFAULT_LANGUAGE)
