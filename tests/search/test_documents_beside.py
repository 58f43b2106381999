"""What a document's page asks of the index: hits page by page, documents much alike, and facets crossed."""

from typing import Any

from repository.access import ANONYMOUS
from search.query import SearchQuery

MARITIME = "Rescue at sea and disembarkation: vessels in distress are met by coastguard patrols. " * 3
LABOUR = "Labour mobility: recruitment agencies, wages and seasonal workers are looked after. " * 3
COMMON = "The ministers met and agreed. "


def test_hits_are_counted_by_page_and_a_phrase_is_one(shelf: Any) -> None:
    document = shelf.put("On return.", "Return and readmission; return and readmission again.", "Nothing here.")
    shelf.catch_up()
    found = shelf.search.pages_with_hits(document, '"return and readmission"', ANONYMOUS)
    assert {page: count for (_, page), count in found.items()} == {2: 2}
    found = shelf.search.pages_with_hits(document, "return", ANONYMOUS)
    assert {page: count for (_, page), count in found.items()} == {1: 1, 2: 2}


def test_hits_of_what_a_reader_may_not_see_are_none(shelf: Any) -> None:
    document = shelf.put("A zebra.", visibility="restricted")
    shelf.catch_up()
    assert shelf.search.pages_with_hits(document, "zebra", ANONYMOUS) == {}
    assert shelf.search.pages_with_hits("none", "zebra", ANONYMOUS) == {}


def test_documents_of_much_the_same_words_are_found_whatever_their_process(shelf: Any) -> None:
    sea = [shelf.put(COMMON + MARITIME, iscms=[slug]) for slug in ("bali", "rabat", "midwa")]
    work = [shelf.put(COMMON + LABOUR, iscms=[slug]) for slug in ("add", "colombo", "bali")]
    shelf.catch_up()
    assert set(shelf.search.similar(sea[0], "en", ANONYMOUS)) == set(sea[1:])
    assert set(shelf.search.similar(work[0], "en", ANONYMOUS)) == set(work[1:])


def test_a_restricted_document_is_alike_to_nothing_and_changes_nothing(shelf: Any) -> None:
    own, other = shelf.put(COMMON + MARITIME), shelf.put(COMMON + MARITIME)
    shelf.put(COMMON + LABOUR)
    shelf.put(COMMON)
    shelf.catch_up()
    before = shelf.search.similar(own, "en", ANONYMOUS)
    shelf.put(COMMON + MARITIME, visibility="restricted")
    shelf.put(MARITIME + LABOUR, visibility="restricted")
    shelf.catch_up()
    assert shelf.search.similar(own, "en", ANONYMOUS) == before == [other]


def test_two_facets_are_crossed_under_filters_and_mask(shelf: Any) -> None:
    shelf.put("a", iscms=["rabat", "khartoum"], elements=["s", "e"], date="2018")
    shelf.put("b", iscms=["rabat"], elements=["s"], date="2006")
    shelf.put("c", iscms=["rabat"], elements=["s"], date="2018", visibility="restricted")
    shelf.put("d")
    shelf.catch_up()
    found = shelf.search.crossing(SearchQuery(), "iscm", "element", ANONYMOUS)
    assert found.total == 3
    assert found.rows == {"rabat": 2, "khartoum": 1, "": 1}
    assert found.cells == {("rabat", "s"): 2, ("rabat", "e"): 1, ("khartoum", "s"): 1, ("khartoum", "e"): 1}
    assert found.cell("khartoum", "k") == 0
    found = shelf.search.crossing(SearchQuery(year_from=2010), "iscm", "year", ANONYMOUS)
    assert found.cells == {("rabat", "2018"): 1, ("khartoum", "2018"): 1}
    found = shelf.search.crossing(SearchQuery(text="b"), "iscm", "theme", ANONYMOUS)
    assert (found.rows, found.total) == ({"rabat": 1}, 1)
