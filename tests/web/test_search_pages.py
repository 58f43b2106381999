"""The first page and the search page: everything a reader asks stands in the address."""

from collections.abc import Callable
from typing import Any

import pytest

PHRASE = "/search?q=%22return+and+readmission%22"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def cards(page: Any) -> list[Any]:
    return page.xpath("//article[@class='card']")


def test_an_empty_repository_says_how_documents_come_in(read: Any, words: Any) -> None:
    main = words(read("/").get_element_by_id("main"))
    assert "Nothing is here yet" in main
    assert "iscm ingest FOLDER" in main


def test_the_first_page_says_what_is_here_and_gives_searches_to_try(library: Any, read: Any, words: Any) -> None:
    page = read("/")
    figures = [words(item) for item in page.xpath("//ul[@class='figures']/li")]
    assert figures == ["4 documents", "4 processes", "2003–2021 years", "3 languages"]
    assert page.xpath("//div[@class='tries']//a/@href")[0] == PHRASE.replace(" ", "+")
    assert len(page.xpath("//div[@class='tries']//a")) == 3
    shelves = page.xpath("//dl[@class='shelves']//a/@href")
    assert "/search?region=africa&sort=date" in shelves
    newest = page.xpath("//section[@class='newest']//li")
    assert words(newest[0]) == "2021 ARCP البيان السنوي"


def test_the_first_page_and_the_search_page_are_the_same(library: Any, client: Any) -> None:
    assert client.get("/search?q=").text.replace('/search?q="', '/search"') == client.get("/search").text
    assert "What is here" in client.get("/search?q=").text


def test_one_sentence_says_what_was_found(library: Any, read: Any, words: Any) -> None:
    page = read(PHRASE)
    sentence = "“return and readmission” in 2 documents from 2 processes, 2003–2018"
    assert words(page.find(".//h1")) == sentence
    assert len(cards(page)) == 2


def test_the_sentence_counts_only_the_processes_and_years_that_are_selected(
    library: Any, read: Any, words: Any
) -> None:
    page = read(PHRASE + "&iscm=rcm")
    assert words(page.find(".//h1")) == "“return and readmission” in 1 document from 1 process, 2003"


def test_a_card_gives_process_title_date_and_passages_with_their_page(library: Any, read: Any, words: Any) -> None:
    card = next(card for card in cards(read(PHRASE)) if "Marrakesh" in card.text_content())
    assert words(card.find_class("issuer")[0]) == "Rabat Process Interregional forum"
    assert words(card.find_class("facts")[0]) == "2 May 2018 · Declaration · English"
    passage = card.xpath(".//ol/li")[0]
    assert words(passage.find("a")).endswith("p. 2")
    assert [words(mark) for mark in passage.iter("mark")] == ["return and readmission"]
    path = passage.find("a").get("href").partition("?")[0]
    assert path.startswith(f"/documents/{library['rabat']}/files/")
    assert path.endswith("/pages/2")
    assert "<care" in passage.text_content()


def test_a_passage_carries_its_language_and_direction(library: Any, read: Any) -> None:
    (arabic,) = cards(read("/search?q=الهجرة"))
    assert arabic.xpath(".//p[@class='passage']/@dir") == ["rtl"]
    assert arabic.xpath(".//p[@class='passage']/@lang") == ["ar"]
    (spanish,) = cards(read("/search?q=trata"))
    assert spanish.xpath(".//p[@class='passage']/@lang") == ["es"]


def test_every_value_of_a_facet_is_a_link_that_search_engines_leave_alone(library: Any, read: Any, words: Any) -> None:
    links = read(PHRASE).xpath("//aside//a")
    assert links
    assert all(link.get("href").startswith("/search?q=%22return+and+readmission%22") for link in links)
    assert all(link.get("rel") == "nofollow" for link in links)
    rabat = next(link for link in links if "Rabat Process" in link.text_content())
    narrowed = read(rabat.get("href"))
    assert len(cards(narrowed)) == 1
    assert words(narrowed.xpath("//ul[@class='chips']/li")[0]) == "Process Rabat Process × remove"


def test_a_chip_takes_its_filter_away_again(library: Any, read: Any) -> None:
    page = read(PHRASE + "&iscm=rcm&year_from=2000&year_to=2010")
    years, process, _ = page.xpath("//ul[@class='chips']//a")
    assert years.get("href") == PHRASE + "&iscm=rcm"
    assert process.get("href") == PHRASE + "&year_from=2000&year_to=2010"


def test_the_years_are_the_first_facet_as_bars_and_as_a_table(library: Any, read: Any, words: Any) -> None:
    page = read(PHRASE + "&year=2018")
    assert words(page.xpath("//aside//h3")[0]) == "Year"
    bars = page.xpath("//figure[@class='years']//a")
    assert [bar.get("aria-label") for bar in bars] == ["2003: 1 document", "2018: 1 document, selected"]
    rows = page.xpath("//aside//table/tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [["2003", "1"], ["2018", "1"]]


def test_a_search_from_the_box_keeps_the_filters(library: Any, read: Any) -> None:
    page = read(PHRASE + "&iscm=rcm&sort=date&page=3")
    carried = page.xpath("//form[@role='search']//input[@type='hidden']")
    assert [(field.get("name"), field.get("value")) for field in carried] == [("iscm", "rcm"), ("sort", "date")]


def test_what_is_not_legal_is_left_out_and_said(library: Any, read: Any, words: Any) -> None:
    page = read("/search?q=return&element=zz&year=abc")
    said = [words(item) for item in page.xpath("//ul[@class='ignored']/li")]
    assert len(said) == 2
    assert said[0].startswith("“abc” is no year here.")
    assert "“zz” is no element here." in said[1]
    assert len(cards(page)) == 2


def test_no_result_shows_ways_out(library: Any, read: Any, words: Any) -> None:
    page = read(PHRASE + "&iscm=sacm")
    assert words(page.find(".//h1")) == "“return and readmission” is in no document within these limits."
    (way,) = page.xpath("//section[@class='nothing']/ul[1]/li")
    assert words(way).endswith("2 documents")
    assert len(cards(read(way.find("a").get("href")))) == 2


def test_pages_of_results_lead_to_each_other(library: Any, read: Any, words: Any) -> None:
    page = read("/search?sort=date&size=1&page=2")
    paging = page.xpath("//nav[@class='paging']")[0]
    assert words(paging.xpath(".//*[@aria-current='page']")[0]) == "2"
    assert paging.xpath(".//a[@rel='prev']/@href") == ["/search?sort=date&size=1"]
    assert paging.xpath(".//a[@rel='next']/@href") == ["/search?sort=date&page=3&size=1"]
    beyond = read("/search?sort=date&size=1&page=77")
    assert "There is no page 77" in beyond.text_content()


@pytest.mark.parametrize("place", ["q", "iscm", "year", "sort", "page", "element"])
def test_a_hostile_address_stays_text(library: Any, client: Any, tree: Callable[[str], Any], place: str) -> None:
    answer = client.get("/search", params={place: HOSTILE})
    page = tree(answer.text)
    assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')] | //img | //@onerror")
    if place == "q":
        assert page.xpath("//input[@id='q']/@value") == [HOSTILE]


def test_an_absurdly_long_query_is_cut_and_the_page_stays_within_reason(library: Any, client: Any) -> None:
    answer = client.get("/search", params={"q": "migration " * 1000})
    assert answer.status_code == 200
    assert "Only the first 1,000 characters of the query were read." in answer.text
    assert len(answer.content) < 300_000


def test_a_hostile_document_stays_text(keep: Any, index: Any, read: Any) -> None:
    document = keep(HOSTILE, "readmission " + HOSTILE, title=HOSTILE, iscms=("rabat",))
    index()
    for path in (
        "/search?q=readmission",
        "/",
        f"/documents/{document}",
        f"/documents/{document}/pages/2?q=readmission",
    ):
        page = read(path)
        assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')] | //@onerror"), path
        assert HOSTILE in page.text_content(), path


def test_restricted_documents_leave_no_trace_for_readers_without_an_account(
    library: Any, read: Any, sign_in: Any
) -> None:
    for path in ("/", "/search?sort=date", "/search?q=zebra"):
        assert "Restricted" not in read(path).text_content()
    sign_in("reader")
    assert len(cards(read("/search?q=zebra"))) == 1


def test_other_names_are_named_with_a_way_to_leave_them_out(library: Any, read: Any, words: Any) -> None:
    also = read(PHRASE).find_class("also")[0]
    assert words(also).startswith("also searched: retour et réadmission, retorno y readmisión")
    link = also.find("a")
    assert words(link) == "only my words"
    narrow = read(link.get("href"))
    assert words(narrow.find_class("also")[0]).startswith("only your words were searched")
    assert "expand" not in narrow.find_class("also")[0].find("a").get("href")


def test_a_card_says_why_it_was_found(library: Any, read: Any, words: Any) -> None:
    why = [words(card.find_class("why")[0]) for card in cards(read(PHRASE))]
    assert len(why) == 2
    assert all(said.startswith("Found by:") and '"return and readmission"' in said for said in why)


def test_a_misspelt_word_gets_a_link_to_what_may_be_meant(library: Any, read: Any, words: Any) -> None:
    meant = read("/search?q=readmisssion").find_class("meant")[0]
    assert words(meant).startswith("Did you mean readmission?")
    assert len(cards(read(meant.find("a").get("href")))) > 0
