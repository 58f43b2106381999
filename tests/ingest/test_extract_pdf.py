"""PDF files, sound and otherwise."""

import contextlib

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.extractors import pdf
from ingest.limits import Limits
from repository.errors import Unreadable


def test_every_page_is_read_and_large_type_is_a_headline(make_pdf):
    path = make_pdf(["# Tunis Declaration", "The Ministers met in the city."], ["Second page."])
    extracted = pdf.extract(path, Limits())
    assert [page.text.split("\n")[-1] for page in extracted.pages] == ["The Ministers met in the city.", "Second page."]
    assert extracted.hints.headlines == ("Tunis Declaration",)
    assert {page.source for page in extracted.pages} == {"pypdf"}


def test_pages_over_the_limit_are_left_out_and_said(make_pdf):
    extracted = pdf.extract(make_pdf(["one"], ["two"], ["three"]), Limits(pages=2))
    assert len(extracted.pages) == 2
    assert extracted.warnings == ("Only the first 2 of 3 pages were read.",)


def test_a_password_is_asked_to_be_removed(make_pdf, tmp_path, damaged):
    writer = PdfWriter(clone_from=PdfReader(make_pdf(["secret"])))
    writer.encrypt("password", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    for path in (tmp_path / "locked.pdf", damaged / "password.pdf"):
        with pytest.raises(Unreadable, match="Remove the password"):
            pdf.extract(path, Limits())


def test_a_file_that_only_restricts_printing_is_read(make_pdf, tmp_path):
    writer = PdfWriter(clone_from=PdfReader(make_pdf(["The Ministers met."])))
    writer.encrypt("", owner_password="owner", algorithm="AES-256")
    writer.write(tmp_path / "restricted.pdf")
    assert "The Ministers met." in pdf.extract(tmp_path / "restricted.pdf", Limits()).pages[0].text


def test_no_pages_and_damage_each_have_their_sentence(damaged):
    with pytest.raises(Unreadable, match="has no pages"):
        pdf.extract(damaged / "no-pages.pdf", Limits())
    with pytest.raises(Unreadable, match="damaged"):
        pdf.extract(damaged / "truncated.pdf", Limits())


def test_any_cut_of_a_file_gives_pages_or_a_sentence(make_pdf, tmp_path):
    whole = make_pdf(["# Title", "The Ministers met."], ["Second page."]).read_bytes()
    for end in range(20, len(whole), 97):
        path = tmp_path / "cut.pdf"
        path.write_bytes(whole[:end])
        with contextlib.suppress(Unreadable):
            assert pdf.extract(path, Limits()).pages


def test_lines_with_arabic_and_digits_are_put_in_reading_order(samples):
    text = pdf.extract(samples / "arcp-2017-key-messages.ar.pdf", Limits()).pages[0].text
    line = next(line for line in text.split("\n") if "2017" in line)
    assert line.endswith("2017")
