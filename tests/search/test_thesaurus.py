"""Concepts and processes in a query: other names are found, ranked lower, reported, and can be left out."""

import pytest

from repository.access import ANONYMOUS
from repository.authority_files import load_authority
from search.grammar import And, Not, Word, parse
from search.thesaurus import Thesaurus, Widened

AUTHORITY = load_authority()
THESAURUS = Thesaurus(AUTHORITY)


@pytest.fixture
def shelf_of_returns(shelf):
    ids = {
        "en": shelf.put("They agreed on return and readmission of persons.", language="en"),
        "fr": shelf.put("Ils conviennent du retour et réadmission des personnes.", language="fr"),
        "es": shelf.put("Acordaron el retorno y readmisión de las personas.", language="es"),
        "ar": shelf.put("التعاون في العودة وإعادة القبول", language="ar"),
        "ru": shelf.put("О возвращении и реадмиссии граждан.", language="ru"),
        "none": shelf.put("They agreed on visas.", language="en"),
    }
    shelf.catch_up()
    return shelf, ids


def test_a_concept_finds_its_terms_in_other_languages_ranked_lower_and_says_so(shelf_of_returns):
    shelf, ids = shelf_of_returns
    for text in ('"return and readmission"', "return and readmission"):
        results = shelf.find(text)
        assert {hit.id for hit in results.hits} == set(ids.values()) - {ids["none"]}
        assert results.hits[0].id == ids["en"]
        assert "retour et réadmission" in results.also_searched[:6]
        assert "retorno y readmisión" in results.also_searched[:6]
        assert "return and readmission" not in results.also_searched


def test_only_the_typed_words_are_searched_on_request(shelf_of_returns):
    shelf, ids = shelf_of_returns
    results = shelf.find('"return and readmission"', expand=False)
    assert {hit.id for hit in results.hits} == {ids["en"]}
    assert results.also_searched == ()


def test_passages_mark_other_names_and_why_tells_them(shelf_of_returns):
    shelf, ids = shelf_of_returns
    hits = {hit.id: hit for hit in shelf.find("retour et réadmission").hits}
    assert "<mark>return and readmission</mark>" in hits[ids["en"]].passages[0].html
    assert ("also", "return and readmission") in [(why.kind, why.text) for why in hits[ids["en"]].why]
    assert ("text", "réadmission") in [(why.kind, why.text) for why in hits[ids["fr"]].why]
    assert hits[ids["ar"]].passages[0].direction == "rtl"


def test_a_passage_with_the_asked_words_comes_before_one_with_another_name(shelf):
    filler = "The participants thanked the host. " * 20
    shelf.put(f"human trafficking, human trafficking {filler} trafficking in persons {filler}")
    shelf.catch_up()
    first, second = shelf.find('"trafficking in persons"').hits[0].passages
    assert "<mark>trafficking in persons</mark>" in first.html
    assert "<mark>human trafficking</mark>" in second.html


def test_smuggling_is_never_trafficking():
    also = THESAURUS.expanded(parse("tráfico de personas").tree).names
    assert "smuggling of migrants" in also
    assert not {"trafficking in persons", "human trafficking"} & set(also)


def test_a_process_is_found_by_any_of_its_names_and_by_its_tag(shelf):
    said = shelf.put("The delegates of the RCM met.")
    french = shelf.put("La CRM s'est réunie.", language="fr")
    tagged = shelf.put("A declaration.", iscms=["rcm"])
    shelf.put("Another declaration.", iscms=["rabat"])
    shelf.catch_up()
    results = shelf.find("Puebla Process")
    assert {hit.id for hit in results.hits} == {said, french, tagged}
    why = {hit.id: [(reason.kind, reason.text) for reason in hit.why] for hit in results.hits}
    assert ("also", "RCM") in why[said]
    assert ("tag", "RCM") in why[tagged]


def test_an_acronym_that_is_also_a_word_needs_its_capitals(shelf):
    shelf.put("They add a paragraph.")
    dialogue = shelf.put("The Abu Dhabi Dialogue met.")
    shelf.catch_up()
    assert dialogue not in shelf.ids("add")
    assert shelf.ids('"Abu Dhabi Dialogue"') == {dialogue}
    assert dialogue in shelf.ids("ADD")


def test_words_beside_a_concept_are_not_expected_in_another_language(shelf):
    english = shelf.put("Schemes for seasonal workers.")
    spanish = shelf.put("Programas para trabajadores temporales.", language="es")
    shelf.put("The seasonal workers of the region.")
    shelf.catch_up()
    assert shelf.ids("schemes seasonal workers") == {english, spanish}
    assert shelf.ids("schemes seasonal workers language:en") == {english}


def test_what_is_excluded_is_not_widened():
    tree = THESAURUS.expanded(parse("visa -remittances").tree).tree
    assert tree == And((Word("visa"), Not(Word("remittances"))))


def test_a_query_without_a_concept_stays_as_it_is():
    for text in ("", "zebra", "5", "title:remittances", "iscm:rabat", "remitt*"):
        expansion = THESAURUS.expanded(parse(text).tree)
        assert expansion.tree == parse(text).tree
        assert expansion.names == ()


@pytest.mark.parametrize("concept", AUTHORITY.concepts, ids=lambda concept: concept.id)
def test_every_term_of_every_concept_leads_to_the_others(concept):
    for terms in concept.terms.values():
        for term in terms:
            expansion = THESAURUS.expanded(parse(f'"{term}"').tree)
            assert isinstance(expansion.tree, Widened), term


def test_restricted_documents_change_nothing_of_what_is_also_searched(shelf):
    shelf.put("return and readmission")
    shelf.catch_up()
    before = shelf.find("readmission", ANONYMOUS)
    shelf.put("réadmission et retour", language="fr", visibility="restricted")
    shelf.catch_up()
    after = shelf.find("readmission", ANONYMOUS)
    assert (before.total, before.also_searched) == (after.total, after.also_searched)
    assert [hit.score for hit in before.hits] == [hit.score for hit in after.hits]
