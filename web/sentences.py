"""Sentences of the lower floors in the language of a page: `said` keeps what fills them in, the translations say them.

What comes from the database is text only: a file that could not be read keeps its reason in English. Such a sentence
is recognised by the templates that the translations know; what is none of ours, such as a reason that a person wrote,
stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from api.dates import dates_in_words
from api.listing import listed
from repository.said import Said, Value, filled_in
from web.interface_language import SOURCE
from web.translations import templates, translations

_PLACE = re.compile(r"%\((\w+)\)s")
# Letters, figures and signs of a template besides its places; shorter ones would recognise what is not theirs.
_LEAST_OWN = 10
# No sentence of ours is longer.
_LONGEST = 2000
# A name in Latin letters among Arabic ones keeps its own direction (Unicode's isolates).
_ISOLATED = {"ar": "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"}


def in_language(sentence: str, language: str) -> str:
    """A sentence in a language; as it is where nobody has translated it, and in English."""
    if language == SOURCE:
        return str(sentence)
    known = _known(sentence, language)
    return _said(known, language) if known else str(sentence)


def said_in(language: str) -> Callable[[str], Markup]:
    """`{{ sentence|said }}` of a template; what is none of our sentences is set apart, in its own direction."""

    def said(sentence: str) -> Markup:
        if language == SOURCE or not sentence:
            return escape(str(sentence))
        known = _known(sentence, language)
        return escape(_said(known, language)) if known else Markup("<bdi>%s</bdi>") % sentence

    return said


def _known(sentence: str, language: str) -> Said | None:
    return sentence if isinstance(sentence, Said) else _recognised(sentence, language)


def _said(sentence: Said, language: str) -> str:
    words = translations(language)
    values = {name: _value(value, language) for name, value in sentence.values.items()}
    if sentence.many:
        template = words.ngettext(sentence.template, sentence.many, int(str(sentence.values["count"])))
    else:
        template = words.gettext(sentence.template)
    return filled_in(template, values)


def _value(value: Value, language: str) -> str:
    if isinstance(value, Said):
        return _said(value, language)
    if isinstance(value, str):
        return _ISOLATED.get(language, "%s") % value
    if isinstance(value, tuple):
        return listed((_value(one, language) for one in value), language)
    if isinstance(value, date):
        return dates_in_words(value.isoformat(), None, language)
    return str(format_decimal(value, locale=language))


@lru_cache(1000)
def _recognised(sentence: str, language: str) -> Said | None:
    """The sentence as it was made, by the template that accounts for most of it."""
    if len(sentence) > _LONGEST:
        return None
    if (sentence, "") in templates(language):
        return Said(sentence, {})
    return next(filter(None, (_matched(sentence, language, *forms) for forms in _by_length(language))), None)


def _matched(sentence: str, language: str, one: str, many: str) -> Said | None:
    for form in filter(None, (one, many)):
        if (filled := _filled(form, sentence)) is not None:
            # What filled it in may be another sentence of ours.
            values: dict[str, Value] = {name: _recognised(value, language) or value for name, value in filled.items()}
            return Said(one, values | _count(filled) if many else values, many)
    return None


def _count(filled: Mapping[str, str]) -> dict[str, Value]:
    digits = filled.get("count", "1").replace(",", "")
    return {"count": int(digits) if digits.isdecimal() else 0}


@cache
def _by_length(language: str) -> list[tuple[str, str]]:
    """The templates with places, those first of which most is their own."""
    placed = [message for message in templates(language) if _PLACE.search(message[0]) and _own(message) >= _LEAST_OWN]
    return sorted(placed, key=_own, reverse=True)


def _own(message: tuple[str, str]) -> int:
    return len(_PLACE.sub("", message[0]))


def _filled(template: str, sentence: str) -> dict[str, str] | None:
    """What stands in the places of a template, the same in the same, if the sentence was made by it.

    Looked for from left to right, each as short as can be: a file's name may be written to keep a regular expression
    trying for long.
    """
    parts = _PLACE.split(template)
    names, (begin, *between) = parts[1::2], [text.replace("%%", "%") for text in parts[::2]]
    end = len(sentence) - len(between[-1])
    if not (sentence.startswith(begin) and sentence.endswith(between[-1])):
        return None
    at, filled = len(begin), dict[str, str]()
    for number, (name, text) in enumerate(zip(names, between, strict=True), start=1):
        to = end if number == len(names) else sentence.find(text, at + 1, end)
        if to <= at or filled.setdefault(name, sentence[at:to]) != sentence[at:to]:
            return None
        at = to + len(text)
    return filled
