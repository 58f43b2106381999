"""Types told by content."""

import io
import zipfile

import pytest

from ingest.media_type import DOCX, EML, HTML, ODT, PDF, PPTX, RTF, TEXT, ZIP, media_type_of
from repository.errors import Unsupported


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.7\n...", "a.pdf", PDF),
        (b"\n\n%PDF-1.7", "report.docx", PDF),
        (packed(word__document_xml=b"<w/>"), "a.pdf", DOCX),
        (packed(mimetype=ODT.encode(), content_xml=b"<o/>"), "a.odt", ODT),
        (b"{\\rtf1 x}", "a.doc", RTF),
        (b"<!DOCTYPE html><html><body>x", "a.html", HTML),
        (b"  <html>x", "a", HTML),
        (b"The Ministers met.", "a.pdf", TEXT),
        ("Déclaration".encode("cp1252") * 30, "a.txt", TEXT),
        ("Декларация".encode("utf-16"), "a.txt", TEXT),
        (("ж" * 5000).encode(), "cut-in-a-letter.txt", TEXT),
        (packed(ppt__presentation_xml=b"<x/>"), "a.zip", PPTX),
        (packed(one=b"1"), "a.pdf", ZIP),
        (b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nText", "a.eml", EML),
        (b"Received: from x\r\n by y\r\nFrom: a\r\nTo: b\r\n\r\nText", "a.txt", EML),
        (b"From: the Chair\nTo: all\nSubject: the meeting\n\nText", "letter.txt", TEXT),
    ],
)
def test_content_tells_the_type_and_the_stream_is_left_at_its_beginning(content, name, expected):
    stream = io.BytesIO(content)
    assert media_type_of(stream, name) == expected
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "damaged old Office file"),
        (packed(xl__workbook_xml=b"<x/>"), "a.xlsx", "Excel table"),
        (b"PK\x03\x04broken", "a.docx", "damaged zip"),
        (packed(one=b"1"), "a.docx", "named .docx"),
        (b"\x89PNG\r\n\x1a\n", "scan.pdf", "PNG image"),
        (b"\x7fELF\x02\x01", "a.txt", "program"),
        (b"#!/bin/sh\nrm", "a.txt", "script"),
        (bytes(range(256)) * 20, "a.pdf", "although its name ends in .pdf"),
        (b"\x00" * 5000, "zeros", "not a document that is read here"),
    ],
)
def test_what_is_not_read_here_is_named(content, name, said):
    with pytest.raises(Unsupported, match=said):
        media_type_of(io.BytesIO(content), name)
