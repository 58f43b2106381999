"""Headings of a page: short lines of their own, told by an empty line where a script has no capitals."""

from ingest.zones import openers_pattern, zones

OPENERS = openers_pattern(["Recalling"])


def kind(text: str, words: str) -> str:
    return zones(text, OPENERS, None).at(text.index(words))


def test_a_short_line_before_an_empty_one_is_a_heading():
    assert kind("إدارة الحدود\n\nاتفق المشاركون على ما يلي.", "الحدود") == "heading"


def test_the_first_line_of_an_arabic_paragraph_is_none():
    assert kind("ناقش الاجتماع إدارة الحدود بين البلدين\nواتفق المشاركون على ما يلي.", "الحدود") == "text"


def test_capitals_tell_a_heading_without_an_empty_line():
    assert kind("Border management\nThe participants agreed.", "Border") == "heading"
