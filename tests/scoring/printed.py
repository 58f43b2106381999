"""Known meetings printed as first pages in the ways secretariats, news pages and sites with copies print them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from ingest.extracted import Extracted, RawPage
from ingest.limits import Limits
from ingest.pipeline import understood
from repository.authority import Authority
from repository.authority_records import Meeting
from repository.reading import Reading
from repository.states import state_name

_BODY = (
    "The meeting looked at how States of origin, transit and destination work together on migration and asylum and "
    "heard what had been done since the meeting before. The Rabat Process and the Bali Process were named as examples "
    "of such dialogue in 2001."
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A meeting in words: its name, the title of its outcome, when and where."""

    meeting: Meeting
    name: str
    title: str
    day: str
    place: str


def printed(meeting: Meeting) -> Printed | None:
    """The words of a meeting, or None where too little is known of it to print a first page."""
    if (
        meeting.outcome is None
        or meeting.outcome.title is None
        or meeting.date_from is None
        or len(meeting.date_from) < 7
    ):
        return None
    country = state_name(meeting.country, "en") if meeting.country else None
    place = ", ".join(part for part in (meeting.city, country) if part)
    return Printed(meeting, meeting.name, meeting.outcome.title, _day(meeting.date_from, meeting.date_to), place)


def _day(first: str, last: str | None) -> str:
    if len(first) == 7:
        return str(format_date(date.fromisoformat(f"{first}-01"), "MMMM y", locale="en"))
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    if start == end:
        return str(format_date(start, "d MMMM y", locale="en"))
    if start.month == end.month:
        return f"{start.day}–{end.day} {format_date(start, 'MMMM y', locale='en')}"
    return f"{format_date(start, 'd MMMM', locale='en')} – {format_date(end, 'd MMMM y', locale='en')}"


def _where_and_when(it: Printed) -> str:
    return ", ".join(part for part in (it.place, it.day) if part)


def _letterhead(it: Printed) -> str:
    return f"{it.name}\n\n{it.title}\n\n{_where_and_when(it)}\n\n1. {_BODY}"


def _capitals(it: Printed) -> str:
    half = len(it.name.split()) // 2
    first, second = it.name.upper().split()[:half], it.name.upper().split()[half:]
    return f"{' '.join(first)}\n{' '.join(second)}\n{_where_and_when(it).upper()}\n\n{it.title.upper()}\n\n{_BODY}"


def _title_first(it: Printed) -> str:
    return f"{it.title}\n\nadopted at the {it.name}\n{_where_and_when(it)}\n\n{_BODY}"


def _without_breaks(it: Printed) -> str:
    head = f"{it.name} {_where_and_when(it)} {it.title}".upper()
    return f"{head} 1. The meeting was held in good spirit. {_BODY}"


def _told(it: Printed) -> str:
    held = "on" if it.day[:1].isdigit() else "in"
    place = f" in {it.place}" if it.place else ""
    return f"{it.title}\n\nThe {it.name} was held{place} {held} {it.day}. {_BODY}"


def _posted(it: Printed) -> str:
    year = int((it.meeting.date_from or "")[:4])
    return (
        f"Home\nNews\n{it.title}\n\nPosted on: 3 January {year + 1}\n\n{it.name}\n{_where_and_when(it)}\n\n"
        f"{_BODY} The next meeting will be held in Geneva in March {year + 2}."
    )


LAYOUTS: dict[str, Callable[[Printed], str]] = {
    "letterhead": _letterhead,
    "capitals": _capitals,
    "title first": _title_first,
    "without breaks": _without_breaks,
    "told": _told,
    "posted": _posted,
}


def readings(authority: Authority) -> Iterator[tuple[str, Meeting, Reading]]:
    """Every meeting that is known well enough, read in every layout."""
    for meeting in authority.meetings:
        if words := printed(meeting):
            for layout, write in LAYOUTS.items():
                page = Extracted((RawPage(write(words)),))
                yield layout, meeting, understood(page, "text/plain", "outcome.txt", authority, Limits())
