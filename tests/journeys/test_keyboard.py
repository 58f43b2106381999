"""Every page works from the keyboard alone: Tab reaches everything, its place is seen, nothing lies over it."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.desk import Desk
from tests.journeys.pages import PHRASE
from tests.journeys.sights import Sight, shown

pytestmark = pytest.mark.browser

WALK = (Path(__file__).parent / "walk.js").read_text()
# One of each kind; the others are made of the same parts.
WALKED = (
    "/",
    f"/search?q={PHRASE}&iscm=rabat&iscm=rcm&year_from=2000",
    f"/documents/{{document}}?q={PHRASE}",
    f"/documents/{{document}}/pages/3?q={PHRASE}",
    "/documents/{document}/side-by-side?page=3",
    "/iscms/rabat",
    "/overview",
    f"/overview/trend?q={PHRASE}",
    "/overview/compare?iscm=rabat&iscm=khartoum&element=s",
    "/meetings?view=month&month=2018-05",
    "/ar/iscms/rabat",
    "empty: /meetings?year=2018",
    "signed in: /upload",
    "signed in: /curation?list=attention",
    "signed in: /curation/review/{document}",
    "signed in: /curation/pairs/{long}/{twin}",
    "signed in: /curation/history",
    "signed in: /curation/bulk (sent)",
    "signed in: /account",
    "signed in: /accounts",
)


def walked(page: Page) -> list[str]:
    """What is wrong with a page for somebody who has only the keyboard."""
    steps = page.evaluate(WALK)
    # What scrolls is a stop of its own.
    for _ in range(steps + 15):
        page.keyboard.press("Tab")
    found: list[str] = page.evaluate("walked()")
    return found


def test_tab_reaches_everything_on_a_page_and_shows_where_it_is(
    browsing: BrowserContext, desk: Desk, seen: list[Sight]
) -> None:
    page = browsing.new_page()
    page.set_viewport_size({"width": 1280, "height": 600})
    sights = {sight.name: sight for sight in seen}
    found = []
    for name in WALKED:
        shown(page, sights[name], desk.address)
        found += [f"{name}: {wrong}" for wrong in walked(page)]
    assert not found, "\n".join(found)


def test_space_enter_and_arrows_do_what_they_do_everywhere(browsing: BrowserContext, desk: Desk) -> None:
    page = browsing.new_page()
    page.goto(f"{desk.address}/search?q={PHRASE}")
    menu = page.locator("details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Space")
    expect(menu.get_by_role("link", name="BibTeX")).to_be_visible()
    page.keyboard.press("Enter")
    expect(menu).not_to_have_attribute("open", "")
    page.locator(".choose input").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".choose input").first).to_be_checked()
    page.goto(desk.address + "/curation/pairs/{long}/{twin}".format(**desk.values))
    page.get_by_label("the left one").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("the right one")).to_be_checked()
    page.goto(desk.address + "/curation/review/{document}".format(**desk.values))
    page.get_by_text("Withdraw this document").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reason, shown to everybody")).to_be_visible()


def test_a_menu_that_was_left_lies_over_nothing(browsing: BrowserContext, desk: Desk) -> None:
    page = browsing.new_page()
    page.goto(f"{desk.address}/search?q={PHRASE}")
    menu = page.locator("details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('details.menu') !== null"):
            break
    expect(menu.locator("div")).to_be_hidden()
