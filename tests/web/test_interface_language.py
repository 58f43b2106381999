"""Pages speak the language of their address, else the browser's; links and redirects keep it."""

import pytest
from fastapi.testclient import TestClient

from search.facets import LABELS
from web.facet_names import FACET_NAMES
from web.interface_language import InterfaceLanguage, preferred
from web.rendering import size_in_words


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("de, es;q=0.5, ru;q=0.7", "ru"),
        ("de", "en"),
        ("fr;q=0, es;q=0.1", "es"),
        ("AR-eg", "ar"),
        ("fr;q=high, *;q=0.5", "en"),
        (",;=,q=1;fr", "en"),
    ],
)
def test_the_browser_is_spoken_to_in_the_language_it_likes_best(accept: str, language: str) -> None:
    assert preferred(accept) == language


def test_the_address_goes_before_the_browser(client: TestClient, tree) -> None:
    page = client.get("/ar/about", headers={"Accept-Language": "fr"})
    html = tree(page.text)
    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl")
    assert page.headers["content-language"] == "ar"


def test_without_a_language_in_the_address_the_browser_decides_and_caches_learn_of_it(client: TestClient, tree) -> None:
    page = client.get("/about", headers={"Accept-Language": "es"})
    assert tree(page.text).get("lang") == "es"
    assert "accept-language" in page.headers["vary"].casefold()


def test_every_link_of_a_page_stays_in_its_language(client: TestClient, tree) -> None:
    html = tree(client.get("/fr/iscms").text)
    links = [href for href in html.xpath("//a/@href | //form/@action") if href.startswith("/")]
    languages = set(html.xpath("//nav[contains(@class, 'languages')]//a/@href"))
    own = [link for link in links if link not in languages]
    assert own
    assert all(link == "/fr" or link.startswith(("/fr/", "/api/", "/fr?")) for link in own)


def test_every_page_names_itself_in_all_languages(client: TestClient, tree) -> None:
    html = tree(client.get("/pt/search?q=labour&year=2018").text)
    alternates = {link.get("hreflang"): link.get("href") for link in html.xpath("//link[@hreflang]")}
    assert alternates["ru"] == "http://testserver/ru/search?q=labour&year=2018"
    assert alternates["x-default"] == "http://testserver/search?q=labour&year=2018"
    assert set(alternates) == {"en", "fr", "es", "ar", "pt", "ru", "x-default"}


def test_a_redirect_keeps_the_language(client: TestClient) -> None:
    answer = client.get("/es/upload")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/es/sign-in")


def test_an_error_page_speaks_the_language_too(client: TestClient, tree) -> None:
    page = client.get("/fr/nothing-here", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert tree(page.text).get("lang") == "fr"


def test_text_that_only_looks_like_a_link_is_left_alone() -> None:
    html = '<p>href=&#34;/x&#34;</p><a href="/search">a</a><a href="//host/">b</a><link href="/static/style.css">'
    assert InterfaceLanguage("fr", True).rooted(html) == (
        '<p>href=&#34;/x&#34;</p><a href="/fr/search">a</a><a href="//host/">b</a><link href="/static/style.css">'
    )
    assert InterfaceLanguage("fr", False).rooted(html) == html


def test_the_pages_have_a_name_for_every_facet() -> None:
    assert FACET_NAMES == LABELS


def test_labels_and_numbers_are_those_of_the_language(client: TestClient) -> None:
    page = client.get("/fr/about").text
    assert "Retour et réadmission" in page
    assert "Coopération et partenariats internationaux" in page
    assert "Processus consultatif régional" in page


def test_what_only_english_has_is_marked_as_english(client: TestClient, tree) -> None:
    html = tree(client.get("/ar/programs").text)
    summary = html.xpath("//td[text()='Search the documents']")[0]
    assert (summary.get("lang"), summary.get("dir")) == ("en", "ltr")


def test_sizes_are_said_in_the_language() -> None:
    assert size_in_words(1_250_000, "fr") == "1,2\N{NARROW NO-BREAK SPACE}Mo"
