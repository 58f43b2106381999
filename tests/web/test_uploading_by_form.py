"""Sending documents by the form: taken, refused with a sentence, and followed until they are found."""

import time
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

TEXT = b"Rabat Process\n\nJoint declaration on zebras\n\nRabat, 3 May 2021\n\n1. We agree on return and readmission.\n"


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client: TestClient) -> None:
    for path in ("/upload", "/uploads"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/sign-in?next=%2F{path[1:]}"
    assert client.post("/upload", files={"file": ("a.txt", TEXT)}).status_code == 401


def test_a_reader_may_not_upload(client: TestClient, sign_in: Callable[[str], str]) -> None:
    token = sign_in("reader")
    assert client.get("/upload").status_code == 403
    assert client.post("/upload", data={"form_token": token}, files={"file": ("a.txt", TEXT)}).status_code == 403


def test_a_form_from_elsewhere_is_refused(client: TestClient, sign_in: Callable[[str], str], read: Any) -> None:
    sign_in("contributor")
    for token in ("", "0" * 64):
        answer = client.post("/upload", data={"form_token": token}, files={"file": ("a.txt", TEXT)})
        assert answer.status_code == 403
        assert "This form has expired or came from elsewhere." in answer.text
    assert "Nothing has been sent yet." in read("/uploads").text_content()


def test_one_bad_file_keeps_no_good_one_from_being_taken(
    client: TestClient, sign_in: Callable[[str], str], tree: Any, words: Any
) -> None:
    token = sign_in("contributor")
    files = [("file", ("a.txt", TEXT)), ("file", ("empty.txt", b"")), ("file", ("<b>.exe", b"MZ\x00\x01"))]
    answer = client.post("/upload", data={"form_token": token, "title": "Mine"}, files=files)
    assert answer.status_code == 200
    page = tree(answer.text)
    assert words(page.find_class("taken")[0]) == "a.txt was received and is being read."
    refused = [words(item) for item in page.find_class("refused")]
    assert refused[0].startswith("empty.txt was not taken. The file is empty")
    assert refused[1].startswith("<b>.exe was not taken.")
    assert page.xpath("//input[@name='title']/@value") == ["Mine"]


def test_the_same_file_again_leads_to_its_document(
    client: TestClient, sign_in: Callable[[str], str], tree: Any
) -> None:
    data = {"form_token": sign_in("contributor")}
    first, second = (tree(client.post("/upload", data=data, files={"file": ("a.txt", TEXT)}).text) for _ in range(2))
    link = "//li[@class='taken']/a/@href"
    assert first.xpath(link) == second.xpath(link)
    assert "was here already" in second.find_class("taken")[0].text_content()


def test_what_is_wrong_in_the_form_is_said_and_nothing_in_it_is_lost(
    client: TestClient, sign_in: Callable[[str], str], tree: Any
) -> None:
    data = {
        "form_token": sign_in("contributor"),
        "date": "yesterday",
        "title": "Mine",
        "iscm": "rabat",
        "language": "fr",
    }
    answer = client.post("/upload", data=data, files={"file": ("a.txt", TEXT)})
    assert answer.status_code == 422
    page = tree(answer.text)
    assert "yesterday" in page.find_class("refused")[0].text_content()
    assert page.xpath("//input[@name='date']/@value") == ["yesterday"]
    assert page.xpath("//select[@name='iscm']/option[@selected]/@value") == ["rabat"]
    assert page.xpath("//select[@name='language']/option[@selected]/@value") == ["fr"]


def test_a_form_without_a_file_says_so(client: TestClient, sign_in: Callable[[str], str]) -> None:
    answer = client.post("/upload", data={"form_token": sign_in("contributor")}, files={"file": ("", b"")})
    assert answer.status_code == 422
    assert "No file was chosen." in answer.text


def test_language_versions_sent_together_become_one_document(
    client: TestClient, sign_in: Callable[[str], str], tree: Any
) -> None:
    data = {"form_token": sign_in("contributor"), "versions": "yes"}
    files = [("file", ("a.en.txt", TEXT)), ("file", ("a.fr.txt", b"Processus de Rabat\n\nLa migration.\n"))]
    page = tree(client.post("/upload", data=data, files=files).text)
    links = page.xpath("//li[@class='taken']/a/@href")
    assert len(links) == 2
    assert len(set(links)) == 1


def test_an_uploaded_document_is_found_and_comes_back_bit_for_bit(
    app: FastAPI, sign_in: Callable[[str], str], client: TestClient, read: Any
) -> None:
    token = sign_in("contributor")
    with TestClient(app):  # The service runs, and with it the worker.
        sent = client.post("/upload", data={"form_token": token, "iscm": "rabat"}, files={"file": ("a.txt", TEXT)})
        assert sent.status_code == 200
        found, deadline = [], time.monotonic() + 30
        while not found and time.monotonic() < deadline:
            time.sleep(0.1)
            found = read("/search?q=zebras&iscm=rabat").xpath("//article//h2/a/@href")
        (document,) = found
        (original,) = read(document).xpath("//a[@class='download']/@href")
        assert client.get(original).content == TEXT
        assert "ready" in read("/uploads").find_class("state")[0].text_content()
