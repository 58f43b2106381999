"""Queries and their addresses."""

import pytest

from repository.authority_files import load_authority
from search.parameters import from_params
from search.query import SORTS, SearchQuery

AUTHORITY = load_authority()


def test_a_query_and_its_parameters_are_the_same_thing():
    query = SearchQuery(
        "return", frozenset({("iscm", "rabat"), ("year", "2016"), ("element", "l")}), 2000, 2020, "date", 3, 50, False
    )
    assert from_params(query.to_params(), AUTHORITY) == (query, [])


def test_parameters_come_in_one_order_and_defaults_are_left_out():
    assert SearchQuery().to_params() == []
    query = SearchQuery("a", frozenset({("language", "fr"), ("iscm", "rcm"), ("iscm", "add")}), page=2)
    assert query.to_params() == [("q", "a"), ("iscm", "add"), ("iscm", "rcm"), ("language", "fr"), ("page", "2")]
    assert SearchQuery("a b&c").to_query_string() == "q=a+b%26c"


def test_toggling_twice_is_nothing_and_goes_back_to_the_first_page():
    query = SearchQuery("a", page=4)
    once = query.toggled("iscm", "rabat")
    assert once.values("iscm") == ("rabat",)
    assert once.page == 1
    assert once.toggled("iscm", "rabat") == SearchQuery("a")


def test_without_year_drops_the_range_too():
    query = SearchQuery(filters=frozenset({("year", "2016"), ("type", "declaration")}), year_from=2000)
    assert query.without("year") == SearchQuery(filters=frozenset({("type", "declaration")}))
    assert not query.without_filters().is_filtered


@pytest.mark.parametrize(
    ("name", "value", "legal"),
    [
        ("iscm", "nowhere", "rabat"),
        ("year", "abc", "1900 to 2100"),
        ("year", "٢٠١٦", "1900 to 2100"),
        ("year_from", "9" * 5000, "1900 to 2100"),
        ("element", "zz", "a, b, c"),
        ("theme", "7", "1, 2, 3, 4, 5, 6"),
        ("objective", "24", "23"),
        ("language", "klingon", "en, fr, es, pt, ar, ru"),
        ("state", "Morocco", "three letters"),
        ("level", "rcp", "RCP, IRF, Global"),
        ("region", "moon", "africa"),
        ("type", "novel", "declaration"),
        ("meeting_level", "x\x00", "ministerial"),
        ("sort", "colour", ", ".join(SORTS)),
        ("page", "0", "1 to"),
        ("page", "-1", "1 to"),
        ("size", "101", "1 to 100"),
        ("expand", "perhaps", "true, false"),
    ],
)
def test_an_illegal_value_is_left_out_and_the_legal_ones_named(name, value, legal):
    query, notes = from_params([("q", "a"), (name, value)], AUTHORITY)
    assert query == SearchQuery("a")
    assert len(notes) == 1
    assert legal in notes[0]
    assert "\x00" not in notes[0]


def test_values_in_the_data_files_are_all_legal():
    params = [("iscm", iscm.slug) for iscm in AUTHORITY.iscms] + [
        ("state", "MAR"),
        ("language", "de"),
        ("year", "1999"),
    ]
    query, notes = from_params(params, AUTHORITY, default_size=30)
    assert not notes
    assert len(query.filters) == len(params)
    assert query.size == 30


def test_empty_and_unknown_parameters_mean_nothing():
    assert from_params([("iscm", " "), ("utm_source", "x"), ("q", "")], AUTHORITY) == (SearchQuery(), [])
