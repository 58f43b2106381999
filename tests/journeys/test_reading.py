"""A reader's way through the reading room: in six steps, by keyboard, on a phone, in Arabic, without script."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PHRASE = "%22return+and+readmission%22"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport=DESK)
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


def test_six_steps_lead_from_a_word_to_a_citation(page: Page, room: Any) -> None:
    page.goto(room.address)
    page.get_by_role("combobox").fill("return and re")  # 1: a few letters
    page.get_by_role("option", name="return and readmission concept").click()  # 2: one of the suggestions
    page.get_by_role("link", name="Rabat Process").first.click()  # 3: one process
    page.get_by_role("link", name=re.compile(r"^p\. \d")).first.click()  # 4: the page of a passage
    expect(page.locator("mark").first).to_have_text(re.compile("return and readmission", re.I))
    expect(page.locator(".lights rect").first).to_be_attached()
    page.get_by_text("United Nations", exact=True).click()  # 5: a style
    citation = page.locator(".citation:visible", has_text="Available at")  # 6: the citation
    expect(citation).to_contain_text("Euro-African Dialogue on Migration and Development, “")
    assert re.search(r", p\. \d+ .*Available at http\S+/pages/\d+$", citation.inner_text())


def test_the_box_completes_by_keyboard_and_says_so(page: Page, room: Any) -> None:
    page.goto(f"{room.address}/search?sort=date")
    box = page.get_by_role("combobox")
    box.press_sequentially("budap")
    expect(page.get_by_role("status").first).to_contain_text("Suggestions:")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**iscm=budapest**")
    assert "sort=date" in page.url, "what was chosen before stays"


def test_years_are_chosen_by_dragging_and_by_keyboard_and_the_way_back_restores_all(page: Page, room: Any) -> None:
    before = f"{room.address}/search?q=migration&iscm=rabat&iscm=sacm"
    page.goto(before)
    bars = page.locator("figure[data-brush] svg")
    box = bars.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    page.wait_for_url("**year_from=**")
    assert page.url.count("iscm=") == 2
    page.go_back()
    assert page.url == before
    expect(page.locator("ul.chips li")).to_have_count(3)
    page.locator("figure[data-brush] a").first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**year_to=**")


def test_keys_turn_pages_and_jump_from_hit_to_hit(page: Page, room: Any) -> None:
    document = room.get(f"/api/search?q={PHRASE}&iscm=rabat&language=en")["hits"][0]["id"]
    page.goto(f"{room.address}/documents/{document}/pages/3?q={PHRASE}")
    page.keyboard.press("n")
    assert page.url.endswith("#hit-1")
    expect(page.locator(".lights .now").first).to_be_attached()
    page.keyboard.press("n")
    assert page.url.endswith("#hit-2")
    page.keyboard.press("n")
    page.wait_for_url("**/pages/4?**#hit-1")
    page.keyboard.press("k")
    page.wait_for_url("**/pages/3?**")
    page.keyboard.press("t")
    page.wait_for_url("**view=text**")
    expect(page.locator("img")).to_have_count(0)
    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.keyboard.press("j")
    expect(page.get_by_text("Page 3 of 4").first).to_be_visible()


def test_nothing_on_a_page_moves_while_its_pictures_come(page: Page, room: Any) -> None:
    document = room.get(f"/api/search?q={PHRASE}&iscm=rabat&language=en")["hits"][0]["id"]
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " window.moved += entry.value }).observe({type: 'layout-shift', buffered: true})"
    )
    for path in (f"/documents/{document}?q={PHRASE}", f"/documents/{document}/pages/3?q={PHRASE}"):
        page.goto(room.address + path, wait_until="networkidle")
        assert page.evaluate("window.moved") < 0.01, path


def test_on_a_phone_the_facets_fold_and_no_new_page_is_wider_than_its_window(browser: Browser, room: Any) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{room.address}/search?q={PHRASE}&iscm=rabat")
    expect(page.locator("aside .facet").first).to_be_hidden()
    expect(page.locator("ul.chips")).to_be_visible()
    page.get_by_text("Narrow by year, process, theme").click()
    expect(page.locator("aside .facet").first).to_be_visible()
    document = room.get(f"/api/search?q={PHRASE}&iscm=rabat&language=en")["hits"][0]["id"]
    for path in (
        f"/documents/{document}?q={PHRASE}",
        f"/documents/{document}/pages/3?q={PHRASE}",
        f"/documents/{document}/side-by-side",
        "/overview",
        f"/overview/trend?q={PHRASE}",
        "/overview/compare?iscm=rabat&iscm=rcm&iscm=bali&element=s",
        "/commitments",
        "/meetings?view=month&month=2018-05",
    ):
        page.goto(room.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    page.close()


def test_without_scripts_all_of_it_is_forms_and_links(browser: Browser, room: Any) -> None:
    page = browser.new_context(java_script_enabled=False, viewport=DESK).new_page()
    page.goto(room.address)
    page.get_by_role("searchbox").fill('"return and readmission"')
    page.get_by_role("button", name="Search").click()
    page.get_by_label("First year").fill("2010")
    page.get_by_role("button", name="Set years").click()
    assert "year_from=2010" in page.url
    page.locator("summary", has_text="Export").click()
    expect(page.get_by_role("link", name="BibTeX")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^p\. \d")).first.click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.get_by_text("Single keys are on")).to_be_hidden()
    page.goto(f"{room.address}/overview/compare")
    page.get_by_label("Process 1").select_option("rabat")
    page.get_by_label("Process 2").select_option("khartoum")
    page.get_by_label("Element").select_option("s")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("blockquote").first).to_be_visible()
    page.context.close()


def test_the_whole_page_turns_round_for_a_reader_of_arabic(page: Page, room: Any) -> None:
    page.goto(f"{room.address}/ar/search?q=الهجرة")
    assert page.locator("html").get_attribute("dir") == "rtl"
    rail, results = page.locator("main aside").bounding_box(), page.locator("article").first.bounding_box()
    assert rail
    assert results
    assert rail["x"] > results["x"], "the rail stands at the right"
    expect(page.locator("mark").first).to_be_visible()
    page.locator("article h2 a").first.click()
    assert "/ar/documents/" in page.url
