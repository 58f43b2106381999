"""Hits of a text found again on the picture of its page."""

from ingest.page_words import PlacedWord
from web.page_marks import marks_on_picture
from web.page_text import numbered


def line(words: str, row: int = 0) -> list[PlacedWord]:
    """Words of equal width in a row."""
    top = 0.1 + row * 0.05
    return [PlacedWord(word, 0.1 * at, top, 0.1 * at + 0.08, top + 0.02) for at, word in enumerate(words.split(), 1)]


def test_a_phrase_is_one_mark_around_its_words() -> None:
    text = "on return and readmission of people"
    (mark,) = marks_on_picture(text, [(3, 25)], line(text))
    assert mark.hit == 1
    assert mark.x < 0.2
    assert mark.x + mark.width > 0.48
    assert mark.y < 0.1 < 0.12 < mark.y + mark.height


def test_a_phrase_that_goes_on_in_the_next_line_has_a_mark_in_each() -> None:
    marks = marks_on_picture("on return and\nreadmission", [(3, 25)], line("on return and") + line("readmission", 1))
    assert [mark.hit for mark in marks] == [1, 1]
    assert marks[0].y < marks[1].y


def test_words_that_the_text_joins_are_found_in_their_parts() -> None:
    placed = line("on return and read-") + line("mission of people", 1)
    marks = marks_on_picture("on return and readmission of people", [(14, 25)], placed)
    assert len(marks) == 2


def test_running_lines_that_the_text_has_elsewhere_shift_nothing() -> None:
    placed = line("Rabat Process page 4") + line("we speak of readmission", 1)
    (mark,) = marks_on_picture("we speak of readmission", [(12, 23)], placed)
    assert mark.y > 0.13


def test_what_is_not_on_the_picture_has_no_mark() -> None:
    assert marks_on_picture("recognised from a scan", [(0, 10)], ()) == []
    assert marks_on_picture("anything", [], line("anything")) == []


def test_hits_are_numbered_in_the_text_and_stay_text() -> None:
    assert numbered("a <b> c", [(0, 1), (2, 5)]) == '<mark id="hit-1">a</mark> <mark id="hit-2">&lt;b&gt;</mark> c'
