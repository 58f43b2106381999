"""A source as PDF, printed by Debian's headless Chromium."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from source import Source
from to_html import html_page

CHROMIUM = "/usr/bin/chromium"

_STYLE = Path(__file__).with_name("print.css").read_text(encoding="utf-8")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_FOLIOS = {
    "letterhead": '"\u2013 " counter(page) " \u2013"',
    "plain": "counter(page)",
    "minutes": 'counter(page) " / " counter(pages)',
    "two-column": 'counter(page) " / " counter(pages)',
}
_DATES = re.compile(rb"/(?:Creation|Mod)Date \(D:[^)]*\)")


@contextmanager
def pdf_printer() -> Iterator[Callable[[Source], bytes]]:
    """Start one browser for many documents; yields the function that prints one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        page = browser.new_context(offline=True, java_script_enabled=False).new_page()

        def print_pdf(source: Source) -> bytes:
            page.set_content(html_page(source, _STYLE + _running_lines(source)))
            return without_dates(page.pdf(prefer_css_page_size=True, print_background=True))

        yield print_pdf
        browser.close()


def without_dates(pdf: bytes) -> bytes:
    """Blank the dates of the making, so that a rebuild gives the same bytes."""
    # Blanks of the same length keep every offset of the cross-reference table true.
    return _DATES.sub(lambda match: b" " * len(match[0]), pdf)


def _running_lines(source: Source) -> str:
    header = json.dumps(source.header, ensure_ascii=False)
    slant = "normal" if source.right_to_left else "italic"
    return f"""
@page {{
  @top-center {{ content: {header}; font-style: {slant}; }}
  @bottom-center {{ content: {_FOLIOS[source.layout]}; }}
}}
@page :first {{ @top-center {{ content: none; }} }}
"""
