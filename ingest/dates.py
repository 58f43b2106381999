"""Dates and ranges of dates written in six languages, found in a text with their precision."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.folding import fold_with_offsets
from ingest.months import month_numbers
from ingest.spelled_numbers import spelled_days, spelled_years

_MONTH_NAME = "|".join(sorted((re.escape(name) for name in month_numbers()), key=len, reverse=True))
_M = rf"(?<!\w)[لفبو]?(?P<m{{0}}>{_MONTH_NAME})\.?(?:\s*[/(]\s*(?:{_MONTH_NAME})\)?)?(?!\w)"


def _any_of(spellings: Iterable[str]) -> str:
    """A pattern for numbers in words; their parts may be joined by hyphens or broken over lines."""
    longest_first = sorted(spellings, key=len, reverse=True)
    return "|".join(spelling.replace(" ", r"[\s-]+") for spelling in longest_first)


_DAY = rf"(?P<d{{0}}>[0-3]?\d|(?<!\w)(?:{_any_of(spelled_days())}))(?:st|nd|rd|th|er|ro|[.]?o|a|[.]?°|-?го|-?е)?(?!\w)"
_D = r"(?<![\d.,/-])" + _DAY
_D_AFTER = r"(?<!\d)" + _DAY
_Y = rf"(?P<y{{0}}>(?:19|20)\d\d(?!\d)|(?:{_any_of(spelled_years())})(?![\w-]))"
_Y_ALONE = r"(?P<y1>(?:19|20)\d\d)(?!\d)"
_OF = r"\s*(?:(?:days?|dias?|jours?)\s+)?(?:(?:de|del|of|du|do|d')\s+|d')?(?:(?:the month of|mes de|mois de)\s+)?"
_OF_YEAR = (
    r"\s*,?\s*(?:(?:in |en )?(?:the year|l'an|l'annee|el ano|no ano)(?: of| de)?\s+)?"
    r"(?:(?:de|del|of|do|عام|سنه|لعام)\s+)?(?:ano\s+)?(?:de\s+)?"
)
# A dash that a copy lost leaves a question mark or nothing between two days.
_TO = r"\s*(?:-|/|[?·]|to|and|au|et|al?|e|y|ate|hasta|until|&|по|и|до|الي|حتي|و)\s*(?:(?:los?|le|el|o|dias?|о)\s+)?"
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
Forms = tuple[tuple[re.Pattern[str], Build], ...]


def _day(groups: Groups, d: str, m: str, y: str) -> str | None:
    year = _number(groups[y] or "0", spelled_years())
    return _iso(year, month_numbers()[groups[m] or ""], _number(groups[d] or "0", spelled_days()))


def _number(text: str, spelled: Mapping[str, int]) -> int:
    return int(text) if text.isdecimal() else spelled[" ".join(re.split(r"[\s-]+", text))]


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
    year = _number(groups["y1"] or "0", spelled_years())
    first = f"{year}-{month_numbers()[groups['m1'] or '']:02}"
    last = f"{year}-{month_numbers()[groups['m2'] or '']:02}" if groups.get("m2") else first
    return (first, last) if first <= last else None


def _numbered_act(groups: Groups) -> tuple[str, str] | None:
    found = _iso(int(groups["y1"] or 0), month_numbers()[groups["m1"] or ""], int(groups["d1"] or 0))
    return (found, found) if found else None


def _numbers(groups: Groups) -> tuple[str, str] | None:
    year, month, day = (int(groups[name] or 0) for name in ("y1", "n1", "d1"))
    if groups.get("slash") == "/" and month <= 12 and day <= 12 and month != day:
        return str(year), str(year)  # 03/04/2015 is March or April, according to who wrote it.
    found = _iso(year, month, day) or _iso(year, day, month)
    return (found, found) if found else None


def _year(groups: Groups) -> tuple[str, str]:
    return str(groups["y1"]), str(groups["y1"])


# The longest forms first; a later form never reads words that an earlier one has read.
_FORMS: Forms = (
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
    # "Resolução n.º 41/2014, de 10 de abril": the year stands in the number of the act.
    (
        re.compile(rf"(?<!\d)\d{{1,4}}/{_Y_ALONE}\s*,?\s*(?:de|du|del|of|от)\s+(?P<d1>[0-3]?\d)" + _OF + _M.format(1)),
        _numbered_act,
    ),
    (re.compile(rf"(?<!\d){_Y_ALONE}-(?P<n1>[01]\d)-(?P<d1>[0-3]\d)(?!\d)"), _numbers),
    (re.compile(rf"(?<![\d./])(?P<d1>[0-3]?\d)(?P<slash>[./])(?P<n1>[0-3]?\d)(?P=slash){_Y_ALONE}"), _numbers),
    (re.compile(_M.format(1) + rf"(?:{_TO}{_M.format(2)})?" + _OF_YEAR + _Y.format(1)), _month),
    # Neither part of 2018-2020, of A/2016/12 or of "2030 Agenda".
    (
        re.compile(
            r"(?<![\w/.-])(?<!\d\s)(?<!agenda )(?<!vision )(?<!programme )"
            + _Y_ALONE
            + r"(?!\w)(?!\s*[-/]\s*\d)(?!\s+agenda)"
        ),
        _year,
    ),
)  # fmt: skip


_BARE_FORMS: Forms = (
    (
        re.compile(_D.format(1) + _OF + _M.format(1) + _TO + _NAME_OF_DAY + _D_AFTER.format(2) + _OF + _M.format(2)),
        _two_months,
    ),
    (re.compile(_DAYS + _OF + _M.format(1)), _one_month),
    (re.compile(_M.format(1) + r"\s+" + _DAYS), _one_month),
)
_LEAP = "2000"  # Any year that has every day.


# Every date holds figures, or a year in words.
_MAYBE = re.compile(r"\d|thousand|twenty|ninety|mil |mille|neuf cent|тысяч", re.IGNORECASE)


def dates_in(text: str) -> list[DateMention]:
    """Every date of a text, in order; words are read once."""
    return list(_dates_in(text)) if _MAYBE.search(text) else []


@lru_cache(maxsize=2_000)
def _dates_in(text: str) -> tuple[DateMention, ...]:
    """The same lines are asked for again while a title block is read."""
    return tuple(sorted(_found(text, _FORMS, {}, []), key=lambda mention: mention.start))


def days_without_year(text: str) -> list[DateMention]:
    """Days with a month and no year, "Lisboa, 21 e 22 de fevereiro", as days of a year that means nothing."""
    taken = [(date.start, date.end) for date in dates_in(text)]
    return list(_found(text, _BARE_FORMS, {"y1": _LEAP, "y2": _LEAP}, taken)) if _MAYBE.search(text) else []


def _found(text: str, forms: Forms, given: Groups, taken: list[tuple[int, int]]) -> Iterator[DateMention]:
    """What the forms read, each word once; `taken` are spans of the text that were read before."""
    folded = fold_with_offsets(text)
    for pattern, build in forms:
        for match in pattern.finditer(folded.text):
            start, end = folded.original(*match.span())
            if any(start < last and first < end for first, last in taken):
                continue
            if span := build({**match.groupdict(), **given}):
                taken.append((start, end))
                yield DateMention(*span, start, end)
