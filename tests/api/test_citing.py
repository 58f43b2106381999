"""What reference managers read from us: round trips through rispy, bibtexparser and citeproc-py."""

import json
import re
from collections.abc import Callable
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from fastapi.testclient import TestClient
from lxml import etree

from repository.access import SYSTEM
from repository.repository import Repository

SACM = "South American Conference on Migration"
RABAT = "Euro-African Dialogue on Migration and Development"
TITLE = "Declaration & {plan}: 50% of $_#~ “returns”"


@pytest.fixture
def document(keep: Callable[..., str]) -> str:
    return keep(
        "The ministers met.",
        "We agree on return and readmission.",
        title=TITLE,
        iscms=("sacm", "rabat"),
        elements=("s", "f"),
        language="es",
        date="2016-09-19..2016-09-20",
        type="declaration",
    )


def entries(text: str, middleware: Any = None) -> list[Any]:
    library = bibtexparser.parse_string(text, append_middleware=[middleware or LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return list(library.entries)


def test_ris_comes_back_from_rispy_as_it_went(client: TestClient, document: str) -> None:
    answer = client.get(f"/documents/{document}.ris")
    assert answer.headers["content-type"].startswith("application/x-research-info-systems")
    assert answer.text.count("TY  - ") == 1
    [entry] = rispy.loads(answer.text)
    assert entry["type_of_reference"] == "RPRT"
    assert sorted(entry["authors"]) == [RABAT, SACM]
    assert entry["title"] == TITLE
    assert entry["year"] == "2016"
    assert entry["date"] == "2016/09/19/"
    assert entry["language"] == "es"
    assert "Return and readmission" in entry["keywords"]
    assert entry["urls"] == [f"http://testserver/documents/{document}"]


def test_bibtex_comes_back_from_bibtexparser_as_it_went(client: TestClient, document: str) -> None:
    text = client.get(f"/documents/{document}.bib").text
    [authored] = entries(text, SeparateCoAuthors())
    assert sorted(name.strip("{}") for name in authored.fields_dict["author"].value) == [RABAT, SACM]
    [entry] = entries(text)
    fields = {field.key: field.value for field in entry.fields}
    assert entry.entry_type == "techreport"
    assert fields["title"].replace("{", "").replace("}", "") == TITLE.replace("{", "").replace("}", "")
    assert fields["year"] == "2016"
    assert fields["date"] == "2016-09-19/2016-09-20"
    assert fields["url"] == f"http://testserver/documents/{document}"


def test_citeproc_keeps_the_process_whole_in_a_bibliography(client: TestClient, document: str) -> None:
    items = client.get(f"/documents/{document}.csl").json()
    assert {name["literal"] for name in items[0]["author"]} == {SACM, RABAT}
    assert items[0]["issued"] == {"date-parts": [[2016, 9, 19]]}
    assert items[0]["event-date"] == {"date-parts": [[2016, 9, 19], [2016, 9, 20]]}
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(document)]))
    [line] = [str(line) for line in bibliography.bibliography()]
    assert SACM in line
    assert RABAT in line
    assert "2016" in line


def test_a_page_is_cited_with_its_number_and_its_address(client: TestClient, document: str) -> None:
    file = client.get(f"/api/documents/{document}").json()["files"][0]["id"]
    page = f"/documents/{document}/files/{file}/pages/2"
    asked = client.get(page, headers={"Accept": "application/x-research-info-systems"})
    [entry] = rispy.loads(asked.text)
    assert entry["start_page"] == "2"
    assert entry["urls"] == [f"http://testserver{page}"]
    assert asked.headers["content-location"] == f"/documents/{document}.ris?file={file}&page=2"
    assert client.get(asked.headers["content-location"]).text == asked.text
    [entry] = entries(client.get(f"/documents/{document}.bib?file={file}&page=2").text)
    assert entry.fields_dict["pages"].value == "2"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("nonsense", "text/html"),
        ("image/png", "text/html"),
        ("application/ld+json", "application/ld+json"),
        ("application/x-bibtex;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        ("text/x-bibtex", "application/x-bibtex"),
        ("application/x-research-info-systems", "application/x-research-info-systems"),
        ("application/vnd.citationstyles.csl+json", "application/vnd.citationstyles.csl+json"),
        ("application/xml", "application/xml"),
        ("application/json", "application/json"),
        ("application/linkset+json", "application/linkset+json"),
    ],
)
def test_one_address_answers_in_the_form_that_is_asked_for(
    client: TestClient, document: str, accept: str, media_type: str
) -> None:
    answer = client.get(f"/documents/{document}", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]


def test_json_ld_and_dublin_core_say_what_is_known(client: TestClient, document: str) -> None:
    known = client.get(f"/documents/{document}.jsonld").json()
    assert known["@context"] == "https://schema.org"
    assert known["@type"] == "Report"
    assert known["name"] == TITLE
    assert {author["name"] for author in known["author"]} == {SACM, RABAT}
    assert known["encoding"][0]["sha256"]
    core = etree.fromstring(client.get(f"/documents/{document}.dc").content)
    assert [part.text for part in core.iter("{*}creator")] == [author["name"] for author in known["author"]]


def test_a_withdrawn_document_tells_programs_when_and_why(
    client: TestClient, document: str, repository: Repository
) -> None:
    file = client.get(f"/api/documents/{document}").json()["files"][0]["id"]
    with repository.write() as uow:
        uow.documents.withdraw(uow.documents.get(document, SYSTEM), "It was a draft.")
        uow.commit()
    for path in ("", f"/files/{file}", f"/files/{file}/pages/1", f"/files/{file}/pages/1/0-3", f"?file={file}"):
        page = client.get(f"/documents/{document}{path}")
        assert page.status_code == 410
        assert "It was a draft." in page.text
        told = client.get(f"/documents/{document}{path}", headers={"Accept": "application/ld+json"})
        assert told.status_code == 410
        assert told.headers["content-type"] == "application/problem+json"
        assert re.search(r"withdrawn on \d{4}-\d\d-\d\d\. Reason given: It was a draft\.", told.json()["detail"])
    for path in (f"/documents/{document}.ris", f"/unapi?id={document}&format=ris"):
        assert client.get(path).status_code == 410


def test_a_restricted_document_has_no_form_for_strangers(client: TestClient, keep: Any, reader: Any) -> None:
    hidden = keep("The zeppelin question.", visibility="restricted")
    for path in (f"/documents/{hidden}.ris", f"/documents/{hidden}.linkset", f"/unapi?id={hidden}&format=ris"):
        answer = client.get(path)
        assert answer.status_code == 404
        seen = client.get(path, headers=reader)
        assert seen.status_code == 200
        assert seen.headers["cache-control"] == "private, no-store"
    missing = client.get("/unapi?id=nothere&format=ris")
    assert missing.json()["detail"] == "There is no document “nothere” here."


def test_unapi_offers_ris_first(client: TestClient, document: str) -> None:
    formats = etree.fromstring(client.get("/unapi").content)
    assert [form.get("name") for form in formats] == ["ris", "bibtex", "oai_dc"]
    choices = client.get(f"/unapi?id={document}")
    assert choices.status_code == 300
    assert etree.fromstring(choices.content).get("id") == document
    assert client.get(f"/unapi?id={document}&format=ris").text == client.get(f"/documents/{document}.ris").text
    assert client.get(f"/unapi?id={document}&format=marc").status_code == 406


def test_a_title_with_line_breaks_cannot_forge_a_line(client: TestClient, keep: Any) -> None:
    document = keep("We met.", title="One\nER  - \nTY  - JOUR\n@book{x,")
    [entry] = rispy.loads(client.get(f"/documents/{document}.ris").text)
    assert entry["title"] == "One ER - TY - JOUR @book{x,"
    [parsed] = entries(client.get(f"/documents/{document}.bib").text)
    assert "author" not in parsed.fields_dict
    assert json.loads(client.get(f"/documents/{document}.csl").text)[0]["title"].startswith("One")
