"""Searching only in recommendations, commitments and requests."""

import pytest

from repository.access import ANONYMOUS
from search.grammar import parse
from search.query import SearchQuery
from tests.search.oracle import Document, Oracle

WORDS = ["return", "readmission", "visa", "border", "labour", "states", "agree"]


@pytest.fixture
def rabat(shelf):
    """Two commitments among other sentences."""
    commitments = ("The Ministers agree to ease visas.", "They commit to dignified returns at the border.")
    return shelf.put(
        "The weather was fine. " + commitments[0] + " Border guards sang.",
        "Visas were drawn. " + commitments[1],
        title="Rabat Declaration on visas",
        iscms=["rabat"],
        date="2018",
        operative=[("commitment", commitments[0]), ("recommendation", commitments[1])],
    )


def _found(shelf, text="", actor=ANONYMOUS, **fields):
    return shelf.search.results(SearchQuery(text, kind="commitment", **{"expand": False, **fields}), actor)


def test_passages_are_the_paragraphs_that_match_with_page_kind_and_verb(shelf, rabat):
    shelf.catch_up()
    (hit,) = _found(shelf, "visas").hits
    (passage,) = hit.passages
    assert hit.id == rabat
    assert passage.html == "The Ministers agree to ease <mark>visas</mark>."
    assert (passage.page, passage.kind, passage.verb) == (1, "commitment", "agree")
    assert passage.url == f"/documents/{rabat}/files/{passage.file_id}/pages/1?q=visas"
    why = _found(shelf, "visas OR weather").hits[0].why
    assert [(reason.kind, reason.text) for reason in why] == [("text", "visas")]
    (other,) = _found(shelf, "return* border").hits[0].passages
    assert (other.page, other.kind) == (2, "recommendation")


@pytest.mark.parametrize(
    "text", ["weather", "visas border", "drawn", '"visas border"', "Declaration", "-agree -commit", '"visas sang"~9']
)
def test_words_must_stand_together_in_one_paragraph_and_nowhere_else(shelf, rabat, text):
    shelf.catch_up()
    assert _found(shelf, text).total == 0


@pytest.mark.parametrize(
    "text", ["", "-weather", "visas OR returns", "title:visas", "iscm:rabat visas", "visas -border"]
)
def test_conditions_are_about_the_document_and_signs_about_the_paragraph(shelf, rabat, text):
    shelf.put("States agree on nothing.", iscms=["bali"])
    shelf.catch_up()
    results = _found(shelf, text)
    assert [hit.id for hit in results.hits] == [rabat]
    assert {value.value: value.count for value in results.facet("iscm").values} == {"rabat": 1}
    assert _found(shelf, text, filters=frozenset({("iscm", "bali")})).total == 0


def test_a_restricted_paragraph_is_not_sensed(shelf, rabat, reader):
    shelf.catch_up()
    before = shelf.seen(_found(shelf, "visas OR zebra"))
    shelf.put("We agree on zebra visas.", visibility="restricted", operative=[("request", "We agree on zebra visas.")])
    shelf.catch_up()
    assert shelf.seen(_found(shelf, "visas OR zebra")) == before
    assert _found(shelf, "zebra").total == 0
    assert _found(shelf, "zebra", reader).total == 1


def test_paragraphs_are_found_after_changes_and_merging_and_long_questions_too(shelf, rabat):
    other = shelf.put("They agree on jobs for youth.", operative=[("request", "They agree on jobs for youth.")])
    shelf.catch_up()
    shelf.put("Nothing.")
    shelf.change(rabat, lambda uow, one: uow.documents.touch(one))
    shelf.catch_up()
    with shelf.index.writing() as writer:
        writer.optimise()
    assert {hit.id for hit in _found(shelf, "agree").hits} == {rabat, other}
    results = _found(shelf, "which jobs and training do states offer young people", expand=True)
    assert (results.holding_all, [hit.id for hit in results.hits]) == (0, [other])
    (way,) = [way for way in _found(shelf, "weather").ways_out if not way.query.kind]
    assert (way.label, way.total) == ("in whole documents", 1)


def test_paragraphs_that_match_agree_with_reading_each(shelf, chance):
    kept = {}
    for _ in range(30):
        paragraphs = [
            " ".join(chance.choices(WORDS, k=chance.randint(1, 6))) + f" n{chance.random()}" for _ in range(4)
        ]
        id = shelf.put(" . ".join(paragraphs), operative=[("commitment", text) for text in paragraphs[1:]])
        kept |= dict.fromkeys(paragraphs[1:], id)
        if chance.random() < 0.3:
            shelf.catch_up()
    shelf.catch_up()
    oracle = Oracle({text: Document([("en", text)], "", "en", True, {}) for text in kept}, True)
    for _ in range(150):
        parts = chance.choices([*WORDS, "re*", '"return visa"', '"visa agree"~1', "-border", "-(visa labour)"], k=3)
        text = chance.choice([" ", " OR "]).join(parts)
        matching = oracle.scores(parse(text).tree)
        results = _found(shelf, text, size=100)
        assert {hit.id for hit in results.hits} == {kept[paragraph] for paragraph in matching}, text
        for hit in results.hits:
            assert {passage.text for passage in hit.passages} <= set(matching), text
