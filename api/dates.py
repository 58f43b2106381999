"""Dates in words, no more exact than they are known."""

from datetime import UTC, date, datetime

from babel.dates import format_date, format_skeleton

# Day before month, as documents of these processes print it.
_LOCALES = {"en": "en_GB"}
# How CLDR names what is known of a date, by the length of its ISO form: 2016, 2016-11, 2016-11-03.
_SKELETONS = {4: "y", 7: "yMMMM", 10: "yMMMMd"}


def dates_in_words(start: str | None, end: str | None = None, language: str = "en") -> str:
    """`2016-11-03`, `2016-11-04` as "3–4 November 2016"; an unknown date is an empty text."""
    if not start:
        return ""
    end = end or start
    first, last = _first_day(start), _first_day(end)
    if start == end:
        return _one(start, language)
    if first and last and len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{first.day}–{_one(end, language)}"
    if first and last and len(start) == len(end) > 4 and start[:4] == end[:4]:
        return f"{_without_year(first, len(start), language)} – {_one(end, language)}"
    return f"{_one(start, language)} – {_one(end, language)}"


def moment_in_words(moment: datetime, language: str = "en") -> str:
    """A moment as "3 November 2016, 14:05 UTC"."""
    moment = moment.astimezone(UTC)
    return f"{_words(moment.date(), 'yMMMMd', language)}, {moment:%H:%M} UTC"


def _one(text: str, language: str) -> str:
    day = _first_day(text)
    return _words(day, _SKELETONS[len(text)], language) if day else text


def _without_year(day: date, length: int, language: str) -> str:
    if length == len("2016-11"):
        return str(format_date(day, "LLLL", locale=_locale(language)))
    return str(format_skeleton("MMMMd", day, locale=_locale(language)))


def _words(day: date, skeleton: str, language: str) -> str:
    if skeleton == "yMMMMd":
        return str(format_date(day, "long", locale=_locale(language)))
    return str(format_skeleton(skeleton, day, locale=_locale(language)))


def _locale(language: str) -> str:
    return _LOCALES.get(language, language)


def _first_day(text: str) -> date | None:
    """The first day that a date, cut at its precision, can mean."""
    if len(text) not in _SKELETONS:
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return None
