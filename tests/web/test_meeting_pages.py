"""The calendar of meetings."""

from typing import Any

import pytest

from repository.access import SYSTEM
from repository.models import Meeting
from repository.repository import Repository


@pytest.fixture
def announced(repository: Repository, keep: Any) -> str:
    """A restricted document of a meeting far in the future, of which only the month is known."""
    document = keep("Agenda.", title="Agenda", visibility="restricted")
    coming = Meeting(key="rabat-2098", iscms=["rabat"], name="A coming meeting", date_from="2098-03", country="MAR")
    with repository.write() as uow:
        uow.documents.get(document, SYSTEM).meeting = coming
        uow.commit()
    return str(document)


def names(page: Any) -> list[str]:
    return [name.text_content() for name in page.find_class("meeting-name")]


def test_meetings_stand_by_year_and_say_whether_a_document_is_here(read: Any, words: Any) -> None:
    page = read("/meetings?iscm=rabat")
    years = [words(year) for year in page.xpath("//section[@class='year-section']/h2")]
    assert years == sorted(years, reverse=True)
    assert "Fifth Euro-African Ministerial Conference on Migration and Development" in names(page)
    assert "No coming meeting is on record." in page.text_content()
    assert "No document here." in page.text_content()


def test_a_coming_meeting_is_announced_to_those_who_may_know_and_its_month_is_shown_first(
    announced: str, read: Any, words: Any, sign_in: Any
) -> None:
    assert "No coming meeting is on record." in read("/meetings").text_content()
    sign_in("reader")
    page = read("/meetings")
    (section,) = page.xpath("//section[h2='Announced']")
    assert words(section.find_class("when")[0]) == "March 2098"
    assert section.xpath(f".//a[@href='/documents/{announced}']")
    sheet = read("/meetings?view=month")
    assert words(sheet.get_element_by_id("month")) == "March 2098"
    assert "In this month, the days are not known" in sheet.text_content()


def test_a_month_shows_its_meetings_on_their_days_and_leads_to_the_next(read: Any, words: Any) -> None:
    page = read("/meetings?view=month&month=2018-05&iscm=rabat")
    (day,) = page.xpath("//td[a]")
    assert words(day).startswith("2 Rabat Process: Fifth Euro-African Ministerial Conference")
    assert page.xpath("//a[contains(@rel, 'next')]/@href") == ["/meetings?iscm=rabat&view=month&month=2018-06"]
    assert read("/meetings?view=month&month=2018-13", 422) is not None


def test_the_filters_narrow_and_the_feed_is_narrowed_with_them(read: Any, client: Any) -> None:
    page = read("/meetings?country=MAR&year=2018")
    assert names(page)
    (feed, _) = page.xpath("//*[contains(@href, 'meetings.ics')]/@href")
    assert feed == "/meetings.ics?year=2018&country=MAR"
    events = client.get(feed).text
    assert events.count("BEGIN:VEVENT") == len(names(page))
    assert "Marrakesh" in events
    assert "No meeting fits all of these." in read("/meetings?year=1950").text_content()
