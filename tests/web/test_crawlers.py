"""What pages tell crawlers: one address for each thing, and no way into the endless combinations of facets."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from search.query import FACETS

BASE = "http://testserver"
NARROWING = {*FACETS, "year_from", "year_to"}


def canonical(page: Any) -> list[str]:
    return [str(address) for address in page.xpath("//link[@rel='canonical']/@href")]


def robots(page: Any) -> list[str]:
    return [str(rules) for rules in page.xpath("//meta[@name='robots']/@content")]


@pytest.mark.parametrize(
    ("path", "address", "rules"),
    [
        ("/", "/", []),
        ("/iscms", "/iscms", []),
        ("/iscms?level=IRF&region=africa", "/iscms", ["noindex, nofollow"]),
        ("/iscms/rabat", "/iscms/rabat", []),
        ("/highlights/2018", "/highlights/2018", []),
        ("/programs", "/programs", []),
        ("/documents/{rabat}?q=return", "/documents/{rabat}", []),
        ("/search?sort=date", "/search", ["noindex, follow"]),
        ("/search?q=return&sort=date&page=2", "/search?q=return", ["noindex, follow"]),
        ("/search?q=return&iscm=rabat&element=s", "/search?q=return", ["noindex, nofollow"]),
        ("/search?year_from=2000&year_to=2020", "/search", ["noindex, nofollow"]),
        ("/search?element=s&iscm=rcm&iscm=rabat", "/search", ["noindex, nofollow"]),
    ],
)
def test_a_page_names_its_one_address_and_a_search_is_not_for_an_index(
    read: Any, library: dict[str, str], path: str, address: str, rules: list[str]
) -> None:
    page = read(path.format(**library))
    assert canonical(page) == [BASE + address.format(**library)]
    assert robots(page) == rules


@pytest.mark.parametrize(
    "path", ["/", "/search?q=return", "/iscms", "/iscms/rabat", "/documents/{rabat}", "/highlights/2018", "/about"]
)
def test_no_link_to_a_combination_of_facets_is_for_crawlers(read: Any, library: dict[str, str], path: str) -> None:
    narrowed = 0
    for link in read(path.format(**library)).xpath("//a[@href]"):
        address = urlsplit(link.get("href"))
        asked = set(parse_qs(address.query))
        if asked & NARROWING if address.path == "/search" else address.path == "/iscms" and asked:
            assert "nofollow" in link.get("rel", ""), link.get("href")
            narrowed += 1
    assert narrowed


def test_every_page_of_a_document_and_version_is_its_own_one_address(read: Any, library: dict[str, str]) -> None:
    links = read(f"/documents/{library['rabat']}").xpath("//ol[@class='pages']//@href")
    [second] = [link for link in links if link.endswith("/pages/2")]
    assert canonical(read(second)) == [BASE + second]
    assert canonical(read(f"/documents/{library['rabat']}/pages/2?q=return")) == [BASE + second]
    assert canonical(read(f"{second}/3-9")) == [BASE + second]
