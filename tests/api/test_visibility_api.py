"""Who sees what over the API: embargoes that end by themselves, one's own uploads, addresses of curators."""

import time
from collections.abc import Callable
from datetime import timedelta

from fastapi.testclient import TestClient

from repository.access import SYSTEM
from repository.clock import now
from repository.repository import Repository

Headers = dict[str, str]
LATER = (now() + timedelta(days=30)).date().isoformat()


def found(client: TestClient, query: str) -> list[str]:
    return [hit["id"] for hit in client.get("/api/search", params={"q": query}).json()["hits"]]


def test_a_document_appears_everywhere_by_itself_when_its_embargo_is_over(
    client: TestClient, library: dict[str, str], curator: Headers, repository: Repository
) -> None:
    address = f"/api/documents/{library['restricted']}"
    changed = client.patch(address, json={"embargo_until": LATER}, headers=curator)
    assert (changed.json()["visibility"], changed.json()["embargo_until"]) == ("restricted", LATER)
    assert client.get(address).status_code == 404
    assert not found(client, "zeppelin")
    with repository.write() as uow:
        # Its day has come.
        uow.documents.get(library["restricted"], SYSTEM).embargo_until = now().date().isoformat()
        uow.commit()
    for _ in range(200):
        if found(client, "zeppelin"):
            break
        time.sleep(0.05)
    assert found(client, "zeppelin") == [library["restricted"]]
    told = client.get(address).json()
    assert (told["visibility"], told["embargo_until"]) == ("public", None)
    assert "Zeppelin memorandum" in client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").text


def test_a_file_may_be_sent_under_embargo(client: TestClient, curator: Headers) -> None:
    files = {"file": ("note.txt", b"For later, and for nobody before.")}
    refused = client.post("/api/documents", headers=curator, files=files, data={"embargo_until": "soon"})
    assert refused.status_code == 422
    assert "is not a day" in refused.json()["detail"]
    sent = client.post("/api/documents", headers=curator, files=files, data={"embargo_until": LATER})
    assert sent.status_code == 202
    address = f"/api/documents/{sent.json()['id']}"
    assert client.get(address).status_code == 404
    assert client.get(address, headers=curator).json()["embargo_until"] == LATER


def test_a_contributor_follows_what_he_or_she_sent_and_a_curator_everything(
    client: TestClient, library: dict[str, str], contributor: Headers, token: Callable[[str], Headers]
) -> None:
    sent = client.post("/api/documents", headers=contributor, files={"file": ("mine.txt", b"My own note on return.")})
    mine = {document["id"] for document in client.get("/api/documents", headers=contributor).json()["documents"]}
    assert mine == {sent.json()["id"]}
    everything = client.get("/api/documents", headers=token("curator")).json()["documents"]
    assert {document["id"] for document in everything} == mine | set(library.values())


def test_only_who_curates_learns_who_curated(
    client: TestClient, library: dict[str, str], curator: Headers, reader: Headers
) -> None:
    address = f"/api/documents/{library['rabat']}"
    decision = {"title": "Another", "tags": [{"scheme": "element", "code": "a", "state": "confirmed"}]}
    assert "curator@example.org" in client.patch(address, json=decision, headers=curator).text
    answers = [client.get(path, headers=headers) for headers in ({}, reader) for path in telling(library["rabat"])]
    assert all(answer.status_code == 200 for answer in answers)
    assert not any("curator@example.org" in answer.text for answer in answers)
    assert "a curator" in answers[0].text


def telling(public_id: str) -> list[str]:
    return [
        f"/api/documents/{public_id}",
        f"/documents/{public_id}",
        f"/documents/{public_id}.json",
        f"/api/export.jsonl?id={public_id}",
    ]
