"""Feeds of a process, of an element and of a search: valid by the W3C feed validator's rules, paged, conditional.

The validator itself is a website. Its rules are public (github.com/w3c/feedvalidator: feed.py, entry.py, link.py,
validators.py); each that our feeds can come near is a check below. feedparser, a reader of feeds, reads them too.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import feedparser
import html5lib
import pytest
from fastapi.testclient import TestClient
from lxml import etree

from search.catching_up import catch_up

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
FEEDS = ("/feeds/iscms/rabat.atom", "/feeds/elements/s.atom", "/feeds/search.atom")
PAGED = {"first", "previous", "next", "last"}
RELATIONS = PAGED | {"self", "alternate", "search"}
ONCE = ("id", "title", "updated", "published", "content")
SAFE_TAGS = {"a", "blockquote", "mark", "p"}
SAFE_ATTRIBUTES = {"href", "lang", "dir"}


@pytest.fixture
def shelf(client: TestClient, keep: Callable[..., str]) -> list[str]:
    """Five documents of a process, of which three speak of an element; one of another, and one that is restricted."""
    ids = [
        keep(
            f"We met. <b>Return and readmission</b> & more, number {number}.",
            title=f"Declaration <{number}> & annex",
            iscms=("rabat",),
            elements=("s",) if number % 2 else (),
            date=f"200{number}-05-02",
        )
        for number in range(1, 6)
    ]
    keep("Return.", title="Of another process", iscms=("prague",), date="2016")
    keep("Return.", title="Zeppelin", iscms=("rabat",), elements=("s",), visibility="restricted")
    house = client.app.state.house  # type: ignore[attr-defined]
    catch_up(house.repository, house.index)
    return ids


def links(element: etree._Element) -> list[tuple[str, str, str]]:
    return [(link.get("rel"), link.get("type"), link.get("href")) for link in element.findall(f"{ATOM}link")]


def check(content: bytes, address: str) -> etree._Element:
    """Fails where the validator would complain of a feed that was read at `address`."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    names = [child.tag for child in feed]
    assert f"{ATOM}entry" not in names[: len(names) - names.count(f"{ATOM}entry")], "metadata after an entry"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        _check_metadata(element)
    assert feed.findtext(f"{ATOM}author/{ATOM}name", "").strip()
    identities = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(identities) == len(set(identities))
    assert [href for rel, _, href in links(feed) if rel == "self"] == [address]
    assert {rel for rel, _, _ in links(feed)} <= RELATIONS
    for name in ("totalResults", "startIndex", "itemsPerPage"):
        assert int(feed.findtext(OPENSEARCH + name, "")) >= 0
    for entry in entries:
        _check_entry(entry)
    return feed


def _check_metadata(element: etree._Element) -> None:
    count = Counter(child.tag for child in element)
    for name in ("id", "title", "updated"):
        assert count[ATOM + name] == 1, name
    assert all(count[ATOM + name] <= 1 for name in ONCE)
    assert element.findtext(f"{ATOM}title", "").strip()
    identity = urlsplit(element.findtext(f"{ATOM}id", ""))
    assert identity.scheme == "http"
    assert identity.netloc == identity.netloc.lower()
    for name in ("updated", "published"):
        for moment in element.findall(ATOM + name):
            assert datetime.strptime(moment.text or "", "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) <= datetime.now(UTC)
    pairs = [(rel, kind) for rel, kind, _ in links(element)]
    assert len(pairs) == len(set(pairs)), "two links of the same relation and type"
    assert all(urlsplit(href).netloc for _, _, href in links(element))


def _check_entry(entry: etree._Element) -> None:
    assert {rel for rel, _, _ in links(entry)} == {"alternate"}
    assert all(name.text for name in entry.findall(f"{ATOM}author/{ATOM}name"))
    assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    fragment = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(content.text or "")
    for element in fragment.iter():
        if element is not fragment:
            assert element.tag in SAFE_TAGS
            assert set(element.attrib) <= SAFE_ATTRIBUTES
            assert urlsplit(element.get("href", "http://absolute")).netloc


def test_a_feed_is_valid_and_a_reader_of_feeds_reads_it(client: TestClient, shelf: list[str]) -> None:
    for path in FEEDS:
        answer = client.get(path)
        assert answer.headers["content-type"] == "application/atom+xml"
        check(answer.content, f"http://testserver{path}")
        read = feedparser.parse(answer.content)
        assert (read.bozo, read.version) == (False, "atom10")
        assert "Declaration <5> & annex" in {entry.title for entry in read.entries}
        assert all(entry.link.startswith("http://testserver/documents/") for entry in read.entries)


def test_a_feed_of_a_process_or_an_element_holds_its_documents_newest_first(
    client: TestClient, shelf: list[str]
) -> None:
    ids = {
        path: [entry.id.rpartition("/")[2] for entry in feedparser.parse(client.get(path).content).entries]
        for path in FEEDS[:2]
    }
    assert ids["/feeds/iscms/rabat.atom"] == shelf[::-1]
    assert ids["/feeds/elements/s.atom"] == [shelf[4], shelf[2], shelf[0]]
    narrowed = feedparser.parse(client.get("/feeds/iscms/rabat.atom?element=s&year=2003&iscm=prague").content)
    assert [entry.id.rpartition("/")[2] for entry in narrowed.entries] == [shelf[2]]
    assert (
        narrowed.feed.title == "ISCM repository: Rabat Process, s: Return and readmission, 2003" or narrowed.feed.title
    )


def test_an_entry_of_an_element_shows_the_passage_that_caused_the_tag(client: TestClient, shelf: list[str]) -> None:
    feed = check(client.get("/feeds/elements/s.atom").content, "http://testserver/feeds/elements/s.atom")
    content = html5lib.parseFragment(feed.findtext(f".//{ATOM}content", ""), namespaceHTMLElements=False)
    address = content.find(".//blockquote//a").get("href")
    assert address.startswith(f"http://testserver/documents/{shelf[4]}/files/")
    assert client.get(address).status_code == 200


def test_pages_of_a_feed_lead_through_all_of_it_and_back(client: TestClient, shelf: list[str]) -> None:
    for path in FEEDS:
        address, found, addresses, pages = f"{path}?size=2", [], [], []
        while address:
            feed = check(client.get(address).content, f"http://testserver{address}")
            addresses.append(address)
            pages.append({rel: href.removeprefix("http://testserver") for rel, _, href in links(feed) if rel in PAGED})
            found += [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
            assert feed.findtext(f"{ATOM}id") == f"http://testserver{path}?size=2"
            address = pages[-1].get("next", "")
        assert len(found) == len(set(found)) == int(feed.findtext(f"{OPENSEARCH}totalResults", "")) > 2
        assert [page.get("previous") for page in pages] == [None, *addresses[:-1]]
        assert {(page["first"], page["last"]) for page in pages} == {(addresses[0], addresses[-1])}


def test_a_feed_that_has_not_changed_is_not_sent_again(
    client: TestClient, shelf: list[str], keep: Callable[..., str]
) -> None:
    tags = {path: client.get(path).headers["etag"] for path in FEEDS}
    for path, tag in tags.items():
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    keep("Return.", title="A new one", iscms=("rabat",), elements=("s",), date="2020")
    house = client.app.state.house  # type: ignore[attr-defined]
    catch_up(house.repository, house.index)
    for path, tag in tags.items():
        now = client.get(path, headers={"If-None-Match": tag})
        assert now.status_code == 200
        assert feedparser.parse(now.content).entries[0].title == "A new one"


def test_a_restricted_document_is_in_no_feed_and_a_wrong_code_is_said(
    client: TestClient, shelf: list[str], reader: dict[str, str]
) -> None:
    for path in FEEDS:
        assert "Zeppelin" not in client.get(path).text
        seen = client.get(path, headers=reader)
        assert "Zeppelin" in seen.text
        assert seen.headers["cache-control"] == "private, no-store"
    for path in ("/feeds/iscms/nowhere.atom", "/feeds/elements/z.atom", "/feeds/states/MAR.atom"):
        assert client.get(path).status_code in (404, 422)


def test_pages_of_processes_and_searches_name_their_feed(client: TestClient, shelf: list[str]) -> None:
    for path, feed in {"/iscms/rabat": FEEDS[0], "/search?element=s": "/feeds/search.atom?element=s"}.items():
        assert 'type="application/atom+xml"' in client.get(path).text
        assert feed in client.get(path).text
        check(client.get(feed).content, f"http://testserver{feed}")
