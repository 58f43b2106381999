"""meetings.ics: calendars read it, and it claims no day that is not known."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar, Event

from api.harvest.calendar import days_of
from repository.access import SYSTEM
from repository.models import Meeting
from repository.repository import Repository

Keep = Callable[..., str]


def events(client: TestClient, **headers: str) -> dict[str, Event]:
    response = client.get("/meetings.ics", headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    calendar = Calendar.from_ical(response.content)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_every_meeting_whose_days_are_known_is_an_all_day_event(client: TestClient, repository: Repository) -> None:
    found = events(client)
    exact = [meeting for meeting in repository.authority.meetings if meeting.precision == "day"]
    assert exact
    assert set(found) == {f"{meeting.key}@meetings.iscm-repository" for meeting in exact}
    for meeting in exact:
        event = found[f"{meeting.key}@meetings.iscm-repository"]
        first, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(first) is date
        assert first.isoformat() == meeting.date_from
        assert end - timedelta(days=1) >= first
        assert event["summary"] == meeting.name
        assert event["dtstamp"]
        assert str(event["url"]) == f"http://testserver/iscms/{meeting.iscms[0]}"


def test_the_end_is_the_day_after_the_last() -> None:
    assert days_of(Meeting(date_from="2018-05-02", date_to="2018-05-03")) == (date(2018, 5, 2), date(2018, 5, 4))
    assert days_of(Meeting(date_from="2018-12-31", date_to=None)) == (date(2018, 12, 31), date(2019, 1, 1))


@pytest.mark.parametrize("known", [None, "2018", "2018-05", "2018-02-30"])
def test_a_meeting_without_a_known_day_is_left_out(known: str | None) -> None:
    assert days_of(Meeting(date_from=known, date_to=known)) is None


def test_the_same_meeting_keeps_its_identity(client: TestClient) -> None:
    assert set(events(client)) == set(events(client, host="other.example.org"))


def test_an_event_links_its_outcome_documents_but_no_restricted_one(
    client: TestClient, keep: Keep, repository: Repository
) -> None:
    meeting = next(meeting for meeting in repository.authority.meetings if meeting.precision == "day")
    shown = keep("text", title="A public outcome")
    hidden = keep("text", title="Zeppelin memorandum", visibility="restricted")
    with repository.write() as uow:
        [row] = [row for row, _ in uow.documents.meetings(SYSTEM) if row.key == meeting.key]
        for public_id in (shown, hidden):
            uow.documents.get(public_id, SYSTEM).meeting = row
        uow.commit()
    description = str(events(client)[f"{meeting.key}@meetings.iscm-repository"]["description"])
    assert f"A public outcome: http://testserver/documents/{shown}" in description
    assert "Zeppelin" not in description
    assert hidden not in description
