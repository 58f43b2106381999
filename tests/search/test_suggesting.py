"""Completions of what was typed."""

import pytest

from repository.access import ANONYMOUS


@pytest.fixture
def suggest(shelf):
    shelf.put("return and readmission agreements", title="Rabat Declaration on Labour", iscms=["rabat"])
    shelf.put("other", title="Déclaration de Marrakech", language="fr", iscms=["rcm"])
    shelf.catch_up()
    return lambda text: [(one.kind, one.text, one.count) for one in shelf.search.suggest(text, ANONYMOUS)]


def test_processes_come_by_name_and_alias(suggest):
    kind, text, count = suggest("rabat pr")[0]
    assert (kind, count) == ("process", 1)
    assert text.startswith("Rabat Process")
    assert suggest("puebla")[0][0] == "process"


def test_what_leads_nowhere_is_not_suggested(suggest):
    assert suggest("bali process") == []
    assert suggest("retour et réadm") == []


def test_concepts_come_with_the_number_of_documents(suggest):
    assert ("concept", "return and readmission", 1) in suggest("return and")


def test_titles_come_by_any_word_and_without_accents(suggest):
    assert ("title", "Déclaration de Marrakech", None) in suggest("marra")
    assert ("title", "Déclaration de Marrakech", None) in suggest("declaration de m")
    assert ("title", "Rabat Declaration on Labour", None) in suggest("labo")


def test_a_suggestion_leads_where_it_says(shelf, suggest):
    for text in ("rabat", "return and", "marra"):
        for one in shelf.search.suggest(text, ANONYMOUS):
            total = shelf.search.results(one.query, ANONYMOUS).total
            assert total == one.count if one.count is not None else total >= 1


@pytest.mark.parametrize("text", ["", "r", "((", "zzzz", "\x00"])
def test_too_little_or_nothing_known_suggests_nothing(suggest, text):
    assert suggest(text) == []


def test_never_more_than_asked_for(shelf):
    for number in range(30):
        shelf.put("x", title=f"Migration paper {number}")
    shelf.catch_up()
    assert len(shelf.search.suggest("migr", ANONYMOUS)) == 10
    assert len(shelf.search.suggest("migr", ANONYMOUS, limit=3)) == 3


def test_frequent_phrases_come_from_documents_that_the_reader_may_see(shelf):
    for _ in range(3):
        shelf.put("the joint declaration of ministers on mobility")
        shelf.put("the joint communiqué of experts", visibility="restricted")
    shelf.catch_up()
    seen = [(one.text, one.count) for one in shelf.search.suggest("the joint", ANONYMOUS) if one.kind == "phrase"]
    assert seen == [("the joint declaration of ministers", 3)]
    assert [one.text for one in shelf.search.suggest("joint decl", ANONYMOUS)] == ["joint declaration of ministers"]


def test_counts_are_those_of_the_search_that_follows(shelf):
    shelf.put("circular migration")
    shelf.put("migration circulaire", language="fr")
    shelf.catch_up()
    (one,) = [one for one in shelf.search.suggest("circular migr", ANONYMOUS) if one.text == "circular migration"]
    assert one.count == shelf.find("circular migration").total == 2
