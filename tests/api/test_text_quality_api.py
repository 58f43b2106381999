"""The list of pages whose text is not good, and uploads that hold several files."""

import io
import zipfile
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from repository.access import SYSTEM
from repository.models import Page
from repository.reading import Given, PageText, Reading
from repository.repository import Repository

Headers = dict[str, str]


@pytest.fixture
def pages_of_all_kinds(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    monkeypatch.setenv("PATH", "")  # Else the service might recognise the page before it is listed.

    def keep(visibility: str = "public") -> str:
        original = repository.originals.keep(io.BytesIO(b"%PDF-" + visibility.encode()), 1000)
        pages = (
            PageText(1, "Good words.", "pypdf", "good"),
            PageText(2, "", "pypdf", "none", needs_ocr=True),
            PageText(3, "\ue000\ue001", "pdfium", "poor"),
            PageText(4, "Words from a scan.", "ocr", "ocr", confidence=0.9),
            PageText(5, "", "pypdf", "none", confidence=0.0),
        )
        with repository.write() as uow:
            file = uow.documents.add(original, f"{visibility}.pdf", Given(visibility=visibility), SYSTEM)
            uow.record(file, Reading("application/pdf", pages))
            uow.session.query(Page).filter(Page.confidence.is_(None), Page.quality != "good").update(
                {"confidence": 0.0}
            )
            uow.session.query(Page).filter(Page.number == 2).update({"confidence": None})
            uow.commit()
            return file.document.public_id

    return keep


def test_contributors_see_the_pages_to_work_off(
    client: TestClient, contributor: Headers, pages_of_all_kinds: Callable[..., str]
) -> None:
    document = pages_of_all_kinds()
    answer = client.get("/api/text-quality", headers=contributor).json()
    assert answer["counts"] == {"none": 2, "poor": 1, "ocr": 1, "good": 1, "needs-ocr": 1}
    (file,) = answer["files"]
    assert (file["document"], file["pages"], file["needs_ocr"]) == (document, 5, 1)
    assert [(page["page"], page["quality"], page["confidence"]) for page in file["listed"]] == [
        (2, "none", None),
        (3, "poor", 0.0),
        (4, "ocr", 0.9),
        (5, "none", 0.0),
    ]


def test_the_list_is_narrowed_and_asks_for_an_account(
    client: TestClient, contributor: Headers, pages_of_all_kinds: Callable[..., str]
) -> None:
    pages_of_all_kinds()
    for view in ("needs-ocr", "none", "poor", "ocr"):
        assert len(client.get(f"/api/text-quality?view={view}", headers=contributor).json()["files"]) == 1
    assert client.get("/api/text-quality?view=nonsense", headers=contributor).status_code == 422
    assert client.get("/api/text-quality").status_code == 401


def test_a_zip_answers_with_every_document_and_every_refusal(client: TestClient, contributor: Headers) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "The Ministers agreed on readmission.")
        archive.writestr("b.txt", "The Ministers agreed on visas.")
        archive.writestr("c.exe", "MZ")
    answer = client.post("/api/documents", headers=contributor, files={"file": ("all.zip", stream.getvalue())})
    assert answer.status_code == 202
    told = answer.json()
    assert [document["filename"] for document in told["documents"]] == ["a.txt", "b.txt"]
    assert told["id"] == told["documents"][0]["id"]
    assert [refused["filename"] for refused in told["refused"]] == ["c.exe"]


def test_a_single_file_answers_as_ever(client: TestClient, contributor: Headers) -> None:
    answer = client.post("/api/documents", headers=contributor, files={"file": ("a.txt", b"The Ministers met.")})
    assert set(answer.json()) == {"id", "status", "url", "file"}
