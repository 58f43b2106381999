"""Recommendations, commitments and requests: filtered, paged, exported, and never of a document one may not see."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from repository.access import SYSTEM
from repository.reading import OperativeParagraph
from repository.recording import replace_operative_paragraphs
from repository.repository import Repository
from search.catching_up import catch_up


def paragraph(kind: str, text: str, *elements: str, language: str = "en") -> OperativeParagraph:
    return OperativeParagraph(1, 0, 5, kind, text, "agree", "1", "The Ministers", language, elements)


@pytest.fixture(autouse=True)
def said(library: dict[str, str], repository: Repository) -> None:
    paragraphs = {
        "rabat": [
            paragraph("commitment", "agree on return", "s"),
            paragraph("request", "=HYPERLINK() they ask", "h", "t"),
        ],
        "sacm": [paragraph("commitment", "acuerdan el retorno", "s", language="es")],
        "restricted": [paragraph("commitment", "the zeppelin shall fly", "s")],
    }
    with repository.write() as uow:
        for name, listed in paragraphs.items():
            replace_operative_paragraphs(uow.documents.get(library[name], SYSTEM).files[0], listed)
        uow.commit()


def texts(client: TestClient, query: str = "", **kwargs: object) -> list[str]:
    answer = client.get(f"/api/commitments?{query}", **kwargs)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return [item["text"] for item in answer.json()["commitments"]]


def test_newest_documents_come_first_each_in_its_order(client: TestClient) -> None:
    assert texts(client) == ["agree on return", "=HYPERLINK() they ask", "acuerdan el retorno"]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("kind=request", 1),
        ("kind=request&kind=commitment", 3),
        ("iscm=rabat", 2),
        ("iscm=rabat&iscm=sacm", 3),
        ("element=s", 2),
        ("element=t&element=s", 3),
        ("year=2006", 1),
        ("language=es", 1),
        ("kind=commitment&iscm=rabat&element=s&year=2018&language=en", 1),
        ("kind=recommendation", 0),
        ("element=", 3),
    ],
)
def test_filters_widen_within_and_narrow_across(client: TestClient, query: str, number: int) -> None:
    assert len(texts(client, query)) == number


def test_a_page_of_a_list_says_how_many_there_are(client: TestClient, library: dict[str, str]) -> None:
    answer = client.get("/api/commitments?size=1&page=2").json()
    assert (answer["total"], answer["page"], answer["size"]) == (3, 2, 1)
    [item] = answer["commitments"]
    assert (item["document"], item["elements"], item["iscms"]) == (library["rabat"], ["h", "t"], ["rabat"])
    assert client.get(item["url"]).status_code == 200


def test_a_restricted_document_cannot_be_sensed(client: TestClient, reader: dict[str, str]) -> None:
    assert client.get("/api/commitments").json()["total"] == 3
    assert "zeppelin" not in client.get("/api/commitments.csv").text
    assert client.get("/api/commitments", headers=reader).json()["total"] == 4
    assert "zeppelin" in client.get("/api/commitments.csv", headers=reader).text


def test_the_table_is_whole_and_holds_no_formula(client: TestClient) -> None:
    answer = client.get("/api/commitments.csv?iscm=rabat")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "commitments.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["text"] for row in rows] == ["agree on return", "'=HYPERLINK() they ask"]
    assert [row["elements"] for row in rows] == ["s", "h t"]


@pytest.mark.parametrize("query", ["kind=promise", "element=z", "iscm=nato", "language=de", "year=soon", "size=1000"])
def test_what_does_not_exist_is_refused_with_what_does(client: TestClient, query: str) -> None:
    for path in ("/api/commitments", "/api/commitments.csv"):
        if "size" in query and path.endswith("csv"):
            continue
        assert client.get(f"{path}?{query}").status_code == 422


def test_a_search_can_be_about_commitments_only(client: TestClient, repository: Repository) -> None:
    with repository.write() as uow:
        for document in uow.indexing.after(0, 100):
            uow.documents.touch(document)
        uow.commit()
    catch_up(repository, client.app.state.house.index)
    answer = client.get("/api/search", params={"kind": "commitment", "sort": "date"}).json()
    shown = [passage for hit in answer["hits"] for passage in hit["passages"]]
    assert [passage["text"] for passage in shown] == ["agree on return", "=HYPERLINK() they ask", "acuerdan el retorno"]
    assert {name: shown[0][name] for name in ("kind", "page", "verb", "actor")} == {
        "kind": "commitment",
        "page": 1,
        "verb": "agree",
        "actor": "The Ministers",
    }
    refused = client.get("/api/search", params={"kind": "promise"})
    assert refused.status_code == 422
    assert "It can be: commitment." in refused.text
    page = client.get("/search", params={"kind": "commitment"}).text
    assert "Only in recommendations and commitments" in page
    assert "agree on return" in page
    assert "zeppelin" not in page
