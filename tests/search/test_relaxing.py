"""Long questions: all words as long as that finds enough, else most of them, and said so."""

import pytest

from repository.access import ANONYMOUS
from search.relaxing import FEW

QUESTION = "what measures do states take to prevent trafficking in women and children"
FILLER = "the participants thanked the host country and took note of its report"


def test_a_long_question_finds_what_holds_most_of_its_words_and_says_so(shelf):
    best = shelf.put("Measures to prevent trafficking in women were agreed.")
    some = shelf.put("Trafficking in children was discussed.")
    shelf.put("What do they take?")
    shelf.catch_up()
    results = shelf.find(QUESTION)
    assert [hit.id for hit in results.hits] == [best, some]
    assert results.holding_all == 0
    assert results.notes == ("No document holds all of these words; what holds most of them is shown.",)
    assert results.understood == QUESTION
    assert "<mark>Measures</mark> to <mark>prevent</mark>" in results.hits[0].passages[0].html
    strict = shelf.find(QUESTION, expand=False)
    assert (strict.total, strict.holding_all, strict.notes) == (0, None, ())


def test_all_words_are_needed_as_long_as_enough_documents_hold_them(shelf):
    ids = {shelf.put(f"{QUESTION} {FILLER}") for _ in range(FEW)}
    shelf.put("Measures to prevent trafficking.")
    shelf.catch_up()
    results = shelf.find(QUESTION)
    assert {hit.id for hit in results.hits} == ids
    assert results.holding_all is None


def test_a_few_that_hold_all_words_come_first_and_are_counted(shelf):
    whole = shelf.put("Seasonal labour schemes protect posted nurses abroad.")
    part = shelf.put("Schemes for posted nurses.")
    shelf.catch_up()
    results = shelf.find("seasonal schemes protect posted nurses abroad")
    assert [hit.id for hit in results.hits] == [whole, part]
    assert results.holding_all == 1
    assert results.notes[0].startswith("Only one document holds all")


@pytest.mark.parametrize(
    "text",
    [
        "zebra visa",
        "visa -policy border agenda",
        "visa OR border agenda zebra",
        '"visa border" agenda zebra',
        "visa bord* agenda zebra",
        "title:visa border agenda",
        "what is the visa of",
        "visa border agenda",
    ],
)
def test_short_queries_signs_and_what_finds_something_are_taken_at_their_word(shelf, text):
    shelf.put("visa border agenda")
    shelf.put("visa border")
    shelf.catch_up()
    assert shelf.find(text).holding_all is None


def test_conditions_always_hold(shelf):
    shelf.put("Trafficking in women was discussed.", iscms=["rcm"])
    rabat = shelf.put("Trafficking in children was discussed.", iscms=["rabat"])
    shelf.catch_up()
    assert {hit.id for hit in shelf.find(f"{QUESTION} iscm:rabat").hits} == {rabat}


def test_filters_do_not_decide_whether_all_words_are_needed(shelf):
    for _ in range(FEW):
        shelf.put(QUESTION, iscms=["rabat"])
    shelf.put("Trafficking in women was discussed.", iscms=["rcm"])
    shelf.catch_up()
    assert shelf.find(QUESTION, filters=frozenset({("iscm", "rcm")})).total == 0
    assert [value.count for value in shelf.find(QUESTION).facet("iscm").values] == [FEW]


def test_a_restricted_document_that_holds_all_words_is_not_sensed(shelf, reader):
    part = shelf.put("Measures against trafficking in women.")
    whole = shelf.put(QUESTION, visibility="restricted")
    shelf.catch_up()
    seen = shelf.find(QUESTION, ANONYMOUS)
    assert ([hit.id for hit in seen.hits], seen.holding_all) == ([part], 0)
    assert [hit.id for hit in shelf.find(QUESTION, reader).hits] == [whole, part]
    assert list(shelf.search.ids(seen.query, ANONYMOUS)) == [part]


def test_another_name_of_what_is_asked_counts_as_all_of_its_words(shelf):
    french = shelf.put("La traite des êtres humains.", language="fr")
    shelf.put("A report about women, and what measures the States take.")
    shelf.catch_up()
    found = shelf.find("which measures of the states against human trafficking protect young women")
    assert found.holding_all == 0
    assert french in {hit.id for hit in found.hits}
