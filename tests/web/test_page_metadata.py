"""What the pages tell programs: unAPI, COinS, Highwire, Dublin Core, Open Graph, Signposting, permanent addresses."""

import io
from typing import Any
from urllib.parse import parse_qs

import pytest
from fastapi.testclient import TestClient
from signposting.linkheader import find_signposting_http_link
from signposting.linkset import LinksetJSON, _parse_linkset_json

from repository.access import SYSTEM
from repository.reading import Evidence, Finding, Given, PageText, Reading, TagFinding
from repository.repository import Repository

SACM = "South American Conference on Migration"


@pytest.fixture
def document(repository: Repository) -> str:
    reading = Reading(
        media_type="application/pdf",
        pages=(PageText(1, "We met.", language="es"), PageText(2, "On return.", language="es")),
        language=Finding("es"),
        title=Finding('Declaración "final" <1>'),
        tags=(
            TagFinding("iscm", "sacm", 5.0, True, (Evidence(1, 0, 5, "SACM", "alias"),)),
            TagFinding("element", "s", 5.0, True, (Evidence(2, 3, 9, "return", "en:strong:return"),)),
        ),
    )
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(b"%PDF-1.4 sacm"), 1000)
        file = uow.documents.add(original, "sacm.pdf", Given(date="2016-11-03", type="declaration"), SYSTEM)
        uow.record(file, reading)
        uow.commit()
        return file.document.public_id


@pytest.fixture
def file(client: TestClient, document: str) -> str:
    return str(client.get(f"/api/documents/{document}").json()["files"][0]["id"])


def metas(page: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.xpath("//meta[@content]"):
        found.setdefault(meta.get("name") or meta.get("property"), []).append(meta.get("content"))
    return found


def test_the_head_speaks_highwire_dublin_core_and_open_graph(read: Any, document: str, file: str) -> None:
    page = read(f"/documents/{document}")
    told = metas(page)
    assert told["citation_title"] == told["DC.title"] == told["og:title"] == ['Declaración "final" <1>']
    assert told["citation_author"] == told["DC.creator"] == told["citation_technical_report_institution"] == [SACM]
    assert told["citation_publication_date"] == ["2016/11/03"]
    assert told["citation_pdf_url"] == [f"http://testserver/documents/{document}/files/{file}/original"]
    assert told["og:url"] == [f"http://testserver/documents/{document}"]
    assert told["description"] == [f"{SACM}. Declaration, 3 November 2016"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"http://testserver/documents/{document}"]


def test_unapi_and_coins_stand_in_the_page_with_the_process_whole(read: Any, document: str) -> None:
    page = read(f"/documents/{document}")
    assert page.xpath("//link[@rel='unapi-server']/@href") == ["http://testserver/unapi"]
    assert page.xpath("//abbr[@class='unapi-id']/@title") == [document]
    [coins] = page.xpath("//span[@class='Z3988']/@title")
    fields = parse_qs(coins)
    assert fields["rft.aucorp"] == [SACM]
    assert fields["rft.genre"] == ["report"]
    assert "rft.au" not in fields


def test_every_offered_form_answers(client: TestClient, read: Any, document: str) -> None:
    page = read(f"/documents/{document}")
    offered = page.xpath("//link[@rel='alternate' and @type and starts-with(@href, 'http://testserver/documents/')]")
    assert len(offered) == 6
    for link in offered:
        answer = client.get(link.get("href"))
        assert answer.headers["content-type"].partition(";")[0] == link.get("type")
        assert "attachment" in answer.headers["content-disposition"]


def test_signposting_is_found_by_its_own_library(client: TestClient, document: str, file: str) -> None:
    url = f"http://testserver/documents/{document}"
    answer = client.get(url)
    signs = find_signposting_http_link(answer.headers.get_list("link"), url)
    assert signs.citeAs is not None
    assert signs.citeAs.target == url
    assert {sign.target for sign in signs.types} == {"https://schema.org/AboutPage", "https://schema.org/Report"}
    assert {sign.target for sign in signs.authors} == {"http://testserver/iscms/sacm"}
    assert {(sign.target, sign.type) for sign in signs.items} == {(f"{url}/files/{file}/original", "application/pdf")}
    assert len(signs.describedBy) == 5
    [linked] = signs.linksets
    linkset = client.get(linked.target)
    assert linkset.headers["content-type"] == "application/linkset+json"
    for sign in signs.describedBy:
        described = client.get(sign.target)
        back = find_signposting_http_link(described.headers.get_list("link"), sign.target)
        assert {link.target for link in back.describes} == {url}
    content = client.get(f"{url}/files/{file}/original")
    back = find_signposting_http_link(content.headers.get_list("link"), f"{url}/files/{file}/original")
    assert back.collection is not None
    assert back.collection.target == url
    # What the library does after it has fetched a link set.
    whole = _parse_linkset_json(LinksetJSON(linkset.text, "application/linkset+json", linked.target, linked.target))
    assert {sign.target for sign in whole.for_context(url).describedBy} == {sign.target for sign in signs.describedBy}
    assert whole.for_context(f"{url}/files/{file}/original").collection.target == url


def test_the_first_addresses_lead_to_the_permanent_ones(client: TestClient, document: str, file: str) -> None:
    version = f"/documents/{document}/files/{file}"
    for old, new in {
        f"/documents/{document}?file={file}&q=return": f"{version}?q=return",
        f"/documents/{document}/pages/2?file={file}&q=return": f"{version}/pages/2?q=return",
        f"/documents/{document}/pages/2?file={file}&light=3-9": f"{version}/pages/2/3-9",
    }.items():
        answer = client.get(old)
        assert (answer.status_code, answer.headers["location"]) == (301, new)
        assert client.get(new).status_code == 200
    assert client.get(f"{version}/original").content == b"%PDF-1.4 sacm"
    assert client.get(f"/documents/{document}/files/none").status_code == 404
    assert client.get(f"{version}/pages/9").status_code == 404
    assert client.get(f"{version}/pages/2/x-9").status_code == 422


def test_a_passage_has_an_address_that_is_cited_and_lights_it(read: Any, words: Any, document: str, file: str) -> None:
    path = f"/documents/{document}/files/{file}/pages/2/3-9"
    page = read(path)
    assert [words(mark) for mark in page.iter("mark")] == ["return"]
    assert words(page.find_class("citation")[0]).endswith(f"p. 2. http://testserver{path}")
    assert metas(page)["citation_firstpage"] == ["2"]
    source = read(f"/documents/{document}").xpath("//ul[@class='sources']//a/@href")
    assert path in source


def test_a_search_offers_its_whole_result_and_a_selection(client: TestClient, read: Any, library: Any) -> None:
    page = read("/search?q=readmission&page=1")
    offered = [link for link in page.xpath("//a/@href") if link.startswith("/api/export.")]
    assert len(offered) == 6
    assert all(client.get(link).status_code == 200 for link in offered)
    ids = page.xpath("//input[@name='id' and @form='selection']/@value")
    assert ids == page.xpath("//abbr[@class='unapi-id']/@title")
    assert library["rabat"] in ids
    chosen = client.get(f"/export?form=ris&id={ids[0]}&id={ids[1]}")
    assert chosen.headers["location"] == f"/api/export.ris?id={ids[0]}&id={ids[1]}"
    assert client.get("/export?form=ris").status_code == 422
