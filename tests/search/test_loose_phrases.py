"""Loose phrases: the words of a phrase in any order, a few others among them."""

import pytest

from search.grammar import Near, parse, printed
from search.lexer import DEFAULT_DISTANCE, LARGEST_DISTANCE


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('"return readmission"~5', Near("return readmission", 5)),
        ('"return readmission"~0', Near("return readmission", 0)),
        ('"return readmission"~', Near("return readmission", DEFAULT_DISTANCE)),
        ('"return readmission"~999', Near("return readmission", LARGEST_DISTANCE)),
        ('"return readmission"~99999999999999999999', Near("return readmission", LARGEST_DISTANCE)),
    ],
)
def test_a_loose_phrase_is_read_with_its_distance_and_printed_again(text, tree):
    parsed = parse(text)
    assert parsed.tree == tree
    assert parse(printed(tree)).tree == tree
    assert bool(parsed.ignored) == ("999" in text)


def test_words_may_change_places_and_others_may_stand_among_them(shelf):
    near = shelf.put("the readmission, with dignity, and the return of persons")
    far = shelf.put("readmission " + "of persons from the other country " * 4 + "return")
    shelf.put("readmission to the border")
    shelf.catch_up()
    assert shelf.ids('"return readmission"~5', expand=False) == {near}
    assert shelf.ids('"return readmission"~2', expand=False) == set()
    assert {near, far} <= shelf.ids('"return readmission"~30', expand=False)


def test_a_word_named_twice_must_stand_there_twice(shelf):
    shelf.put("return of migrants")
    twice = shelf.put("return after return")
    shelf.catch_up()
    assert shelf.ids('"return return"~3') == {twice}


def test_it_never_reaches_from_one_file_into_the_next(shelf):
    document = shelf.put("the return")
    shelf.put("readmission", language="en", version_of=document)
    shelf.catch_up()
    assert shelf.ids("return readmission") == {document}
    assert shelf.ids('"return readmission"~50') == set()


def test_its_words_are_marked(shelf):
    shelf.put("the readmission, with dignity, and the return of persons")
    shelf.catch_up()
    html = shelf.find('"return readmission"~5').hits[0].passages[0].html
    assert "<mark>readmission</mark>, with dignity, and the <mark>return</mark> of" in html
