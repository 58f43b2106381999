"""Files made to harm: each ends in a reading or a sentence, soon."""

import io
import random
import time
import zipfile
import zlib

import pytest

from ingest.inspection import inspection
from repository.settings import Settings


def pdf(contents: bytes, box: str = "0 0 595 842", kids: str = "3 0 R", filters: str = "") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        + f"2 0 obj\n<</Type/Pages/Kids[{kids}]/Count 1>>\nendobj\n".encode()
        + f"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R>>\nendobj\n".encode()
        + f"4 0 obj\n<<{filters}/Length {len(contents)}>>\nstream\n".encode()
        + contents
        + b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n%%EOF"
    )


def packed(document: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


FILES = {
    "cycle.pdf": lambda: pdf(b"", kids="2 0 R"),
    "giant-page.pdf": lambda: pdf(b"BT (x) Tj ET", box="0 0 100000000 100000000"),
    "deflate-bomb.pdf": lambda: pdf(zlib.compress(b"BT ET " * 10_000_000, 9), filters="/Filter/FlateDecode"),
    "nested.docx": lambda: packed(b"<a>" + b"<b>" * 1_000_000),
    "nested.html": lambda: b"<html>" + b"<div>" * 20_000,
    "nested.rtf": lambda: b"{\\rtf1" + b"{" * 100_000,
    "one-word.txt": lambda: b"a" * 3_000_000,
    "blank-lines.txt": lambda: b"\n" * 3_000_000 + b"x",
    "divided-words.txt": lambda: b"ab-\n" * 200_000,
    "days.txt": lambda: b"1, 2, 3, 4, 5, 6, " * 20_000,
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_soon(tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name]())
    started = time.monotonic()
    told = inspection(tmp_path / name, Settings(data_dir=tmp_path, read_seconds=20, read_memory_megabytes=1000))
    assert told["status"] == "ready" or told["reason"].endswith(".")
    assert time.monotonic() - started < 25


def test_broken_samples_end_in_a_reading_or_a_sentence(tmp_path, samples):
    chance = random.Random(7)  # noqa: S311 - the same damage every time.
    settings = Settings(data_dir=tmp_path, read_seconds=20)
    for path in (samples / "prague-2016-joint-declaration.en.pdf", samples / "khartoum-2015-action-plan.en.docx"):
        for turn in range(8):
            content = bytearray(path.read_bytes())
            for _ in range(chance.randint(1, 40)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            broken = tmp_path / f"{turn}{path.suffix}"
            broken.write_bytes(content[: chance.randrange(100, len(content))] if turn % 2 else content)
            told = inspection(broken, settings)
            assert told["status"] == "ready" or told["reason"].endswith(".")
