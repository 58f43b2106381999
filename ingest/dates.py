"""Dates and ranges of dates written in six languages, found in a text with their precision."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ingest.folding import fold_with_offsets
from ingest.months import month_numbers

_MONTH_NAME = "|".join(sorted((re.escape(name) for name in month_numbers()), key=len, reverse=True))
_M = rf"(?<!\w)[لفبو]?(?P<m{{0}}>{_MONTH_NAME})\.?(?:\s*[/(]\s*(?:{_MONTH_NAME})\)?)?(?!\w)"
_DAY = r"(?P<d{0}>[0-3]?\d)(?:st|nd|rd|th|er|ro|o|a|°|-?го|-?е)?(?!\w)"
_D = r"(?<![\d.,/-])" + _DAY
_D_AFTER = r"(?<!\d)" + _DAY
_Y = r"(?P<y{0}>(?:19|20)\d\d)(?!\d)"
_OF = r"\s*(?:(?:de|del|of|du|do|d')\s+|d')?(?:mes de\s+)?"
_OF_YEAR = r"\s*,?\s*(?:(?:de|del|of|do|l'annee|عام|سنه|لعام)\s+)?(?:ano\s+)?"
_TO = r"\s*(?:-|/|to|and|au|et|al?|e|y|ate|hasta|until|&|по|и|до|الي|حتي|و)\s*(?:(?:los?|le|el|o|dias?|о)\s+)?"
_COMMA = r"\s*(?:,|،)\s*"
_NAME_OF_DAY = r"(?:[^\W\d_]{5,}\s+)?"
_DAYS = _D.format(1) + rf"(?:(?:{_COMMA}(?:[0-3]?\d))*{_TO}{_NAME_OF_DAY}" + _D_AFTER.format(2) + ")?"
_WEEKDAY = r"(?:\s*,?\s*[^\W\d_]+day)?"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: ISO days cut at their precision, and the offsets of its words."""

    first: str
    last: str
    start: int
    end: int

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return {4: "year", 7: "month"}.get(len(self.first), "day")

    @property
    def year(self) -> str:
        """The year of the first day."""
        return self.first[:4]


Groups = dict[str, str | None]
Build = Callable[[Groups], tuple[str, str] | None]


def _day(groups: Groups, d: str, m: str, y: str) -> str | None:
    year, month, day = int(groups[y] or 0), month_numbers()[groups[m] or ""], int(groups[d] or 0)
    return _iso(year, month, day)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _one_month(groups: Groups) -> tuple[str, str] | None:
    first = _day(groups, "d1", "m1", "y1")
    last = _day(groups, "d2", "m1", "y1") if groups.get("d2") else first
    # Right-to-left lines of a PDF may come out as 26-25.
    return (min(first, last), max(first, last)) if first and last else None


def _two_months(groups: Groups) -> tuple[str, str] | None:
    first = _day(groups, "d1", "m1", "y1" if groups.get("y1") else "y2")
    last = _day(groups, "d2", "m2", "y2")
    return (first, last) if first and last and first <= last else None


def _month(groups: Groups) -> tuple[str, str] | None:
    first = f"{groups['y1']}-{month_numbers()[groups['m1'] or '']:02}"
    last = f"{groups['y1']}-{month_numbers()[groups['m2'] or '']:02}" if groups.get("m2") else first
    return (first, last) if first <= last else None


def _numbers(groups: Groups) -> tuple[str, str] | None:
    year, month, day = (int(groups[name] or 0) for name in ("y1", "n1", "d1"))
    if groups.get("slash") == "/" and month <= 12 and day <= 12 and month != day:
        return str(year), str(year)  # 03/04/2015 is March or April, according to who wrote it.
    found = _iso(year, month, day) or _iso(year, day, month)
    return (found, found) if found else None


def _year(groups: Groups) -> tuple[str, str]:
    return str(groups["y1"]), str(groups["y1"])


# The longest forms first; a later form never reads words that an earlier one has read.
_FORMS: tuple[tuple[re.Pattern[str], Build], ...] = (
    (
        re.compile(
            _D.format(1) + _OF + _M.format(1) + rf"(?:{_OF_YEAR}{_Y.format(1)})?" + _TO + r"(?:the\s+|du\s+|del\s+)?"
            + _NAME_OF_DAY + _D_AFTER.format(2) + _OF + _M.format(2) + _OF_YEAR + _Y.format(2)
        ),
        _two_months,
    ),
    (
        re.compile(
            _M.format(1) + r"\s+" + _D.format(1) + rf"(?:,?\s*{_Y.format(1)})?" + _TO + _M.format(2) + r"\s+"
            + _D_AFTER.format(2) + r",?\s+" + _Y.format(2)
        ),
        _two_months,
    ),
    (re.compile(_DAYS + _OF + _M.format(1) + _OF_YEAR + _Y.format(1)), _one_month),
    (re.compile(_M.format(1) + r"\s+" + _DAYS + _WEEKDAY + r"\s*,?\s+" + _Y.format(1)), _one_month),
    (re.compile(rf"(?<!\d){_Y.format(1)}-(?P<n1>[01]\d)-(?P<d1>[0-3]\d)(?!\d)"), _numbers),
    (re.compile(rf"(?<![\d./])(?P<d1>[0-3]?\d)(?P<slash>[./])(?P<n1>[0-3]?\d)(?P=slash){_Y.format(1)}"), _numbers),
    (re.compile(_M.format(1) + rf"(?:{_TO}{_M.format(2)})?" + _OF_YEAR + _Y.format(1)), _month),
    # Neither part of 2018-2020, of A/2016/12 or of "2030 Agenda".
    (
        re.compile(
            r"(?<![\w/.-])(?<!\d\s)(?<!agenda )(?<!vision )(?<!programme )"
            + _Y.format(1)
            + r"(?!\w)(?!\s*[-/]\s*\d)(?!\s+agenda)"
        ),
        _year,
    ),
)  # fmt: skip


def dates_in(text: str) -> list[DateMention]:
    """Every date of a text, in order; words are read once."""
    folded = fold_with_offsets(text)
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for pattern, build in _FORMS:
        for match in pattern.finditer(folded.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if span := build(match.groupdict()):
                taken.append(match.span())
                found.append(DateMention(*span, *folded.original(*match.span())))
    return sorted(found, key=lambda mention: mention.start)
