"""Journeys in headless Chromium: from a search to a citation, by keyboard, on a phone, and an upload by form."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def address(room: Any) -> str:
    return str(room.address)


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_from_a_search_to_a_citation(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox").first.fill('"return and readmission"')
    page.get_by_role("button", name="Search").first.click()
    expect(page.locator("mark").first).to_have_text("return and readmission", ignore_case=True)
    assert "return" in page.url
    page.get_by_role("link", name="Marrakesh Political Declaration").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Marrakesh Political Declaration")
    expect(page.get_by_text("Euro-African Dialogue on Migration and Development").first).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=re.compile(r"^p\. \d")).first.click()
    expect(page.locator("mark").first).to_be_visible()
    assert "/pages/" in page.url


def test_no_page_is_wider_than_its_window(page: Page, address: str) -> None:
    paths = ["/", "/search?q=migration", "/iscms", "/iscms/rabat", "/about", "/sign-in", "/search?q=zzzz&iscm=rabat"]
    page.goto(f"{address}/search?q=migration")
    paths += [link.get_attribute("href") or "/" for link in page.locator("article h2 a, article h3 a").all()[:4]]
    for path in paths:
        page.goto(address + path)
        body = page.locator("html").bounding_box()
        assert body
        assert page.viewport_size
        assert body["width"] <= page.viewport_size["width"], path


def test_the_keyboard_alone_reaches_the_search_and_the_first_hit(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("id", "q")
    page.keyboard.type("readmission")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    for _ in range(200):
        page.keyboard.press("Tab")
        href = page.locator(":focus").get_attribute("href") or ""
        if href.startswith("/documents/"):
            break
    outline = page.locator(":focus").evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    page.close()


def test_an_officer_signs_in_uploads_and_finds(page: Page, address: str, tmp_path: Path) -> None:
    sent = tmp_path / "conclusions.txt"
    # At each width another file: the same bytes again would be no new document.
    corridor = "amber" if page.viewport_size == {"width": 1280, "height": 900} else "violet"
    sent.write_text(
        f"Prague Process\n\nConclusions\n\nWarsaw, 5 June 2014\n\n1. We speak of the {corridor} corridor.\n"
    )
    page.goto(f"{address}/upload")
    page.get_by_label("E-mail").fill("officer@example.org")
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("E-mail").fill("officer@example.org")
    page.get_by_label("Password").fill("a long enough secret")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("One or more files").set_input_files(sent)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("was received and is being read")).to_be_visible()
    for _ in range(100):
        page.goto(f"{address}/search?q=%22{corridor}+corridor%22&iscm=prague&year=2014")
        if page.locator("mark").count():
            break
        page.wait_for_timeout(100)
    expect(page.locator("mark").first).to_have_text(f"{corridor} corridor")


def test_arabic_is_set_from_right_to_left(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=الهجرة")
    passage = page.locator("[dir=rtl]").first
    expect(passage).to_be_visible()
    assert page.locator("mark").count()


def test_nothing_is_loaded_from_another_host_and_nothing_is_refused(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in ("/", "/search?q=migration", "/iscms/rabat", "/about"):
        page.goto(address + path)
    page.locator("nav a").first.click()
    assert all(url.startswith((address, "data:")) for url in asked), asked
    assert complaints == []
    page.close()
