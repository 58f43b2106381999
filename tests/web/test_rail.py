"""The rail of facets, and how little a page with very many values weighs."""

import string
from typing import Any

from repository.authority_files import load_authority
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


def test_a_page_of_twenty_documents_with_very_many_values_stays_light(
    keep: Any, index: Any, client: Any, read: Any
) -> None:
    authority = load_authority()
    slugs, letters = [iscm.slug for iscm in authority.iscms], [element.letter for element in authority.elements]
    text = "In dignity we agree on return and readmission, and on much else that a long paragraph has to say. " * 9
    for number in range(24):
        keep(
            *[f"{text} Page {page}" for page in range(3)],
            title=f"Declaration {number} " + "on the protection of people on the move " * 4,
            iscms=(slugs[number], slugs[number - 1]),
            elements=tuple(letters),
            date=f"{1996 + number}-05-02",
            type="declaration",
        )
    index()
    page = "/search?q=%22return+and+readmission%22&element=s&year_from=1996"
    for address in (
        page,
        page + "&more=element",
        "/overview",
        "/overview?scheme=objective",
        "/overview/trend?q=return",
    ):
        assert len(client.get(address).content) < 100_000, address
    assert len(read(page).xpath("//section[@id='facet-element']//li")) == MOST
    assert len(read(page + "&more=element").xpath("//section[@id='facet-element']//li")) == len(letters)
