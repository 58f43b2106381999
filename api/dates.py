"""Dates in words, no more exact than they are known."""

from datetime import UTC, date, datetime

from babel.dates import format_date

# Day before month, as documents of these processes print it.
_LOCALE = "en_GB"
# By the length of an ISO date: 2016, 2016-11, 2016-11-03.
_PATTERNS = {4: "y", 7: "MMMM y", 10: "d MMMM y"}


def dates_in_words(start: str | None, end: str | None = None) -> str:
    """`2016-11-03`, `2016-11-04` as "3–4 November 2016"; an unknown date is an empty text."""
    if not start:
        return ""
    end = end or start
    first, last = _first_day(start), _first_day(end)
    if start == end or not first or not last:
        return _one(start) if start == end else f"{_one(start)} – {_one(end)}"
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{first.day}–{_one(end)}"
    if len(start) == len(end) > 4 and start[:4] == end[:4]:
        return f"{_words(first, _PATTERNS[len(start)].removesuffix(' y'))} – {_one(end)}"
    return f"{_one(start)} – {_one(end)}"


def moment_in_words(moment: datetime) -> str:
    """A moment as "3 November 2016, 14:05 UTC"."""
    moment = moment.astimezone(UTC)
    return f"{_words(moment.date(), 'd MMMM y')}, {moment:%H:%M} UTC"


def _one(text: str) -> str:
    day = _first_day(text)
    return _words(day, _PATTERNS[len(text)]) if day else text


def _words(day: date, pattern: str) -> str:
    return str(format_date(day, pattern, locale=_LOCALE))


def _first_day(text: str) -> date | None:
    """The first day that a date, cut at its precision, can mean."""
    if len(text) not in _PATTERNS:
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return None
