"""Scans: read by Tesseract in six languages, turned and askew ones too; without it, they wait."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, features
from scans import FONT, SCANS, needs_tesseract, picture

from ingest.limits import Limits
from ingest.ocr import recognise
from ingest.pipeline import read
from ingest.recogniser import Recogniser
from ingest.straightening import skew
from repository.access import SYSTEM
from repository.reading import Given, PageText, Reading

PHRASES = {
    "en": "readmission",
    "fr": "réadmission",
    "es": "readmisión",
    "pt": "readmissão",
    "ru": "реадмиссии",
    "ar": "القبول",
}
PACKS = {"en": "eng", "fr": "fra", "es": "spa", "pt": "por", "ru": "rus", "ar": "ara"}


def installed(language: str) -> bool:
    import pytesseract

    return PACKS[language] in pytesseract.get_languages()


def scan(path: Path, *pages: Image.Image) -> Path:
    pages[0].save(path, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    return path


@needs_tesseract
@pytest.mark.parametrize("language", SCANS)
def test_a_scan_is_read_in_its_language(language):
    if not installed(language):
        pytest.skip(f"The language pack tesseract-ocr-{PACKS[language]} is not installed.")
    if language == "ar" and not features.check("raqm"):
        pytest.skip("Pillow cannot draw Arabic here.")
    read = recognise(picture(SCANS[language]))
    assert read.language == language
    assert PHRASES[language] in read.text
    assert read.confidence > 0.8


@needs_tesseract
@pytest.mark.parametrize("angle", [90, 180, 270, 4, -6])
def test_a_turned_or_skewed_scan_is_set_upright_first(angle):
    assert "return and readmission" in recognise(picture(SCANS["en"], angle)).text


@pytest.mark.skipif(not FONT.exists(), reason="The DejaVu font is missing: apt-get install fonts-dejavu-core")
def test_the_skew_of_a_page_is_measured():
    assert abs(skew(picture(SCANS["en"], 5)) + 5) < 0.5
    assert skew(Image.new("L", (400, 400), 255)) == 0


@needs_tesseract
def test_a_picture_without_words_is_no_text():
    page = Image.effect_noise((900, 700), 60)
    assert recognise(page).text == ""


@needs_tesseract
def test_scanned_pages_among_others_are_read_and_say_so(tmp_path, make_pdf, authority):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.append(make_pdf(["# Tunis Declaration", "The Ministers met in the city."]))
    writer.append(scan(tmp_path / "scan.pdf", picture(SCANS["en"])))
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "mixed.pdf")
    reading = read(tmp_path / "mixed.pdf", "mixed.pdf", authority, Limits())
    assert [(page.quality, page.source) for page in reading.pages] == [
        ("good", "pypdf"),
        ("ocr", "ocr"),
        ("none", "pypdf"),
    ]
    assert reading.pages[1].confidence > 0.8
    assert reading.pages[2].confidence == 0
    assert reading.warnings == ()
    assert "s" in [tag.code for tag in reading.tags if tag.scheme == "element"]


def test_without_tesseract_a_scan_waits_and_says_so(samples, authority, monkeypatch):
    monkeypatch.setenv("PATH", "")
    reading = read(samples / "gfmd-2007-scan.en.pdf", "scan.pdf", authority, Limits())
    assert {page.quality for page in reading.pages} == {"none"}
    assert reading.warnings == (f"No text layer: {len(reading.pages)} pages need OCR.",)
    assert (reading.title, reading.dates, reading.language) == (None, None, None)


@pytest.fixture
def waiting(repository, tmp_path) -> Callable[..., str]:
    """A scan that was read where there was no Tesseract; answers its document."""

    def keep(*pages: Image.Image) -> str:
        content = scan(tmp_path / "waiting.pdf", *pages).read_bytes()
        original = repository.originals.keep(io.BytesIO(content), 10_000_000)
        numbers = range(1, len(pages) + 1)
        empty = tuple(PageText(number, "", "pypdf", "none", needs_ocr=True) for number in numbers)
        with repository.write() as uow:
            file = uow.documents.add(original, "waiting.pdf", Given(), SYSTEM)
            uow.record(file, Reading("application/pdf", empty, warnings=("No text layer: 2 pages need OCR.",)))
            uow.commit()
            return file.document.public_id

    return keep


@needs_tesseract
def test_what_waited_is_read_when_tesseract_appears(repository, waiting):
    document_id = waiting(
        picture(SCANS["en"] + "\nTunis, 5 December 2003"), picture("We agreed on the rights of children.")
    )
    recogniser = Recogniser(repository)
    assert recogniser.run_once()
    with repository.read() as uow:
        pages = uow.documents.get(document_id, SYSTEM).files[0].pages
        assert [page.quality for page in pages] == ["ocr", "none"]
    assert recogniser.run_once()
    assert not recogniser.run_once()
    with repository.read() as uow:
        document = uow.documents.get(document_id, SYSTEM)
        assert (document.title, document.date_from) == ("Joint Declaration of the Ministers", "2003-12-05")
        assert "s" in document.codes("element")
        assert document.files[0].warnings == []
        assert "rights of children" in document.files[0].pages[1].text
        assert uow.text_quality.counts(SYSTEM)["needs-ocr"] == 0


def test_without_tesseract_nothing_is_tried(repository, waiting, monkeypatch):
    if not FONT.exists():
        pytest.skip("The DejaVu font is missing: apt-get install fonts-dejavu-core")
    waiting(picture("Words"))
    monkeypatch.setenv("PATH", "")
    assert not Recogniser(repository).run_once()
    with repository.read() as uow:
        assert uow.text_quality.counts(SYSTEM)["needs-ocr"] == 1


@needs_tesseract
def test_a_page_that_cannot_be_drawn_is_not_tried_for_ever(repository):
    original = repository.originals.keep(io.BytesIO(b"%PDF-1.4 broken"), 1000)
    with repository.write() as uow:
        file = uow.documents.add(original, "broken.pdf", Given(), SYSTEM)
        uow.record(file, Reading("application/pdf", (PageText(1, "", "pdfium", "none", needs_ocr=True),)))
        uow.commit()
    recogniser = Recogniser(repository)
    assert recogniser.run_once()
    assert not recogniser.run_once()
