"""JSON-LD in pages, read by extruct as search engines read it, in words that schema.org has."""

import json
import re
from collections.abc import Iterator
from typing import Any

import extruct
import pytest
from fastapi.testclient import TestClient
from rdflib import SDO

# Every term of schema.org, as rdflib lists them.
TERMS = set(SDO.__annotations__)
# Words of JSON-LD, and Google's way to say that a search needs its words (schema.org, "Potential Actions").
BESIDES = {"@context", "@type", "@id", "@graph", "query-input"}


def block(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200
    [found] = extruct.extract(answer.text, syntaxes=["json-ld"])["json-ld"]
    assert isinstance(found, dict)
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(part)


def test_a_document_a_version_and_a_page_say_what_their_json_ld_says(client: TestClient, library: Any) -> None:
    document = library["rabat"]
    file = client.get(f"/api/documents/{document}").json()["files"][0]["id"]
    for path, data in {
        f"/documents/{document}": f"/documents/{document}.jsonld",
        f"/documents/{document}/files/{file}": f"/documents/{document}.jsonld?file={file}",
        f"/documents/{document}/files/{file}/pages/2": f"/documents/{document}.jsonld?file={file}&page=2",
    }.items():
        assert block(client, path) == client.get(data).json()


@pytest.mark.parametrize("path", ["/", "/iscms/rabat", "/iscms/igc", "/documents/{rabat}"])
def test_every_type_and_property_is_one_of_schema_org(client: TestClient, library: Any, path: str) -> None:
    found = block(client, path.format(**library))
    assert found["@context"] == "https://schema.org"
    for node in nodes(found):
        assert set(node) - BESIDES <= TERMS
        assert node.keys() & {"@type", "@id", "@graph"}
        if "@type" in node:
            assert node["@type"] in TERMS


def test_the_first_page_offers_its_search_and_its_data(client: TestClient, library: Any) -> None:
    site, catalogue, dataset = block(client, "/")["@graph"]
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert client.get(template.replace("{search_term_string}", "readmission")).status_code == 200
    assert catalogue["dataset"]["@id"] == dataset["@id"]
    assert dataset["includedInDataCatalog"]["@id"] == catalogue["@id"]
    assert set(dataset["inLanguage"]) == {"en", "es", "ar"}
    for way in dataset["distribution"]:
        answer = client.get(way["contentUrl"])
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == way["encodingFormat"]
    part = block(client, f"/documents/{library['rabat']}")["isPartOf"]
    assert part.items() <= catalogue.items()


def test_a_process_is_an_organisation_with_its_certain_meetings_only(client: TestClient, library: Any) -> None:
    found = block(client, "/iscms/rabat")
    assert found["@type"] == "Organization"
    assert found["name"] == "Euro-African Dialogue on Migration and Development"
    assert "Rabat Process" in found["alternateName"]
    meetings = [item for item in client.get("/api/meetings").json()["meetings"] if "rabat" in item["iscms"]]
    certain = {meeting["name"] for meeting in meetings if meeting["verification"] == "verified"}
    assert {event["name"] for event in found["event"]} == certain
    assert 0 < len(certain) < len(meetings)


def test_no_title_ends_the_block_or_begins_a_comment(client: TestClient, keep: Any) -> None:
    title = "</script><script>alert(1)</script> <!-- <script> ]]> & \u2028 \\u003c"
    path = f"/documents/{keep('x', title=title)}"
    text = client.get(path).text
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written)["name"] == block(client, path)["name"] == title
    assert re.findall(r"<script(?! src=\"/static/)", text) == ["<script"]


def test_the_policy_that_runs_no_script_of_a_page_stands(client: TestClient, library: Any) -> None:
    policy = client.get(f"/documents/{library['rabat']}").headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe-inline" not in policy
