"""Search, suggestions, authority data and health as JSON."""

import pytest
from fastapi.testclient import TestClient

from repository.settings import Settings
from web.app import create_app


def test_a_search_answers_with_hits_passages_and_facets(client: TestClient, library: dict[str, str]) -> None:
    results = client.get("/api/search", params={"q": '"return and readmission"'}).json()
    assert results["query"] == '"return and readmission"'
    assert {hit["id"] for hit in results["hits"]} == {library["rabat"], library["prague"]}
    hit = next(hit for hit in results["hits"] if hit["id"] == library["rabat"])
    assert hit["iscms"] == ["rabat"]
    assert hit["url"] == f"/documents/{library['rabat']}"
    assert "<mark>return and readmission</mark>" in hit["passages"][0]["html"]
    assert hit["passages"][0]["page"] == 2
    facets = {facet["name"]: facet for facet in results["facets"]}
    assert set(facets) >= {
        "iscm",
        "year",
        "type",
        "language",
        "element",
        "theme",
        "objective",
        "level",
        "region",
        "state",
    }
    assert {value["value"]: value["count"] for value in facets["iscm"]["values"]} == {"rabat": 1, "prague": 1}


def test_values_of_one_facet_widen_and_facets_narrow(client: TestClient, library: dict[str, str]) -> None:
    def total(**params: object) -> int:
        return client.get("/api/search", params=params).json()["total"]

    assert total(iscm="rabat") == 1
    assert total(iscm=["rabat", "prague"]) == 2
    assert total(iscm=["rabat", "prague"], year="2018") == 1
    assert total(year_from=2016, year_to=2017) == 1
    facets = client.get("/api/search", params={"iscm": "rabat"}).json()["facets"]
    processes = {value["value"]: value for value in next(f for f in facets if f["name"] == "iscm")["values"]}
    assert processes["prague"]["count"] == 1
    assert processes["rabat"]["selected"]
    assert not processes["prague"]["selected"]
    toggled = client.get(processes["prague"]["url"]).json()
    assert toggled["total"] == 2


@pytest.mark.parametrize(
    "params",
    [
        {"year": "abc"},
        {"iscm": "atlantis"},
        {"element": "zz"},
        {"theme": "9"},
        {"objective": "24"},
        {"type": "poem"},
        {"language": "tlh-x"},
        {"level": "high"},
        {"region": "moon"},
        {"sort": "random"},
        {"page": "0"},
        {"page": "x"},
        {"size": "101"},
        {"year_from": "9" * 5000},
    ],
)
def test_a_bad_filter_value_is_refused_with_what_is_legal(client: TestClient, params: dict[str, str]) -> None:
    answer = client.get("/api/search", params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.json()["detail"]) > 20


@pytest.mark.parametrize(
    "query",
    [
        "(((",
        '"',
        "\x00",
        "a" * 10_000,
        "OR OR OR",
        "-",
        "*",
        "((a OR",
        "key:value:",
        "\ud83d".encode("utf-8", "replace").decode(),
        "🧭 " * 500,
        "- - -a",
    ],
)
def test_an_absurd_query_is_answered(client: TestClient, library: dict[str, str], query: str) -> None:
    answer = client.get("/api/search", params={"q": query})
    assert answer.status_code == 200
    assert isinstance(answer.json()["ignored"], list)


def test_a_page_beyond_the_last_is_empty_and_says_where_the_last_is(
    client: TestClient, library: dict[str, str]
) -> None:
    results = client.get("/api/search", params={"page": 1000}).json()
    assert (results["hits"], results["total"]) == ([], 3)


def test_no_surface_of_search_lets_a_restricted_document_be_sensed(
    client: TestClient, library: dict[str, str], reader: dict[str, str]
) -> None:
    for params in ({"q": "zeppelin"}, {"iscm": "gfmd"}, {}):
        body = client.get("/api/search", params=params).text
        assert library["restricted"] not in body
        assert "zeppelin" not in body.replace('"query":"zeppelin"', "").replace("understood", "") or params == {
            "q": "zeppelin"
        }
    assert client.get("/api/search", params={"q": "zeppelin"}).json()["total"] == 0
    assert client.get("/api/search", params={"q": "zeppelin"}, headers=reader).json()["total"] == 1
    assert client.get("/api/suggest", params={"q": "Zeppelin"}).json()["suggestions"] == []
    processes = {iscm["slug"]: iscm["documents"] for iscm in client.get("/api/iscms").json()["iscms"]}
    assert processes["gfmd"] == 0
    assert client.get("/healthz").json()["documents"] == 3


def test_suggestions_complete_processes_and_titles(client: TestClient, library: dict[str, str]) -> None:
    texts = [item["text"] for item in client.get("/api/suggest", params={"q": "rabat"}).json()["suggestions"]]
    assert any("Rabat Process" in text for text in texts)
    assert client.get("/api/suggest").json() == {"suggestions": []}


def test_the_authority_data_comes_with_counts(client: TestClient, library: dict[str, str]) -> None:
    iscms = client.get("/api/iscms").json()["iscms"]
    assert len(iscms) == 49
    assert {iscm["slug"]: iscm["documents"] for iscm in iscms}["rabat"] == 1
    gcm = client.get("/api/gcm").json()
    assert [len(gcm[name]) for name in ("elements", "themes", "objectives")] == [24, 6, 23]
    assert {element["code"]: element["documents"] for element in gcm["elements"]}["s"] == 2
    meetings = client.get("/api/meetings").json()["meetings"]
    marrakesh = next(meeting for meeting in meetings if "rabat" in meeting["iscms"] and meeting["date"] == "2018-05-02")
    assert marrakesh["documents"] == [library["rabat"]]


def test_one_process_is_found_by_its_slug(client: TestClient) -> None:
    assert client.get("/api/iscms/rcm").json()["acronym"] == "RCM"
    assert client.get("/api/iscms/atlantis").status_code == 404


def test_healthz_says_what_answers(client: TestClient, library: dict[str, str]) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": True, "originals": True, "index": True},
        "documents": 3,
    }


def test_an_unknown_address_below_api_is_a_problem(client: TestClient) -> None:
    answer = client.get("/api/nothing")
    assert answer.status_code == 404
    assert answer.json()["title"] == "Not Found"


def test_the_openapi_description_is_true_to_the_routes(client: TestClient) -> None:
    description = client.get("/api/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    parameters = {item["name"] for item in description["paths"]["/api/search"]["get"]["parameters"]}
    assert parameters >= {"q", "iscm", "year", "year_from", "year_to", "sort", "page", "size"}
    for address in ("/api/documents", "/api/documents/{document_id}", "/api/suggest", "/api/gcm", "/healthz"):
        assert address in description["paths"]


def test_other_names_are_reported_and_can_be_left_out(client: TestClient, library: dict[str, str]) -> None:
    wide = client.get("/api/search", params={"q": '"return and readmission"'}).json()
    assert wide["expand"] is True
    assert "retour et réadmission" in wide["also_searched"]
    assert wide["did_you_mean"] is None
    assert {"kind": "text", "text": '"return and readmission"', "facet": None} in wide["hits"][0]["why"]
    assert wide["holding_all"] is None
    narrow = client.get("/api/search", params={"q": '"return and readmission"', "expand": "false"}).json()
    assert (narrow["expand"], narrow["also_searched"]) == (False, [])
    refused = client.get("/api/search", params={"q": "visa", "expand": "perhaps"})
    assert refused.status_code == 422
    assert "true, false" in refused.text


def test_a_misspelt_word_is_corrected_by_a_link(client: TestClient, library: dict[str, str]) -> None:
    meant = client.get("/api/search", params={"q": "readmisssion"}).json()["did_you_mean"]
    assert meant["text"] == "readmission"
    assert client.get(meant["url"]).json()["total"] == meant["total"] > 0


def test_a_search_that_takes_too_long_is_refused_with_a_sentence(tmp_path):
    with TestClient(create_app(Settings(data_dir=tmp_path, search_seconds=1e-9))) as client:
        answer = client.get("/api/search", params={"q": "visa"})
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Use fewer or rarer words" in answer.json()["detail"]
        page = client.get("/search", params={"q": "visa"})
        assert page.status_code == 503
        assert "Use fewer or rarer words" in page.text


def test_a_long_question_is_answered_with_most_of_its_words_and_says_so(client, library):
    question = {"q": "what do states commit to about readmission of their nationals and visas tomorrow"}
    answer = client.get("/api/search", params=question).json()
    assert answer["holding_all"] == 0
    assert answer["total"] > 0
    assert answer["ignored"] == ["No document holds all of these words; what holds most of them is shown."]
    page = client.get("/search", params=question).text
    assert "Only what holds all of my words" in page
    assert client.get("/api/search", params={**question, "expand": "false"}).json()["total"] == 0
