"""One month as a calendar prints it: weeks of days, each with the meetings that touch it."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.links import document_url
from repository.models import Meeting

MONDAY = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting, how many of its documents a reader may see and where, and its days as far as they are known."""

    meeting: Meeting
    documents: int
    url: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's weeks; `inside` is false for the days of its neighbours."""

    date: date
    inside: bool
    meetings: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday; `undated` are the meetings of which only the month is known."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    undated: tuple[Held, ...]

    @property
    def before(self) -> str:
        """The month before, as 2018-04."""
        return (self.first - timedelta(days=1)).isoformat()[:7]

    @property
    def after(self) -> str:
        """The next month."""
        return (self.first + timedelta(days=31)).isoformat()[:7]


def held(meeting: Meeting, documents: int, public_id: str) -> Held:
    """A meeting with its days; those of a meeting known by month or year are not known."""
    first = _day(meeting.date_from)
    last = max(first, _day(meeting.date_to) or first) if first else None
    year = f"&year={meeting.date_from[:4]}" if meeting.date_from else ""
    of_process = f"/search?iscm={meeting.iscms[0]}{year}&sort=date"
    return Held(meeting, documents, document_url(public_id) if documents == 1 else of_process, first, last)


def month(name: str, meetings: Sequence[Held]) -> Month:
    """The month named as 2018-05."""
    year, number = (int(part) for part in name.split("-"))
    weeks = tuple(
        tuple(Day(day, day.month == number, _on(day, meetings)) for day in week)
        for week in Calendar(MONDAY).monthdatescalendar(year, number)
    )
    undated = tuple(one for one in meetings if one.first is None and one.meeting.date_from == name)
    return Month(date(year, number, 1), weeks, undated)


def _on(day: date, meetings: Sequence[Held]) -> tuple[Held, ...]:
    return tuple(one for one in meetings if one.first and one.last and one.first <= day <= one.last)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and len(text) == len("2016-11-03") else None
    except ValueError:
        return None
