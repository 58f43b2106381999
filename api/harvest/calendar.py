"""meetings.ics: the meetings whose days are known, for calendars."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request, Response
from icalendar import Calendar, Event

from api.addresses import base_url
from api.authentication import CurrentActor
from api.harvest.caching import cache_headers
from api.house import CurrentHouse
from api.links import document_url, process_url
from repository.authority import Authority
from repository.calendar import MeetingFilter
from repository.clock import now
from repository.models import Document, Meeting
from repository.states import state_name

router = APIRouter()

# What a reader of the calendar should know of how sure an entry is.
_DOUBTS = {
    "partly": ("The meeting is certain; a detail of this entry is not.",),
    "unverified": ("This entry has not been verified.",),
}


@router.get("/meetings.ics")
def meetings(
    request: Request, house: CurrentHouse, actor: CurrentActor, iscm: str = "", year: str = "", country: str = ""
) -> Response:
    """All-day events; a meeting known by its month only has no day to stand on and is left out."""
    asked = MeetingFilter(iscm, year, country)
    settings, authority = house.repository.settings, house.repository.authority
    site, made_at = base_url(request), now().replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", "-//ISCM repository//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{settings.site_name}: meetings")
    with house.repository.read() as uow:
        for meeting, documents in uow.documents.meetings(actor):
            if asked.fits(meeting) and (days := days_of(meeting)):
                calendar.add_component(_event(meeting, documents, days, authority, site, made_at))
    return Response(calendar.to_ical(), media_type="text/calendar", headers=cache_headers(actor))


def days_of(meeting: Meeting) -> tuple[date, date] | None:
    """The first day and the day after the last, or None where the days are not known."""
    first = _day(meeting.date_from)
    if first is None:
        return None
    last = _day(meeting.date_to) or first
    return first, max(first, last) + timedelta(days=1)


def _event(
    meeting: Meeting,
    documents: Sequence[Document],
    days: tuple[date, date],
    authority: Authority,
    site: str,
    made_at: datetime,
) -> Event:
    event = Event()
    # The key is permanent and the same in every installation, whatever its address.
    event.add("uid", f"{meeting.key}@meetings.iscm-repository")
    event.add("dtstamp", made_at)
    event.add("dtstart", days[0])
    event.add("dtend", days[1])
    event.add("summary", meeting.name)
    if place := _place(meeting):
        event.add("location", place)
    event.add("description", "\n".join(_lines(meeting, documents, authority, site)))
    event.add("url", site + process_url(meeting.iscms[0]))
    event.add("categories", [authority.label("iscm", slug) for slug in meeting.iscms])
    event.add("transp", "TRANSPARENT")
    return event


def _lines(meeting: Meeting, documents: Sequence[Document], authority: Authority, site: str) -> list[str]:
    processes = "; ".join(authority.iscm(slug).name for slug in meeting.iscms)
    outcomes = [f"{item.title or 'Untitled document'}: {site}{document_url(item.public_id)}" for item in documents]
    return [processes, *outcomes, *_DOUBTS.get(meeting.verification, ())]


def _place(meeting: Meeting) -> str:
    country = state_name(meeting.country) if meeting.country else None
    return ", ".join(part for part in (meeting.city, country) if part)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and len(text) == len("2016-11-03") else None
    except ValueError:
        return None
