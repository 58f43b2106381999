"""The rail of facets: what is shown, folded and cut, and where each value leads."""

import string

from search.query import FACETS, SearchQuery
from search.results import Facet
from web.rail import MOST, SHOWN, rail


def facet(name: str, counts: dict[str, int], query: SearchQuery) -> Facet:
    return Facet(name, name, [(value, value, count) for value, count in counts.items()], query)


def label(_: str, value: str) -> str:
    return value.upper()


def test_a_long_list_is_folded_and_cut_unless_it_is_asked_for_whole() -> None:
    query = SearchQuery("return", frozenset({("element", "x")}))
    many = facet("element", {letter: 24 - at for at, letter in enumerate(string.ascii_lowercase[:24])}, query)
    (cut,) = rail([many], query, label)
    assert [len(cut.shown), len(cut.folded), cut.values, cut.is_cut] == [SHOWN, MOST - SHOWN, 24, True]
    assert (cut.shown[0].label, cut.shown[0].selected, cut.shown[0].address) == ("X", True, "/search?q=return")
    assert cut.shown[1].address == "/search?q=return&element=a&element=x"
    (whole,) = rail([many], query, label, "element")
    assert [len(whole.shown), len(whole.folded), whole.is_cut] == [24, 0, False]


def test_one_value_is_not_folded_alone_and_the_years_are_drawn_elsewhere() -> None:
    query = SearchQuery()
    one_more = facet("type", dict.fromkeys("abcdef"[: SHOWN + 1], 1), query)
    (shown,) = rail([one_more, facet("year", {"2003": 1}, query), facet("level", {}, query)], query, label)
    assert [len(shown.shown), len(shown.folded)] == [SHOWN + 1, 0]


def test_the_address_of_a_value_is_that_of_the_search_with_it() -> None:
    query = SearchQuery("a & b", frozenset({("iscm", "rcm"), ("state", "MAR")}), 2000, None, "date", 3, 50, False)
    for name in FACETS:
        for value in ("rabat", "rcm", "MAR", "é"):
            assert query.toggling(name)(value) == query.toggled(name, value).to_query_string()
