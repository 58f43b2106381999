"""Exports: all that a search finds, a selection, passages and the matrix; streamed, and under the mask."""

import csv
import io
import json
from typing import Any

import openpyxl
import pytest
import rispy
from fastapi.testclient import TestClient

from api.exporting.batches import batches
from repository.access import SYSTEM
from repository.repository import Repository

FORMS = ("ris", "bib", "csl", "csv", "xlsx", "jsonl")


def titles(form: str, content: bytes) -> list[str]:
    """The titles in an export, in its order, read by other people's programs."""
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
        assert sheet is not None
        return [str(row[2]) for row in list(sheet.iter_rows(values_only=True))[1:]]
    text = content.decode()
    read: dict[str, Any] = {
        "ris": lambda: [entry["title"] for entry in rispy.loads(text)],
        "bib": lambda: [line.split("{{")[1].split("}}")[0] for line in text.splitlines() if "title =" in line],
        "csl": lambda: [item["title"] for item in json.loads(text)],
        "csv": lambda: [row["title"] for row in csv.DictReader(io.StringIO(text))],
        "jsonl": lambda: [json.loads(line)["title"] for line in text.splitlines()],
    }
    found: list[str] = read[form]()
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_search_is_exported_whole_in_its_order_whatever_its_page(
    client: TestClient, library: dict[str, str], form: str
) -> None:
    answer = client.get(f"/api/export.{form}?sort=oldest&size=1&page=2")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert titles(form, answer.content) == [
        "Declaración de Asunción",
        "Joint Declaration of Bratislava",
        "Political Declaration of Marrakesh",
    ]
    found = titles(form, client.get(f"/api/export.{form}?q=readmission&iscm=prague").content)
    assert found == ["Joint Declaration of Bratislava"]
    assert titles(form, client.get(f"/api/export.{form}?q=nothingatall").content) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_selection_keeps_its_order_and_leaves_out_what_may_not_be_seen(
    client: TestClient, library: dict[str, str], repository: Repository, reader: dict[str, str], form: str
) -> None:
    with repository.write() as uow:
        uow.documents.withdraw(uow.documents.get(library["sacm"], SYSTEM), "A draft.")
        uow.commit()
    chosen = "&".join(f"id={one}" for one in (library["rabat"], *library.values(), "none"))
    answer = client.get(f"/api/export.{form}?{chosen}")
    assert titles(form, answer.content) == ["Political Declaration of Marrakesh", "Joint Declaration of Bratislava"]
    seen = client.get(f"/api/export.{form}?{chosen}", headers=reader)
    assert titles(form, seen.content)[-1] == "Zeppelin memorandum"
    assert seen.headers["cache-control"] == "private, no-store"


def test_a_value_that_is_not_legal_is_said_before_anything_is_sent(client: TestClient, library: Any) -> None:
    for path in ("/api/export.ris?iscm=none", "/api/passages.csv?year=x", "/api/matrix.csv?element=zz"):
        assert client.get(path).status_code == 422
    assert client.get("/api/export.doc").status_code == 422


def test_passages_have_document_page_text_and_a_link_that_opens(client: TestClient, library: dict[str, str]) -> None:
    answer = client.get('/api/passages.csv?q="return and readmission"')
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["document"] for row in rows} == {library["rabat"], library["prague"]}
    [row] = [row for row in rows if row["document"] == library["rabat"]]
    assert row["page"] == "2"
    assert "return and readmission" in row["text"]
    opened = client.get(row["url"], follow_redirects=False)
    assert opened.status_code == 200
    assert "<mark" in opened.text
    assert "zeppelin" not in answer.text


def test_the_matrix_counts_documents_of_a_process_on_an_element(client: TestClient, library: Any, reader: Any) -> None:
    rows = {row["process"]: row for row in csv.DictReader(io.StringIO(client.get("/api/matrix.csv").text))}
    column = next(name for name in rows["rabat"] if name.startswith("s: "))
    assert (rows["rabat"]["documents"], rows["rabat"][column]) == ("1", "1")
    assert (rows["sacm"]["documents"], rows["sacm"][column]) == ("1", "0")
    assert rows["gfmd"]["documents"] == "0"
    text = client.get("/api/matrix.csv?element=f", headers=reader).text
    narrowed = {row["process"]: row for row in csv.DictReader(io.StringIO(text))}
    assert narrowed["prague"]["documents"] == "0"
    assert narrowed["rabat"]["documents"] == "1"


def test_the_matrix_has_other_schemes_and_a_period(client: TestClient, library: Any) -> None:
    text = client.get("/api/matrix.csv?scheme=theme&year_from=2018").text
    rows = {row["process"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (rows["rabat"]["documents"], rows["prague"]["documents"]) == ("1", "0")
    assert sum(int(count) for name, count in rows["rabat"].items() if ": " in name) >= 1
    assert rows["unknown"]["documents"] == "0"
    assert client.get("/api/matrix.csv?scheme=year").status_code == 422


def test_a_trend_says_what_was_found_among_how_many(client: TestClient, library: Any, reader: Any) -> None:
    def found(**headers: Any) -> dict[tuple[str, str], tuple[str, str]]:
        text = client.get('/api/trend.csv?q="return and readmission"', **headers).text
        rows = csv.DictReader(io.StringIO(text))
        return {(row["process"], row["year"]): (row["found"], row["documents"]) for row in rows}

    public = found()
    assert ("1", "1") in public.values()
    assert all(int(one) <= int(all) for one, all in public.values())
    assert len(found(headers=reader)) >= len(public)


def test_no_title_becomes_a_formula(client: TestClient, keep: Any) -> None:
    document = keep("x", title='=HYPERLINK("http://evil.example")')
    [row] = csv.DictReader(io.StringIO(client.get(f"/api/export.csv?id={document}").text))
    assert row["title"].startswith("'=")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/api/export.xlsx?id={document}").content))
    assert book.active is not None
    assert book.active["C2"].data_type == "s"


def test_batches_hold_every_id_once() -> None:
    assert list(batches(map(str, range(5)), 2)) == [["0", "1"], ["2", "3"], ["4"]]
