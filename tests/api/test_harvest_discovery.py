"""How crawlers and browsers find their way: robots.txt, the sitemap, the OpenSearch description."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from api.harvest.sitemap import Address, parts_of
from repository.access import SYSTEM
from repository.reading import Given, PageText, Reading
from repository.repository import Repository

Keep = Callable[..., str]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def addresses(client: TestClient) -> dict[str, str | None]:
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/xml"
    document = etree.fromstring(response.content)
    assert document.tag == f"{SITEMAP}urlset"
    return {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in document}


def test_robots_may_read_documents_and_processes_but_no_facets_and_no_api(client: TestClient) -> None:
    response = client.get("/robots.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(response.text.splitlines())
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]
    for path in ("/", "/documents/k7d2m9xq4t", "/documents/k7d2m9xq4t/pages/3", "/iscms", "/iscms/rabat", "/about"):
        assert robots.can_fetch("anybot", f"http://testserver{path}"), path
    for path in (
        "/search?q=return&iscm=rabat",
        "/fr/search?iscm=rabat",
        "/ar/sign-in",
        "/api/search?q=return",
        "/oai?verb=Identify",
        "/feeds/search.atom",
    ):
        assert not robots.can_fetch("anybot", f"http://testserver{path}"), path


def test_the_sitemap_lists_main_pages_processes_and_documents_with_their_last_change(
    client: TestClient, keep: Keep, repository: Repository
) -> None:
    public_id = keep("text", iscms=("rabat",))
    with repository.read() as uow:
        changed_at = uow.documents.get(public_id, SYSTEM).updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    found = addresses(client)
    assert found[f"http://testserver/documents/{public_id}"] == changed_at
    assert found["http://testserver/iscms/rabat"] == changed_at
    assert found["http://testserver/iscms/prague"] is None
    assert found["http://testserver/"] == changed_at
    assert len(found) == 4 + len(repository.authority.iscms) + 1


def test_the_sitemap_is_silent_about_documents_that_not_everybody_can_open(
    client: TestClient, keep: Keep, repository: Repository
) -> None:
    before = addresses(client)
    keep("zeppelin", visibility="restricted", iscms=("gfmd",))
    gone = keep("a mistake", iscms=("gfmd",))
    with repository.write() as uow:
        uow.documents.withdraw(uow.documents.get(gone, SYSTEM), "")
        uow.commit()
    assert addresses(client) == before


def test_language_versions_name_each_other(client: TestClient, keep: Keep, repository: Repository) -> None:
    public_id = keep("text", title="In English")
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(b"texte"), 1000)
        given = Given(language="fr", version_of=public_id)
        file = uow.documents.add(original, "texte.fr.txt", given, SYSTEM)
        uow.record(file, Reading("text/plain", (PageText(1, "texte"),)))
        versions = {file.language: file.public_id for file in file.document.files}
        uow.commit()
    document = etree.fromstring(client.get("/sitemap.xml").content)
    address = f"http://testserver/documents/{public_id}"
    expected = {"x-default": address} | {code: f"{address}/files/{file}" for code, file in versions.items()}
    for url in document.iter(f"{SITEMAP}url"):
        links = {link.get("hreflang"): link.get("href") for link in url.iter("{http://www.w3.org/1999/xhtml}link")}
        assert links == (expected if url.findtext(f"{SITEMAP}loc").startswith(address) else {})
    assert set(expected.values()) <= set(addresses(client))


def test_the_plain_index_names_processes_elements_and_ways_in(client: TestClient, library: dict[str, str]) -> None:
    text = client.get("/llms.txt").text
    assert text.startswith("# ISCM repository\n\n> ")
    assert "(http://testserver/iscms/rabat): IRF; documents: 1" in text
    assert "(http://testserver/search?element=s): documents: 2" in text
    assert "(http://testserver/highlights/2018)" in text
    assert "eppelin" not in text
    assert "/highlights/2011" not in text


def test_more_addresses_than_one_file_may_hold_make_parts() -> None:
    day = datetime(2024, 1, 1, tzinfo=UTC)
    many = [Address(f"/documents/{number}", day + timedelta(days=number)) for number in range(7)]
    parts = parts_of(many, most=3)
    assert [len(part) for part in parts] == [3, 3, 1]
    assert [address for part in parts for address in part] == many


@pytest.mark.parametrize(("part", "status"), [("1", 200), ("2", 404), ("0", 422), ("x", 422)])
def test_a_part_that_is_not_there_is_said(client: TestClient, part: str, status: int) -> None:
    assert client.get("/sitemap.xml", params={"part": part}).status_code == status


def test_a_browser_is_told_how_to_search_and_where_completions_are(client: TestClient) -> None:
    response = client.get("/opensearch.xml")
    assert response.headers["content-type"] == "application/opensearchdescription+xml"
    document = etree.fromstring(response.content)
    assert document.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert 0 < len(document.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert document.findtext(f"{OPENSEARCH}Description")
    templates = {url.get("type"): url.get("template") for url in document.iter(f"{OPENSEARCH}Url")}
    assert templates["text/html"].startswith("http://testserver/search?q={searchTerms}")
    assert "/feeds/search.atom?q={searchTerms}" in templates["application/atom+xml"]
    assert templates["application/x-suggestions+json"] == "http://testserver/opensearch/suggestions?q={searchTerms}"


def test_the_search_a_browser_makes_is_answered(client: TestClient, library: dict[str, str]) -> None:
    assert client.get("/search?q=readmission&page=&size=").status_code == 200
    assert client.get("/feeds/search.atom?q=readmission&page=&size=").status_code == 200


def test_completions_come_in_the_shape_that_browsers_read(client: TestClient, library: dict[str, str]) -> None:
    response = client.get("/opensearch/suggestions", params={"q": "rab"})
    assert response.headers["content-type"] == "application/x-suggestions+json"
    typed, completions = response.json()
    assert typed == "rab"
    assert completions
    assert all(isinstance(item, str) for item in completions)
    assert client.get("/opensearch/suggestions", params={"q": "zeppel"}).json() == ["zeppel", []]
