"""Title blocks that print the day and month of a meeting without its year, and dates that brackets give to a name."""

import re
from collections.abc import Iterator, Sequence

from ingest.dates import DateMention, dates_in, days_without_year
from ingest.front import Front

_LONGEST_BRACKETS = 80
_OPEN = re.compile(rf"[(\[][^()\[\]]{{0,{_LONGEST_BRACKETS}}}$")
_CLOSE = re.compile(rf"[^()\[\]\n]{{0,{_LONGEST_BRACKETS}}}[)\]]")
_MONTH_AND_DAY = slice(5, None)
Days = tuple[str, str]


def is_in_brackets(text: str, date: DateMention) -> bool:
    """Whether a date stands in brackets, where it is that of the conference named before them."""
    before = text[max(0, date.start - _LONGEST_BRACKETS) : date.start]
    return bool(_OPEN.search(before)) and bool(_CLOSE.match(text, date.end))


def bare_days(front: Front) -> Iterator[DateMention]:
    """Days of the title block without a year, by their place on the page."""
    for line in front.block:
        for date in days_without_year(line.text):
            if not is_in_brackets(line.text, date):
                yield DateMention(date.first, date.last, line.start + date.start, line.start + date.end)


def same_days(texts: Sequence[str], bare: Sequence[DateMention]) -> tuple[int, DateMention] | None:
    """Page and date where the same days stand with a year; nothing where they stand with several years."""
    wanted = {_days(date) for date in bare}
    found = [
        (number, date)
        for number, text in enumerate(texts, start=1)
        for date in dates_in(text)
        if date.precision == "day" and _days(date) in wanted
    ]
    return found[0] if len({date.year for _, date in found}) == 1 else None


def _days(date: DateMention) -> Days:
    return date.first[_MONTH_AND_DAY], date.last[_MONTH_AND_DAY]
