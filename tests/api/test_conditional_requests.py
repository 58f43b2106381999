"""For people who script: ETags, 304 and 412, pages that name their neighbours, other sites' scripts."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from repository.access import SYSTEM
from repository.models import OperativeParagraph
from repository.repository import Repository
from repository.settings import Settings
from web.app import create_app

Headers = dict[str, str]


@pytest.mark.parametrize(
    "address", ["/api/search?q=return", "/api/iscms", "/api/gcm", "/feeds/search.atom?q=return", "/sitemap.xml", "/"]
)
def test_what_has_not_changed_is_not_sent_again(client: TestClient, library: dict[str, str], address: str) -> None:
    first = client.get(address)
    if address == "/":
        assert "etag" not in first.headers  # Pages for people depend on who is signed in.
        return
    again = client.get(address, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(address, headers={"If-None-Match": '"other"'}).content == first.content


def test_a_change_is_made_only_to_what_was_seen(client: TestClient, library: dict[str, str], curator: Headers) -> None:
    address = f"/api/documents/{library['rabat']}"
    seen = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": seen}).status_code == 304
    first = client.patch(address, json={"title": "First"}, headers=curator | {"If-Match": seen})
    assert first.status_code == 200
    late = client.patch(address, json={"title": "Second"}, headers=curator | {"If-Match": seen})
    assert late.status_code == 412
    assert late.headers["content-type"] == "application/problem+json"
    assert client.delete(address, headers=curator | {"If-Match": seen}).status_code == 412
    now = client.get(address, headers={"If-None-Match": seen})
    assert (now.status_code, now.json()["title"]) == (200, "First")
    assert now.headers["etag"] == first.headers["etag"]
    assert client.delete(address, headers=curator | {"If-Match": "*"}).status_code == 204


def test_pages_of_results_name_their_neighbours(client: TestClient, library: dict[str, str]) -> None:
    links = client.get("/api/search?q=readmission&size=1&page=1").links
    assert list(links) == ["first", "next", "last"]
    found = client.get(links["next"]["url"])
    assert found.json()["page"] == 2
    assert set(found.links) == {"first", "prev", "last"}


def test_every_list_in_pages_is_walked_from_its_first_to_its_last_page_and_back(
    client: TestClient, library: dict[str, str], curator: Headers, repository: Repository
) -> None:
    with repository.write() as uow:
        file = uow.documents.get(library["rabat"], SYSTEM).files[0]
        file.operative_paragraphs = [
            OperativeParagraph(page=1, start=n, end=n + 1, kind="commitment", verb="agree", text="We agree.")
            for n in range(5)
        ]
        uow.commit()
    for address in ("/api/documents?size=2&status=ready&status=failed", "/api/commitments?size=2&iscm=rabat"):
        first = client.get(address, headers=curator)
        pages = [first]
        while "next" in pages[-1].links:
            pages.append(client.get(pages[-1].links["next"]["url"], headers=curator))
        name = "documents" if "documents" in first.json() else "commitments"
        found = [str(item) for page in pages for item in page.json()[name]]
        assert len(found) == first.json()["total"] == (4 if name == "documents" else 5)
        assert first.links["last"]["url"] == str(pages[-1].url)
        assert set(pages[-1].links) == {"first", "prev", "last"}
        assert client.get(pages[-1].links["first"]["url"], headers=curator).json() == first.json()
        beyond = client.get(f"{address}&page=99", headers=curator)
        assert (beyond.json()[name], set(beyond.links)) == ([], {"first", "prev", "last"})
        assert client.get(beyond.links["prev"]["url"], headers=curator).json() == pages[-1].json()


def test_what_an_account_sees_is_kept_by_nobody_else(client: TestClient, reader: Headers) -> None:
    answer = client.get("/api/iscms", headers=reader)
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "Authorization" in answer.headers["vary"]


def test_scripts_of_other_sites_may_ask_only_where_that_was_set(client: TestClient, tmp_path: Path) -> None:
    origin = {"Origin": "https://data.example.org"}
    assert "access-control-allow-origin" not in client.get("/api/iscms", headers=origin).headers
    app = create_app(
        Settings(data_dir=tmp_path / "open", cors_origins="https://other.example, https://data.example.org/")
    )
    asked = TestClient(app)
    answer = asked.get("/api/iscms", headers=origin)
    assert answer.headers["access-control-allow-origin"] == origin["Origin"]
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers
    assert (
        "access-control-allow-origin" not in asked.get("/api/iscms", headers={"Origin": "https://evil.example"}).headers
    )
    app.state.house.repository.close()
