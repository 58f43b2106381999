"""The calendar of meetings: announced and past, as a list or month by month."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from repository.calendar import MeetingFilter
from repository.clock import now
from repository.models import Meeting
from web.month import Held, held, month
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address

router = APIRouter()

_FIRST_MONTH, _LAST_MONTH = "1900-01", "2100-12"


@router.get("/meetings")
def meetings(
    visit: CurrentVisit,
    iscm: str = "",
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
    country: str = "",
    view: str = "",
    named: Annotated[str, Query(alias="month", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")] = "",
) -> HTMLResponse:
    """Meetings under the filters; `view=month` is a sheet of the calendar."""
    asked = MeetingFilter(iscm, year, country)
    with visit.house.repository.read() as uow:
        everything = uow.calendar.meetings(visit.actor)
        found = [held(*one) for one in everything if asked.fits(one[0])]
        today = now().date().isoformat()
        shown = _month_of(named, found, today)
        return visit.page(
            "meetings.html",
            asked=asked,
            view="month" if view == "month" else "list",
            announced=[one for one in found if _begins(one) > today[: len(_begins(one))]][::-1],
            years=_by_year([one for one in found if _begins(one) <= today[: len(_begins(one))]]),
            month=month(shown, found),
            months=_months_with(found),
            total=len(found),
            with_documents=sum(bool(one.documents) for one in found),
            choices=_choices(visit, [meeting for meeting, *_ in everything]),
            to=_to(asked),
            feed_url=address("/meetings.ics", iscm=iscm, year=year, country=country),
        )


def _begins(one: Held) -> str:
    return one.meeting.date_from or ""


def _month_of(named: str, found: Sequence[Held], today: str) -> str:
    """The month asked for, else that of the next meeting, else that of the last one."""
    if named and _FIRST_MONTH <= named <= _LAST_MONTH:
        return named
    months = _months_with(found)
    coming = [known for known in months if known >= today[:7]]
    return coming[0] if coming else months[-1] if months else today[:7]


def _months_with(found: Iterable[Held]) -> list[str]:
    """Months in which a meeting begins, in order."""
    return sorted({_begins(one)[:7] for one in found if len(_begins(one)) >= len("2018-05")})


def _by_year(found: Sequence[Held]) -> list[tuple[str, list[Held]]]:
    """Newest first; those without a date last."""
    years: dict[str, list[Held]] = {}
    for one in found:
        years.setdefault(_begins(one)[:4], []).append(one)
    return list(years.items())


def _choices(visit: Visit, known: Sequence[Meeting]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen: only what some meeting has."""
    processes = Counter(slug for meeting in known for slug in meeting.iscms)
    countries = {meeting.country for meeting in known if meeting.country}
    return {
        "iscm": sorted(((slug, visit.label("iscm", slug)) for slug in processes), key=_by_label),
        "year": [(year, year) for year in sorted({(m.date_from or "")[:4] for m in known} - {""}, reverse=True)],
        "country": sorted(((code, visit.label("state", code)) for code in countries), key=_by_label),
    }


def _by_label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


def _to(asked: MeetingFilter) -> Callable[..., str]:
    def to(view: str = "", month: str = "") -> str:
        return address("/meetings", iscm=asked.iscm, year=asked.year, country=asked.country, view=view, month=month)

    return to
