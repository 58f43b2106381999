"""axe-core finds nothing to complain of on any page, in light and in dark, and no page is wider than its window."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

from tests.journeys.desk import Desk
from tests.journeys.sights import Sight, shown

pytestmark = pytest.mark.browser

EVERYTHING = {
    "preload": False,
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
}
# Between light and dark only colours differ, and on a phone only places.
COLOURS = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
TARGETS = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["target-size"]}}
DESK, PHONE, LEAST = ({"width": width, "height": 900} for width in (1280, 390, 320))


def complaints(page: Page, name: str) -> Iterator[str]:
    page.evaluate(AXE_SCRIPT)
    for how, rules in (("light", EVERYTHING), ("dark", COLOURS), ("phone", TARGETS)):
        page.emulate_media(color_scheme="dark" if how == "dark" else "light")
        page.set_viewport_size(PHONE if how == "phone" else DESK)
        for violation in page.evaluate("rules => axe.run(rules)", rules)["violations"]:
            for node in violation["nodes"][:3]:
                yield f"{name}, {how}: {violation['id']}: {node['target']} {node['html'][:160]}"
    for size in (PHONE, LEAST):
        page.set_viewport_size(size)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
            yield f"{name}: {width} pixels wide in a window of {size['width']}"


@pytest.mark.parametrize("part", range(2))
def test_axe_finds_no_violation_on_any_page(browsing: BrowserContext, desk: Desk, seen: list[Sight], part: int) -> None:
    page = browsing.new_page()
    found: list[str] = []
    for sight in seen[part::2]:
        shown(page, sight, desk.address)
        found += complaints(page, sight.name)
    assert not found, "\n".join(found)
