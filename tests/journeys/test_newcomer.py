"""The first five minutes over real processes: load, serve, search, upload, find, filter, download."""

import hashlib
import io
import json
import subprocess
import time
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import docx

Iscm = Callable[..., "subprocess.CompletedProcess[str]"]
Serving = Callable[[], AbstractContextManager[Any]]

PARAGRAPHS = (
    "Budapest Process",
    "Conclusions of the Senior Officials' Meeting",
    "Vienna, 14 March 2019",
    "1. Participants commended the marmalade protocol for seasonal workers and discussed return and readmission.",
)


def send(address: str, token: str, filename: str, content: bytes) -> dict[str, str]:
    boundary = uuid.uuid4().hex
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\n'.encode()
        + content
        + f"\r\n--{boundary}--\r\n".encode()
    )
    headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(f"{address}/api/documents", body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return dict(json.load(answer))


def a_docx() -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph.replace("marmalade", "quince jelly"))
    document.save(buffer)
    return buffer.getvalue()


def test_upload_find_filter_download(iscm: Iscm, serving: Serving, loaded: Path, samples: Path) -> None:
    iscm("user", "add", "officer@example.org", "--role", "contributor", stdin="a long enough secret\n")
    token = iscm("token", "officer@example.org").stdout.strip()
    text = "\n\n".join(PARAGRAPHS).encode()
    sent = {'"marmalade protocol"': ("a.txt", text), '"quince jelly protocol"': ("b.docx", a_docx())}
    with serving() as service:
        for phrase, (filename, content) in sent.items():
            public_id = send(service.address, token, filename, content)["id"]
            began = time.monotonic()
            query = f"/api/search?q={urllib.request.quote(phrase)}&iscm=budapest&year=2019"
            while public_id not in {hit["id"] for hit in service.get(query)["hits"]}:
                assert time.monotonic() - began < 60, "not found in a minute"
                time.sleep(0.1)
            hit = service.get(query)["hits"][0]
            assert f"<mark>{phrase.strip(chr(34))}</mark>" in hit["passages"][0]["html"]
            original = service.fetch(f"/api/documents/{public_id}/original")
            assert hashlib.sha256(original).digest() == hashlib.sha256(content).digest()


def test_the_samples_answer_the_question_of_the_house(serving: Serving, loaded: Path) -> None:
    with serving() as service:
        results = service.get("/api/search?q=%22return+and+readmission%22&size=100")
        processes = {slug for hit in results["hits"] for slug in hit["iscms"]}
        assert len(processes) >= 5
        for hit in results["hits"]:
            for passage in hit["passages"]:
                assert passage["page"] >= 1
        assert any("<mark>return and readmission</mark>" in p["html"] for h in results["hits"] for p in h["passages"])
        for phrase, language in (
            ("retour et réadmission", "fr"),
            ("retorno y readmisión", "es"),
            ("retorno e readmissão", "pt"),
            ("العودة وإعادة القبول", "ar"),
            ("возвращение и реадмиссия", "ru"),
        ):
            hits = service.get(f"/api/search?q={urllib.request.quote(chr(34) + phrase + chr(34))}")["hits"]
            assert any(language in hit["languages"] for hit in hits), phrase
            found = [hit for hit in hits if language in hit["languages"]]
            assert any("<mark>" in passage["html"] for hit in found for passage in hit["passages"]), phrase


def test_loading_again_changes_nothing(iscm: Iscm, loaded: Path) -> None:
    again = iscm("ingest", "samples/documents", "--sample")
    assert again.returncode == 0
    assert "already here" in again.stdout
    found = json.loads(iscm("search", "migration", "--size", "100", "--json").stdout)
    titles = [hit["id"] for hit in found["hits"]]
    assert len(titles) == len(set(titles))


def test_the_command_searches_verifies_and_reindexes(iscm: Iscm, loaded: Path) -> None:
    assert "<mark>" not in iscm("search", '"return and readmission"', "--iscm", "rabat").stdout
    assert "Rabat Process" in iscm("search", '"return and readmission"', "--iscm", "rabat").stdout
    assert iscm("verify").returncode == 0
    assert iscm("reindex").returncode == 0
    verified = iscm("verify")
    assert verified.returncode == 0, verified.stdout


def test_verify_finds_what_was_altered_or_lost(iscm: Iscm, loaded: Path, data_dir: Path) -> None:
    first, second = sorted(path for path in (data_dir / "originals").glob("??/??/*"))[:2]
    first.chmod(0o600)
    first.write_bytes(b"altered")
    second.unlink()
    verified = iscm("verify")
    assert verified.returncode == 1
    assert "altered" in verified.stdout
    assert "missing" in verified.stdout


def test_inspect_answers_a_line_for_every_file_and_stores_nothing(iscm: Iscm, samples: Path, damaged: Path) -> None:
    files = [
        samples / "rabat-2018-marrakesh-declaration.en.pdf",
        damaged / "truncated.pdf",
        damaged / "no-such-file.pdf",
    ]
    done = iscm("inspect", *map(str, files), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(file) for file in files]
    assert [line["status"] for line in lines] == ["ready", "failed", "failed"]
    assert all(line["reason"] for line in lines[1:])
    assert [iscm["slug"] for iscm in lines[0]["iscms"] if iscm["role"] == "issuing"] == ["rabat"]
    assert lines[0]["dates"][0]["from"] == "2018-05-02"
    assert done.returncode == 0


def test_trouble_is_a_sentence_not_a_trace(iscm: Iscm) -> None:
    for arguments, words in (
        (("token", "nobody@example.org"), "no account"),
        (("search", "x", "--iscm", "atlantis"), "atlantis"),
        (("user", "add", "a@example.org", "--role", "boss"), "no role"),
    ):
        done = iscm(*arguments, stdin="a long enough secret\n")
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    done = iscm("search", "x", ISCM_READ_SECONDS="soon")
    assert "ISCM_READ_SECONDS" in done.stderr
    assert done.returncode == 1
