"""Facets, checked against counting by hand."""

from collections import Counter

import pytest

from repository.access import ANONYMOUS
from search.query import FACETS, SearchQuery

VALUES = {
    "iscms": ["rabat", "rcm", "add", "bali"],
    "mentions": ["rabat", "gfmd"],
    "elements": list("alsu"),
    "states": ["MAR", "PHL", "FRA"],
    "language": ["en", "fr", "es"],
    "type": ["declaration", "recommendations", None],
    "date": ["2001", "2004-05", "2004", None],
}


@pytest.fixture
def rows(shelf, chance):
    """Sixty documents with random codes; what each carries, by facet."""
    rows = {}
    for _ in range(60):
        several = ("iscms", "mentions", "elements", "states")
        many = {name: chance.sample(VALUES[name], chance.randint(0, 2)) for name in several}
        one = {name: chance.choice(VALUES[name]) for name in ("language", "type", "date")}
        words = chance.sample(["visa", "border", "return"], chance.randint(1, 3))
        id = shelf.put(" ".join(words), **many, **one)
        rows[id] = {
            "words": set(words),
            "iscm": set(many["iscms"]),
            "mention": set(many["mentions"]),
            "element": set(many["elements"]),
            "state": set(many["states"]),
            "language": {one["language"]},
            "type": {one["type"]} - {None},
            "year": {one["date"][:4]} if one["date"] else set(),
        }
    shelf.catch_up()
    return rows


def _passes(row, filters, *, ignoring=""):
    by_facet = {}
    for name, value in filters:
        by_facet.setdefault(name, set()).add(value)
    return all(row[name] & values for name, values in by_facet.items() if name != ignoring)


def test_counts_ignore_their_own_selection_and_agree_with_counting_by_hand(shelf, rows, chance):
    names = ["iscm", "mention", "element", "state", "language", "type", "year"]
    choices = [(name, value) for name in names for row in rows.values() for value in row[name]]
    for _ in range(60):
        word = chance.choice(["", "visa", "border"])
        filters = frozenset(chance.sample(choices, chance.randint(0, 3)))
        matching = [row for row in rows.values() if not word or word in row["words"]]
        results = shelf.search.results(SearchQuery(word, filters), ANONYMOUS)
        assert results.total == sum(_passes(row, filters) for row in matching)
        for name in names:
            expected = Counter(value for row in matching if _passes(row, filters, ignoring=name) for value in row[name])
            shown = {value.value: value.count for value in results.facet(name).values}
            assert {value: number for value, number in shown.items() if number} == dict(expected)
            assert {value for key, value in filters if key == name} <= set(shown)
            assert {v.value for v in results.facet(name).values if v.selected} == {v for k, v in filters if k == name}


def test_every_facet_is_there_even_without_documents(shelf):
    shelf.catch_up()
    results = shelf.find()
    assert tuple(facet.name for facet in results.facets) == FACETS
    assert results.total == 0


def test_years_come_in_order_without_gaps(shelf):
    for date in ("2001-05-06", "2001", "2004"):
        shelf.put("x", date=date)
    shelf.catch_up()
    years = [(value.value, value.count) for value in shelf.find().facet("year").values]
    assert years == [("2001", 2), ("2002", 0), ("2003", 0), ("2004", 1)]


def test_a_range_of_years_narrows_hits_but_not_the_histogram(shelf):
    shelf.put("x", date="2001")
    later = shelf.put("x", date="2004", type="declaration")
    shelf.catch_up()
    results = shelf.find(year_from=2002, year_to=2004)
    assert [hit.id for hit in results.hits] == [later]
    assert [value.count for value in results.facet("year").values] == [1, 0, 0, 1]
    assert [value.count for value in results.facet("type").values] == [1]
    assert shelf.find(year_from=2005).total == 0


def test_values_are_labelled_and_switch_themselves_on_and_off(shelf):
    shelf.put("x", iscms=["rabat"], states=["MAR"])
    shelf.catch_up()
    value = shelf.find().facet("iscm").values[0]
    assert (value.value, value.count, value.selected) == ("rabat", 1, False)
    assert "Rabat" in value.label
    assert value.query.values("iscm") == ("rabat",)
    assert shelf.find().facet("state").values[0].label == "Morocco"


def test_regions_and_levels_follow_from_the_process_themes_and_objectives_from_the_element(shelf):
    shelf.put("x", iscms=["rabat"], elements=["s"])
    shelf.catch_up()
    results = shelf.find()
    assert {value.value for value in results.facet("region").values} == {"africa", "europe"}
    assert len(results.facet("level").values) == 1
    assert len(results.facet("theme").values) == 1
    assert results.facet("objective").values


def test_without_results_wider_queries_are_offered_with_what_they_find(shelf):
    shelf.put("visa policy", iscms=["rabat"], date="2003")
    shelf.put("visa", iscms=["rabat"], date="2004")
    shelf.catch_up()
    results = shelf.find("visa", filters=frozenset({("iscm", "rabat"), ("year", "2005")}))
    assert [(way.label, way.total) for way in results.ways_out][:2] == [
        ("without year: 2005", 2),
        ("without any filter", 2),
    ]
    assert shelf.find(**_fields(results.ways_out[0].query)).total == 2
    words = shelf.find("visa zebra").ways_out
    assert ("without zebra", 2) in [(way.label, way.total) for way in words]
    phrase = shelf.find('"policy visa"').ways_out
    assert [(way.total, way.query.text) for way in phrase] == [(1, "policy visa")]
    assert shelf.find("visa").ways_out == ()


def _fields(query):
    return {name: getattr(query, name) for name in ("text", "filters", "year_from", "year_to")}
