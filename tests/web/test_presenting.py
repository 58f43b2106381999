"""What turns values into what pages show: dates, years, page texts, the style sheet's colours."""

import re
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import pytest

import web
from api.dates import dates_in_words, moment_in_words
from repository.authority_files import load_authority
from search.query import SearchQuery
from search.results import Facet
from web.histogram import histogram
from web.page_text import lit, openings, paragraphs
from web.pages.search import page_numbers
from web.profile import HEIGHT, profile
from web.rendering import TEMPLATES, environment, linked, size_in_words, twentieths

STYLE = Path(web.__file__).parent / "static" / "style.css"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""),
        ("2016", "2016", "2016"),
        ("2016-11", None, "November 2016"),
        ("2016-11-03", "2016-11-03", "3 November 2016"),
        ("2016-11-03", "2016-11-04", "3–4 November 2016"),
        ("2022-06-30", "2022-07-01", "30 June – 1 July 2022"),
        ("2016-12-30", "2017-01-02", "30 December 2016 – 2 January 2017"),
        ("2016-11", "2016-12", "November – December 2016"),
        ("2016", "2018", "2016 – 2018"),
        ("2016-11", "2016-12-02", "November 2016 – 2 December 2016"),
        ("2016-13", "2016-13", "2016-13"),
        ("soon", "later", "soon – later"),
    ],
)
def test_a_date_is_no_more_exact_in_words_than_it_is_known(start: str | None, end: str | None, words: str) -> None:
    assert dates_in_words(start, end) == words


def test_a_moment_is_said_in_utc() -> None:
    assert moment_in_words(datetime(2024, 2, 3, 4, 5, tzinfo=UTC)) == "3 February 2024, 04:05 UTC"


def test_sizes_and_counts_are_said_as_people_say_them() -> None:
    assert [size_in_words(count) for count in (7, 4_200, 79_400, 1_250_000)] == ["7 bytes", "4 kB", "79 kB", "1.2 MB"]
    assert [twentieths(count, 100) for count in (0, 1, 50, 100)] == [0, 1, 10, 20]


def test_lines_that_the_page_broke_are_joined_and_paragraphs_are_not() -> None:
    text = (
        "JOINT DECLARATION\n"
        "1. The Ministers and heads of delegation who met in\n"
        "Rabat agreed on what follows here below, and\n"
        "more.\n"
        "2. They agreed on return and readmission, in dignity.\n"
        "Done at Rabat"
    )
    assert paragraphs(lit(text, 0, 0)).split("\n") == [
        "<p>JOINT DECLARATION</p>",
        "<p>1. The Ministers and heads of delegation who met in Rabat agreed on what follows here below, and more.</p>",
        "<p>2. They agreed on return and readmission, in dignity.</p>",
        "<p>Done at Rabat</p>",
    ]


def test_a_mark_over_two_paragraphs_stays_well_nested() -> None:
    assert paragraphs("a <mark>b\n\nc</mark> d") == "<p>a <mark>b</mark></p>\n<p><mark>c</mark> d</p>"


def test_a_lit_passage_is_escaped_and_stays_within_the_page() -> None:
    assert lit("a <b> c", 2, 5) == "a <mark>&lt;b&gt;</mark> c"
    assert lit("abc", 2, 99) == "ab<mark>c</mark>"
    assert lit("abc", 9, 4) == "abc"


def test_the_list_of_pages_leaves_out_running_headers_and_page_numbers() -> None:
    pages = ["The Rabat Process\n– 1 –\nFirst words", "The Rabat Process\n– 2 –\nSecond words", "", "Annex"]
    pages.append("The Rabat Process\n3\nThird words")
    assert openings(pages) == ["First words", "Second words", "", "Annex", "Third words"]


def test_bars_stand_within_the_drawing_and_a_lonely_document_is_seen() -> None:
    query = SearchQuery(year_from=2001)
    counts = {"2000": 500, "2001": 1, "2002": 0}
    years = Facet("year", "Year", [(year, year, count) for year, count in counts.items()], query)
    drawing = histogram(years, query, width=240, height=64)
    assert drawing
    assert [bar.height for bar in drawing.bars] == [64, 2, 0]
    assert [bar.selected for bar in drawing.bars] == [False, True, True]
    assert all(0 <= bar.x + bar.inset <= 240 - bar.width for bar in drawing.bars)
    assert histogram(Facet("year", "Year", (), query), query) is None


def test_the_profile_shows_every_element_in_order() -> None:
    marks = profile({"s": 4, "x": 99}, 8, authority := load_authority(), authority.label)
    heights = {mark.letter: mark.height for mark in marks if mark.height}
    assert heights == {"s": HEIGHT / 2, "x": HEIGHT}
    assert len(marks) == 24


def test_page_numbers_leave_gaps() -> None:
    assert page_numbers(1, 0) == []
    assert page_numbers(1, 3) == [1, 2, 3]
    assert page_numbers(10, 20) == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert page_numbers(99, 3) == [1, None, 3]


def themes() -> list[dict[str, str]]:
    """The colour tokens of the light and the dark theme."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE.read_text(), re.DOTALL)[:2]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_pair_of_colours_can_be_read(theme: int) -> None:
    colours = themes()[theme]
    for ink in ("ink", "soft", "accent", "alarm"):
        for ground in ("paper", "sheet"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["ink"], colours["mark"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    for line in ("firm", "mark-line"):
        assert contrast(colours[line], colours["paper"]) >= 3, line


def test_templates_lose_their_indentation_and_what_is_filled_in_keeps_its_own() -> None:
    template = environment("fr").from_string("<div>\n    <pre>{{ text }}</pre>\n\t{% if text %}\n  </div>{% endif %}")
    assert template.render(text="def f():\n    return 1") == "<div>\n<pre>def f():\n    return 1</pre>\n </div>"
    for path in TEMPLATES.glob("*.html"):
        kept = re.findall(r"<(pre|textarea)\b[^>]*>(.*?)</\1>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert all("\n" not in text for _, text in kept), path.name


def test_an_address_in_an_attribute_is_as_short_as_html_allows() -> None:
    address = "/search?q=%22a%22&element=s&region=africa"
    short = linked(address)
    assert short == "/search?q=%22a%22&element=s&amp;region=africa"
    link = lxml.html.fromstring(f'<a href="{short}">x</a>')
    assert link.get("href") == address
    assert linked('/x?a="><b>') == "/x?a=&#34;&gt;&lt;b&gt;"
