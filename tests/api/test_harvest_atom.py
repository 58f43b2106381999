"""Atom feeds of searches: valid, newest first, each entry with its passages, under the reader's mask."""

from datetime import datetime

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"

Library = dict[str, str]


def feed(client: TestClient, query: str = "", **headers: str) -> etree._Element:
    response = client.get(f"/feeds/search.atom?{query}", headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/atom+xml"
    document = etree.fromstring(response.content)
    assert document.tag == f"{ATOM}feed"
    for element in [document, *document.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    assert document.find(f"{ATOM}author/{ATOM}name") is not None
    return document


def links(element: etree._Element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


def titles(document: etree._Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in document.iter(f"{ATOM}entry")]


def test_an_entry_is_a_document_with_the_passage_that_answers_on_its_page(client: TestClient, library: Library) -> None:
    [entry] = feed(client, "q=%22return+and+readmission%22&iscm=rabat").iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"http://testserver/documents/{library['rabat']}"
    assert links(entry)["alternate"].startswith(f"http://testserver/documents/{library['rabat']}")
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert {"iscm:rabat", "element:s"} <= set(terms)
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    shown = html.fromstring(f"<div>{content.text}</div>")
    assert "return and readmission" in shown.text_content()
    assert shown.find(".//mark") is not None
    address = shown.find(".//blockquote//a").get("href")
    path = address.partition("?")[0]
    assert path.startswith(f"http://testserver/documents/{library['rabat']}/files/")
    assert path.endswith("/pages/2")


def test_the_newest_document_comes_first_whatever_order_is_asked_for(client: TestClient, library: Library) -> None:
    newest_first = ["Political Declaration of Marrakesh", "Joint Declaration of Bratislava", "Declaración de Asunción"]
    assert titles(feed(client)) == newest_first
    assert titles(feed(client, "sort=oldest")) == newest_first


def test_a_feed_names_itself_and_its_page_and_leads_through_all_of_it(client: TestClient, library: Library) -> None:
    found, document = [], feed(client, "q=declaration&size=1")
    assert links(document)["self"] == "http://testserver/feeds/search.atom?q=declaration&size=1"
    assert links(document)["alternate"].startswith("http://testserver/search?q=declaration")
    total = int(document.findtext(f"{OPENSEARCH}totalResults"))
    identity = document.findtext(f"{ATOM}id")
    while True:
        found += titles(document)
        assert document.findtext(f"{ATOM}id") == identity
        if "next" not in links(document):
            break
        document = feed(client, links(document)["next"].partition("?")[2])
    assert len(found) == len(set(found)) == total > 1


@pytest.mark.parametrize("query", ["q=zeppelin", "q=memorandum", "iscm=gfmd", "year=2011"])
def test_a_restricted_document_cannot_be_sensed(client: TestClient, library: Library, query: str) -> None:
    document = feed(client, query)
    assert titles(document) == []
    assert document.findtext(f"{OPENSEARCH}totalResults") == "0"


def test_an_account_sees_more_and_no_cache_may_keep_it(
    client: TestClient, library: Library, reader: dict[str, str]
) -> None:
    assert titles(feed(client, "q=zeppelin", **reader)) == ["Zeppelin memorandum"]
    assert client.get("/feeds/search.atom?q=zeppelin", headers=reader).headers["cache-control"] == "private, no-store"
    assert "cache-control" not in client.get("/feeds/search.atom?q=zeppelin").headers


@pytest.mark.parametrize(
    "query", ["q=%00%0c%ef%bf%be", "q=%3Cscript%3E%26", "q=%22(((+-+OR", "iscm=nowhere&page=0&size=x"]
)
def test_no_query_breaks_a_feed(client: TestClient, library: Library, query: str) -> None:
    feed(client, query)
