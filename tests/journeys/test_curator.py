"""A curator's morning in headless Chromium: drop 20 files, review by keyboard, publish, found by a reader."""

import base64
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.desk import Desk

pytestmark = pytest.mark.browser
FILES = 20
_DROP = """files => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name, {type: "text/plain"}));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.getElementById("drop").dispatchEvent(
      new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def page(browsing: BrowserContext, desk: Desk) -> Iterator[Page]:
    page = browsing.new_page()
    page.goto(f"{desk.address}/upload")
    yield page
    page.close()


def text(number: int) -> str:
    return (
        f"Prague Process\n\nConclusions of meeting {number}\n\nWarsaw, {number} June 2014\n\n"
        f"1. The States agree on return and readmission in corridor {number * 37}.\n"
        f"2. They speak of remittances of kind {number * 91} and of nothing else.\n"
    )


def test_twenty_files_are_dropped_reviewed_by_keyboard_and_found_by_a_reader(
    page: Page, browser: Browser, desk: Desk
) -> None:
    page.get_by_label("Who may see it").select_option("restricted")
    page.evaluate(_DROP, [[f"conclusions-{number:02}.txt", text(number)] for number in range(1, FILES + 1)])
    expect(page.locator("#file-rows li")).to_have_count(FILES)
    expect(page.locator("#file-rows li.ready")).to_have_count(FILES, timeout=90_000)
    expect(page.locator("#whole-words")).to_have_text(f"{FILES} of {FILES} files sent, 0 failed")
    page.get_by_role("link", name="Review these").click()
    expect(page.locator(".progress")).to_contain_text(f"0 of {FILES} reviewed")
    corridor = _corridor(page)
    _decide_by_keys(page)
    _publish(page)
    page.keyboard.press("s")
    expect(page.locator(".progress")).to_contain_text(f"1 of {FILES} reviewed")
    expect(page.locator("[role=status]")).to_contain_text("Conclusions")
    _a_reader_finds(browser, desk.address, corridor, but_not=_corridor(page))


def _corridor(page: Page) -> str:
    """What the document speaks of that no other does."""
    found = re.search(r"corridor \d+", page.locator(".leaf-beside .page-text").inner_text())
    assert found
    return found[0]


def _decide_by_keys(page: Page) -> None:
    """Accept the process, reject the first element, change one's mind, edit a field."""
    page.keyboard.press("a")
    expect(page.locator("#tag-iscm-prague")).to_contain_text("confirmed")
    now = page.locator(".decisions .now")
    named = now.get_attribute("id") or ""
    assert named.startswith("tag-element-")
    page.keyboard.press("r")
    expect(page.locator(f"#{named}")).to_contain_text("rejected")
    page.keyboard.press("u")
    expect(page.locator(f"#{named}")).to_contain_text("suggested")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    page.keyboard.press("e")
    expect(page.locator("#title")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" a")
    page.keyboard.press("Escape")
    expect(page.locator("#title")).not_to_be_focused()


def _publish(page: Page) -> None:
    page.get_by_label("Who may see it").select_option("public")
    page.locator("h1").click()


def _a_reader_finds(browser: Browser, address: str, words: str, but_not: str) -> None:
    reader = browser.new_page()
    for _ in range(100):
        reader.goto(f'{address}/search?q="{words}"')
        if reader.locator("mark").count():
            break
        reader.wait_for_timeout(100)
    expect(reader.locator("mark").first).to_have_text(words)
    reader.goto(f'{address}/search?q="{but_not}"')
    assert reader.locator("mark").count() == 0
    reader.close()


def test_a_file_that_is_refused_is_said_and_the_same_again_is_recognised(page: Page) -> None:
    page.evaluate(_DROP, [["a.txt", text(21)], ["broken.exe", base64.b64decode("TVqQAAMA").decode("latin-1")]])
    expect(page.locator("#file-rows li.refused .why")).to_contain_text(".")
    expect(page.locator("#file-rows li.ready")).to_have_count(1, timeout=60_000)
    page.evaluate(_DROP, [["the-same.txt", text(21)]])
    expect(page.locator("#file-rows li.here")).to_contain_text("was here already")


def test_without_script_the_same_buttons_review(browser: Browser, desk: Desk) -> None:
    context = desk.window(browser, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{desk.address}/upload")
    page.get_by_label("One or more files").set_input_files(
        {"name": "one.txt", "mimeType": "text/plain", "buffer": text(22).encode()}
    )
    page.get_by_role("button", name="Send").click()
    these = page.get_by_role("link", name="Review these").get_attribute("href") or ""
    for _ in range(100):
        page.goto(desk.address + these)
        if "/review/" in page.url:
            break
        page.wait_for_timeout(200)
    body = page.locator("html").bounding_box()
    assert body
    assert body["width"] <= 390
    page.get_by_role("button", name="Accept Prague Process").click()
    expect(page.locator("#tag-iscm-prague")).to_contain_text("confirmed")
    page.get_by_role("button", name="Reviewed and next").click()
    expect(page.get_by_role("status")).to_contain_text("This list is done")
    context.close()
