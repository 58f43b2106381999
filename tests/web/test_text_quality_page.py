"""The curators' list of pages whose text is not good, and archives sent by the form."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from repository.access import SYSTEM
from repository.reading import Given, PageText, Reading
from repository.repository import Repository


def scan(repository: Repository) -> str:
    original = repository.originals.keep(io.BytesIO(b"%PDF-scan"), 100)
    pages = (PageText(1, "", "pypdf", "none", needs_ocr=True), PageText(2, "Words.", "ocr", "ocr", confidence=0.876))
    with repository.write() as uow:
        file = uow.documents.add(original, "scan.pdf", Given(title="A scan"), SYSTEM)
        uow.record(file, Reading("application/pdf", pages))
        uow.commit()
        return file.document.public_id


def test_curators_work_off_the_list_and_others_do_not_see_it(
    client: TestClient, repository: Repository, sign_in: Callable[[str], str], read: Any, words: Any
) -> None:
    document = scan(repository)
    assert client.get("/curation/text-quality").status_code == 303
    sign_in("curator")
    page = read("/curation/text-quality")
    row = page.xpath("//tbody/tr")[0]
    assert words(row).startswith("A scanscan.pdf 1, 2 1 without text, 1 by OCR of 2 1 88")
    links = row.xpath(".//td//a/@href")
    assert [link.endswith(f"/pages/{number}") for number, link in enumerate(links, 1)] == [True, True]
    assert all(link.startswith(f"/documents/{document}/files/") for link in links)
    narrowed = read("/curation/text-quality?view=needs-ocr")
    assert narrowed.xpath("//main//a[@aria-current='true']")[0].text_content().startswith("Needs OCR 1")
    assert not read("/curation/text-quality?view=poor").xpath("//tbody")


def test_a_contributor_is_told_that_the_list_is_for_curators(client: TestClient, sign_in: Callable[[str], str]) -> None:
    sign_in("contributor")
    assert client.get("/curation/text-quality").status_code == 403


def test_each_file_of_an_archive_is_said(
    client: TestClient, sign_in: Callable[[str], str], tree: Any, words: Any
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "The Ministers agreed on readmission.")
        archive.writestr("b.exe", "MZ")
    answer = client.post(
        "/upload", data={"form_token": sign_in("contributor")}, files={"file": ("x.zip", stream.getvalue())}
    )
    page = tree(answer.text)
    assert words(page.find_class("taken")[0]) == "a.txt was received and is being read."
    assert words(page.find_class("refused")[0]).startswith("b.exe was not taken.")


def test_text_that_was_recognised_is_marked_in_results(
    client: TestClient, repository: Repository, index: Any, read: Any
) -> None:
    scan(repository)
    index()
    (passage,) = read("/search?q=words").find_class("passage")
    assert passage.find_class("sample")[0].text == "OCR"
    (hit,) = client.get("/api/search?q=words").json()["hits"]
    assert hit["passages"][0]["quality"] == "ocr"
