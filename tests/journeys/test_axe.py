"""axe-core finds nothing to complain of on any page, in light and in dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.journeys.pages import pages

pytestmark = pytest.mark.browser

EVERYTHING = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
# Between light and dark only colours differ.
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
THEMES: tuple[tuple[Any, dict[str, Any]], ...] = (("light", EVERYTHING), ("dark", COLOURS))


def complaints(page: Page, path: str) -> Iterator[str]:
    page.evaluate(AXE_SCRIPT)
    for theme, rules in THEMES:
        page.emulate_media(color_scheme=theme)
        for violation in page.evaluate("rules => axe.run(rules)", rules)["violations"]:
            for node in violation["nodes"][:3]:
                yield f"{path}, {theme}: {violation['id']}: {node['target']} {node['html'][:160]}"


def test_axe_finds_no_violation_on_any_page_in_either_theme(browser: Browser, room: Any) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    found: list[str] = []
    for path, address in pages(room):
        answer = page.goto(address)
        assert answer
        assert answer.status in (200, 404), path
        found += complaints(page, path)
    page.close()
    assert not found, "\n".join(found)
