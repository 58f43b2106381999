"""The API from outside: send, follow, find, correct, withdraw; every wrong input gets a sentence and its status."""

import hashlib
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

Send = Callable[..., dict]

TEXT = """Rabat Process

Declaration on the quiet harbour

Lisbon, 3 June 2016

1. We agree to strengthen cooperation on the lighthouse keepers' orderly mobility and on return and readmission.
"""


@pytest.fixture
def send(client: TestClient, contributor: dict[str, str]) -> Send:
    def send(content: bytes, filename: str = "a.txt", **data: str) -> dict:
        answer = client.post("/api/documents", headers=contributor, files={"file": (filename, content)}, data=data)
        assert answer.status_code in (200, 202), answer.text
        return answer.json()

    return send


def finished(client: TestClient, public_id: str, seconds: float = 30) -> dict:
    for _ in range(int(seconds / 0.05)):
        document = client.get(f"/api/documents/{public_id}").json()
        if document["status"] in ("ready", "failed") and document["files"][-1]["status"] in ("ready", "failed"):
            return document
        time.sleep(0.05)
    raise AssertionError(f"still {document['status']}")


def eventually_found(client: TestClient, query: str, public_id: str, seconds: float = 10) -> dict:
    for _ in range(int(seconds / 0.05)):
        results = client.get("/api/search", params={"q": query}).json()
        for hit in results["hits"]:
            if hit["id"] == public_id:
                return hit
        time.sleep(0.05)
    raise AssertionError(f"{query} does not find it")


def test_a_text_is_sent_found_by_a_phrase_filtered_and_downloaded_bit_for_bit(client: TestClient, send: Send) -> None:
    accepted = send(TEXT.encode())
    assert accepted["status"] == "pending"
    assert accepted["url"] == f"/documents/{accepted['id']}"
    document = finished(client, accepted["id"])
    assert document["status"] == "ready"
    hit = eventually_found(client, '"the lighthouse keepers\' orderly mobility"', accepted["id"])
    assert "<mark>" in hit["passages"][0]["html"]
    assert hit["passages"][0]["page"] == 1
    filtered = client.get("/api/search", params={"q": "lighthouse", "iscm": "rabat", "year": "2016"}).json()
    assert [hit["id"] for hit in filtered["hits"]] == [accepted["id"]]
    assert client.get("/api/search", params={"q": "lighthouse", "year": "2015"}).json()["total"] == 0
    original = client.get(f"/api/documents/{accepted['id']}/original")
    assert original.content == TEXT.encode()
    assert original.headers["etag"] == f'"{hashlib.sha256(TEXT.encode()).hexdigest()}"'


def test_the_same_bytes_again_are_the_same_document(client: TestClient, contributor: dict[str, str]) -> None:
    first, second = (
        client.post("/api/documents", headers=contributor, files={"file": (name, TEXT.encode())})
        for name in ("a.txt", "b.txt")
    )
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["id"] == second.json()["id"]


def test_every_label_of_a_document_shows_its_evidence(client: TestClient, send: Send) -> None:
    document = finished(client, send(TEXT.encode())["id"])
    assert (document["date"], document["type"], document["language"]) == ("2016-06-03", "declaration", "en")
    issuing = [iscm for iscm in document["iscms"] if iscm["role"] == "issuing"]
    assert [iscm["slug"] for iscm in issuing] == ["rabat"]
    page = client.get(f"/api/documents/{document['id']}/pages/1").json()
    for evidence in issuing[0]["evidence"]:
        assert page["text"][evidence["start"] : evidence["end"]]
    returning = next(tag for tag in document["tags"] if (tag["scheme"], tag["code"]) == ("element", "s"))
    assert "return and readmission" in returning["evidence"][0]["text"]
    assert document["fields"]["date_from"]["by"] == "read"
    assert document["fields"]["date_from"]["evidence"][0]["page"] == 1


def test_what_the_sender_says_is_kept(client: TestClient, send: Send) -> None:
    accepted = send(
        b"A short note about nothing.",
        iscm="bali",
        title="By hand",
        date="2013-04-02",
        type="communique",
        language="en",
    )
    document = finished(client, accepted["id"])
    assert (document["title"], document["date"], document["type"]) == ("By hand", "2013-04-02", "communique")
    assert document["fields"]["title"]["by"] == "given"
    assert [(iscm["slug"], iscm["state"]) for iscm in document["iscms"]] == [("bali", "confirmed")]


def test_a_language_version_joins_its_document(client: TestClient, send: Send) -> None:
    first = send(TEXT.encode())
    finished(client, first["id"])
    french = (
        "Processus de Rabat\n\nDéclaration sur le port tranquille\n\nLisbonne, le 3 juin 2016\n\n"
        "Nous convenons de renforcer la coopération."
    )
    second = send(french.encode(), "b.txt", version_of=first["id"])
    assert second["id"] == first["id"]
    document = finished(client, first["id"])
    assert document["languages"] == ["en", "fr"]
    eventually_found(client, "renforcer", first["id"])
    chosen = client.get(f"/api/documents/{first['id']}/original", params={"file": second["file"]})
    assert chosen.content == french.encode()


def test_ranges_and_conditional_requests_work_on_originals(client: TestClient, send: Send) -> None:
    public_id = send(TEXT.encode())["id"]
    address = f"/api/documents/{public_id}/original"
    part = client.get(address, headers={"Range": "bytes=6-12"})
    assert (part.status_code, part.content) == (206, TEXT.encode()[6:13])
    etag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    headers = client.get(address).headers
    assert headers["content-disposition"].startswith("attachment")
    assert headers["x-content-type-options"] == "nosniff"
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(
    ("filename", "kept"),
    [("../../etc/passwd.txt", "passwd.txt"), ("..\\..\\boot.txt", "boot.txt"), ("/etc/shadow.txt", "shadow.txt")],
)
def test_tricks_in_a_file_name_are_harmless(client: TestClient, send: Send, filename: str, kept: str) -> None:
    document = finished(client, send(TEXT.encode() + filename.encode(), filename)["id"])
    assert document["files"][0]["filename"] == kept
    disposition = client.get(f"/api/documents/{document['id']}/original").headers["content-disposition"]
    assert "/" not in disposition.replace("attachment", "")
    assert "\\" not in disposition


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("filename", "content", "status"),
    [
        ("empty.pdf", b"", 422),
        ("program.pdf", b"MZ\x90\x00" + bytes(range(256)) * 20, 415),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(200), 415),
        ("archive.docx", zipped("a.txt", b"text"), 415),
        ("noise.txt", bytes(range(256)) * 50, 415),
        ("large.txt", b"x" * 2_100_000, 413),
    ],
)
def test_what_cannot_be_accepted_gets_its_status_and_leaves_nothing(
    client: TestClient, contributor: dict[str, str], filename: str, content: bytes, status: int
) -> None:
    answer = client.post("/api/documents", headers=contributor, files={"file": (filename, content)})
    assert answer.status_code == status
    assert_problem(answer.json(), status)
    assert client.get("/api/documents", headers=contributor).json()["documents"] == []


def test_a_body_beyond_every_limit_is_not_read_to_its_end(
    client: TestClient, contributor: dict[str, str], reader: dict[str, str]
) -> None:
    large = {"file": ("large.txt", b"x" * 6_000_000)}
    answer = client.post("/api/documents", headers=contributor, files=large)
    assert answer.status_code == 413
    assert_problem(answer.json(), 413)
    answer = client.post("/api/documents", files={"file": ("some.txt", b"x" * 600_000)})
    assert answer.status_code == 401
    assert_problem(answer.json(), 401)
    assert client.post("/sign-in", data={"email": "a" * 100_000, "password": "b"}).status_code == 401
    assert client.post("/upload", files={"file": ("some.txt", b"x" * 600_000)}).status_code == 401


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("password.pdf", "password"), ("truncated.pdf", ""), ("no-pages.pdf", "page")],
)
def test_a_file_that_cannot_be_read_fails_with_a_sentence_and_is_kept(
    client: TestClient, send: Send, damaged: Path, contributor: dict[str, str], name: str, sentence: str
) -> None:
    content = (damaged / name).read_bytes()
    document = finished(client, send(content, name)["id"])
    assert document["status"] == "failed"
    assert sentence in document["reason"].casefold()
    assert document["reason"].endswith(".")
    assert "Traceback" not in document["reason"]
    assert client.get(f"/api/documents/{document['id']}/original").content == content
    listed = client.get("/api/documents", params={"status": "failed"}, headers=contributor).json()["documents"]
    assert [item["id"] for item in listed] == [document["id"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("iscm", "atlantis"),
        ("type", "poem"),
        ("language", "xx"),
        ("date", "yesterday"),
        ("date", "2016-13"),
        ("date", "2016-02-30"),
        ("visibility", "secret"),
    ],
)
def test_a_field_that_cannot_be_is_refused_with_a_sentence(
    client: TestClient, contributor: dict[str, str], field: str, value: str
) -> None:
    answer = client.post(
        "/api/documents", headers=contributor, files={"file": ("a.txt", TEXT.encode())}, data={field: value}
    )
    assert answer.status_code == 422
    assert_problem(answer.json(), 422)
    assert client.get("/api/documents", headers=contributor).json()["documents"] == []


def test_a_version_of_nothing_is_unknown(client: TestClient, contributor: dict[str, str]) -> None:
    answer = client.post(
        "/api/documents", headers=contributor, files={"file": ("a.txt", b"text here")}, data={"version_of": "nothing"}
    )
    assert answer.status_code == 404


def test_writing_needs_a_token_of_the_right_role(
    client: TestClient, reader: dict[str, str], contributor: dict[str, str], send: Send
) -> None:
    public_id = send(TEXT.encode())["id"]
    files = {"file": ("b.txt", b"another text")}
    assert client.post("/api/documents", files=files).status_code == 401
    assert client.post("/api/documents", files=files, headers=reader).status_code == 403
    bad = {"Authorization": "Bearer nonsense"}
    assert client.post("/api/documents", files=files, headers=bad).status_code == 401
    assert client.get("/api/search", headers=bad).status_code == 401
    for headers, status in ((None, 401), (reader, 403), (contributor, 403)):
        assert client.patch(f"/api/documents/{public_id}", json={"title": "x"}, headers=headers).status_code == status
        assert client.delete(f"/api/documents/{public_id}", headers=headers).status_code == status
    assert client.get("/api/documents").status_code == 401


def test_a_curator_corrects_and_withdraws(client: TestClient, send: Send, curator: dict[str, str]) -> None:
    public_id = finished(client, send(TEXT.encode())["id"])["id"]
    address = f"/api/documents/{public_id}"
    changed = client.patch(
        address,
        headers=curator,
        json={
            "title": "Corrected",
            "date": "2016-06-03..2016-06-04",
            "iscms": ["prague"],
            "tags": [{"scheme": "element", "code": "s", "state": "rejected"}],
        },
    ).json()
    assert (changed["title"], changed["date_to"]) == ("Corrected", "2016-06-04")
    states = {(iscm["slug"], iscm["state"]) for iscm in changed["iscms"] if iscm["role"] == "issuing"}
    assert states == {("prague", "confirmed"), ("rabat", "rejected")}
    assert eventually_found(client, "iscm:prague lighthouse", public_id)["title"] == "Corrected"
    assert client.get("/api/search", params={"element": "s"}).json()["total"] == 0

    assert client.delete(address, params={"reason": "Superseded."}, headers=curator).status_code == 204
    gone = client.get(address)
    assert gone.status_code == 410
    assert "Superseded." in gone.json()["detail"]
    assert client.get(f"{address}/original").status_code == 410
    for _ in range(100):
        if client.get("/api/search", params={"q": "lighthouse"}).json()["total"] == 0:
            return
        time.sleep(0.05)
    raise AssertionError("a withdrawn document is still found")


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "poem"},
        {"iscms": ["atlantis"]},
        {"tags": [{"scheme": "element", "code": "zz", "state": "confirmed"}]},
        {"visibility": "secret"},
        {"visibility": None},
        {"date": "soon"},
        {"revision": 9},
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    client: TestClient, send: Send, curator: dict[str, str], changes: dict[str, object]
) -> None:
    public_id = finished(client, send(TEXT.encode())["id"])["id"]
    before = client.get(f"/api/documents/{public_id}").json()
    answer = client.patch(f"/api/documents/{public_id}", json=changes, headers=curator)
    assert answer.status_code == 422
    assert_problem(answer.json(), 422)
    assert client.get(f"/api/documents/{public_id}").json() == before


def test_a_restricted_document_answers_like_one_that_does_not_exist(
    client: TestClient, send: Send, reader: dict[str, str]
) -> None:
    public_id = send(TEXT.encode(), visibility="restricted")["id"]
    for address in ("", "/original", "/pages/1", "/pages/1.png"):
        hidden = client.get(f"/api/documents/{public_id}{address}")
        nothing = client.get(f"/api/documents/xxxxxxxxxx{address}")
        assert hidden.status_code == nothing.status_code == 404
        assert hidden.text.replace(public_id, "xxxxxxxxxx") == nothing.text
    assert client.get(f"/api/documents/{public_id}", headers=reader).status_code == 200


def test_a_page_is_text_with_marks_and_a_picture(
    client: TestClient, send: Send, samples: Path, curator: dict[str, str]
) -> None:
    content = (samples / "rabat-2018-marrakesh-declaration.en.pdf").read_bytes()
    public_id = finished(client, send(content, "r.pdf")["id"])["id"]
    pages = client.get(f"/api/documents/{public_id}/pages/1").json()["pages"]
    marked = [
        client.get(f"/api/documents/{public_id}/pages/{number}", params={"q": '"return and readmission"'}).json()[
            "html"
        ]
        for number in range(1, pages + 1)
    ]
    assert any("<mark>" in html for html in marked)
    picture = client.get(f"/api/documents/{public_id}/pages/1.png", params={"width": 400})
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(f"/api/documents/{public_id}/pages/{pages + 1}").status_code == 404
    assert client.get(f"/api/documents/{public_id}/pages/{pages + 1}.png").status_code == 404
    assert client.get(f"/api/documents/{public_id}/pages/0").status_code == 422
    assert client.get(f"/api/documents/{public_id}/pages/x").status_code == 422
    # That it was drawn and kept before gives it to nobody who may not see it now.
    client.patch(f"/api/documents/{public_id}", json={"visibility": "restricted"}, headers=curator)
    address = f"/api/documents/{public_id}/pages/1.png?width=400"
    assert client.get(address).status_code == 404
    assert client.get(address, headers=curator).content == picture.content


def assert_problem(body: dict[str, object], status: int) -> None:
    assert set(body) == {"type", "title", "status", "detail"}
    assert body["status"] == status
    assert str(body["detail"]).rstrip().endswith(".")
    assert "Traceback" not in str(body["detail"])
