"""Numbered meetings of a process, and the numbers that are missing from the record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from repository.authority_records import Meeting

_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Meetings of these levels are of several kinds, each with numbers of its own.
_MIXED = ("other", "technical")


@dataclass(frozen=True, slots=True)
class Gap:
    """The numbers of a series that no meeting on record has, as ranges: "2, 4–6"."""

    level: str
    numbers: str


def gaps(meetings: Iterable[Meeting], slug: str) -> list[Gap]:
    """For each level of a process's meetings, the numbers missing before its latest one."""
    known: dict[str, set[int]] = {}
    for meeting in meetings:
        number = _number(meeting.ordinal or "")
        # A meeting of two processes has a number in one of them only.
        if number and meeting.iscms == (slug,) and meeting.level not in _MIXED:
            known.setdefault(meeting.level, set()).add(number)
    missing = ((level, sorted(set(range(1, max(numbers))) - numbers)) for level, numbers in known.items())
    return [Gap(level, ", ".join(_ranges(numbers))) for level, numbers in missing if numbers]


def _number(ordinal: str) -> int:
    """5 for "5th" and for "V"; 0 for what is no number."""
    if found := _NUMBER.fullmatch(ordinal):
        return int(found[1])
    if not ordinal or set(ordinal) - set(_ROMAN):
        return 0
    values = [_ROMAN[letter] for letter in ordinal]
    return sum(
        -value if any(value < later for later in values[at + 1 : at + 2]) else value for at, value in enumerate(values)
    )


def _ranges(numbers: list[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(numbers), key=lambda one: one[1] - one[0]):
        row = [number for _, number in run]
        yield str(row[0]) if len(row) == 1 else f"{row[0]}–{row[-1]}"
