"""Scans pasted into Word, PowerPoint and OpenDocument files: read like scanned pages, or waiting for Tesseract."""

import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from odfdo import Document, Frame, Paragraph
from PIL import Image
from pptx import Presentation
from pptx.util import Inches
from scans import FONT, SCANS, needs_tesseract, picture

from ingest.extractors import EXTRACTORS
from ingest.limits import Limits
from ingest.media_type import DOCX, EML, ODT, PPTX
from ingest.pipeline import read
from ingest.recogniser import Recogniser
from ingest.recognising import recognised_page
from repository.access import SYSTEM
from repository.reading import Given

TITLE = "Tunis Declaration"
pytestmark = pytest.mark.skipif(not FONT.exists(), reason="The DejaVu font is missing.")


def png(image: Image.Image, kind: str = "PNG") -> io.BytesIO:
    stream = io.BytesIO()
    image.save(stream, kind)
    stream.seek(0)
    return stream


def in_word(path: Path, *images: Image.Image) -> Path:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for image in images:
        document.add_picture(png(image, "JPEG"), width=docx.shared.Inches(6))
    document.save(str(path))
    return path


def in_show(path: Path, *images: Image.Image) -> Path:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = TITLE
    for image in images:
        show.slides.add_slide(show.slide_layouts[6]).shapes.add_picture(png(image), 0, 0, Inches(9))
    show.save(str(path))
    return path


def in_text(path: Path, *images: Image.Image) -> Path:
    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph(TITLE))
    for number, image in enumerate(images):
        (path.parent / f"{number}.png").write_bytes(png(image).getvalue())
        name = document.add_file(str(path.parent / f"{number}.png"))
        paragraph = Paragraph()
        paragraph.append(Frame.image_frame(name, size=("15cm", "7cm")))
        document.body.append(paragraph)
    document.save(str(path))
    return path


MAKERS = {DOCX: in_word, PPTX: in_show, ODT: in_text}
every_format = pytest.mark.parametrize("media_type", MAKERS, ids=["docx", "pptx", "odt"])


@pytest.fixture
def made(tmp_path) -> Callable[..., Path]:
    return lambda media_type, *images: MAKERS[media_type](tmp_path / "pasted", *images)


@needs_tesseract
@every_format
def test_a_pasted_scan_is_read_like_a_scanned_page(made, authority, media_type):
    reading = read(made(media_type, picture(SCANS["en"])), "pasted", authority, Limits())
    assert [(page.source, page.quality) for page in reading.pages] == [("native", "good"), ("ocr", "ocr")]
    assert reading.pages[0].text == TITLE
    assert "return and readmission" in reading.pages[1].text
    assert (reading.pages[1].language, reading.warnings) == ("en", ())
    assert reading.pages[1].confidence > 0.8
    assert not any(page.needs_ocr for page in reading.pages)


@every_format
def test_without_tesseract_a_pasted_scan_waits(made, authority, media_type, monkeypatch):
    path = made(media_type, picture("Words"), picture("Other words"))
    monkeypatch.setenv("PATH", "")
    reading = read(path, "pasted", authority, Limits())
    assert [page.needs_ocr for page in reading.pages] == [False, True, True]
    assert reading.warnings == ("No text layer: 2 pages need OCR.",)


@needs_tesseract
@every_format
def test_a_pasted_scan_is_picked_up_when_tesseract_appears(repository, made, authority, media_type, monkeypatch):
    content = made(media_type, picture(SCANS["en"])).read_bytes()
    original = repository.originals.keep(io.BytesIO(content), 10_000_000)
    with monkeypatch.context() as without, repository.write() as uow:
        without.setenv("PATH", "")
        file = uow.documents.add(original, "pasted", Given(), SYSTEM)
        uow.record(file, read(repository.originals.path(original.digest), "pasted", authority, Limits()))
        uow.commit()
        document_id = file.document.public_id
    recogniser = Recogniser(repository)
    assert recogniser.run_once()
    assert not recogniser.run_once()
    with repository.read() as uow:
        document = uow.documents.get(document_id, SYSTEM)
        first, second = document.files[0].pages
        assert (first.text, first.source) == (TITLE, "native")
        assert "return and readmission" in second.text
        assert (second.source, second.quality, second.needs_ocr) == ("ocr", "ocr", False)
        assert "s" in document.codes("element")


@needs_tesseract
def test_a_slide_with_a_title_above_a_scan_keeps_both(tmp_path, authority):
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = TITLE
    slide.shapes.add_picture(png(picture(SCANS["en"])), 0, Inches(1), Inches(9))
    show.save(str(tmp_path / "titled.pptx"))
    (page,) = read(tmp_path / "titled.pptx", "titled.pptx", authority, Limits()).pages
    assert page.text.startswith(TITLE)
    assert "return and readmission" in page.text
    assert page.source == "ocr"


@pytest.fixture
def mail_with_scans(tmp_path, made) -> Path:
    """A mail with a note, a Word file that holds a scan, and a scanned PDF."""
    message = EmailMessage()
    message["Subject"] = "The declarations"
    message.set_content("Please find them attached.")
    message.add_attachment(b"A note on migration.", maintype="text", subtype="plain", filename="note.txt")
    word = made(DOCX, picture(SCANS["en"])).read_bytes()
    message.add_attachment(word, maintype="application", subtype="octet-stream", filename="word.docx")
    scanned = png(picture(SCANS["fr"]), "PDF").getvalue()
    message.add_attachment(scanned, maintype="application", subtype="pdf", filename="scan.pdf")
    path = tmp_path / "mail.eml"
    path.write_bytes(message.as_bytes())
    return path


@needs_tesseract
def test_scans_that_came_with_a_mail_are_read(mail_with_scans, authority, monkeypatch):
    pages = read(mail_with_scans, "mail.eml", authority, Limits()).pages
    assert [page.source for page in pages] == ["native", "native", "ocr", "ocr", "native"]
    assert "return and readmission" in pages[2].text
    assert "retour et de réadmission" in pages[3].text
    later = recognised_page(mail_with_scans, EML, 4, Limits(), "fr")
    assert later is not None
    assert "retour et de réadmission" in later.text
    monkeypatch.setenv("PATH", "")
    waiting = read(mail_with_scans, "mail.eml", authority, Limits()).pages
    assert [page.needs_ocr for page in waiting] == [False, False, True, True, False]


@every_format
def test_logos_and_what_comes_again_are_no_scans(made, media_type):
    logo, letterhead = Image.new("L", (900, 599), 200), Image.new("L", (900, 700), 200)
    pages = EXTRACTORS[media_type](made(media_type, logo, letterhead, letterhead), Limits()).pages
    assert len([page for page in pages if page.picture]) == 1


def test_a_giant_picture_is_no_scan(made):
    assert EXTRACTORS[DOCX](made(DOCX, Image.new("1", (10_000, 6_001)).convert("L")), Limits()).scanned == ()


def test_a_picture_beside_much_text_is_an_illustration(tmp_path):
    document = docx.Document()
    document.add_paragraph("The Ministers agreed on return and readmission. " * 20)
    document.add_picture(png(picture("A photograph")))
    document.save(str(tmp_path / "illustrated.docx"))
    extracted = EXTRACTORS[DOCX](tmp_path / "illustrated.docx", Limits())
    assert (len(extracted.pages), extracted.scanned) == (1, ())
    assert "\x01" not in extracted.pages[0].text
