"""PowerPoint, old Word files, mails, and what Word hides in tracked changes."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches

from ingest.extractors import EXTRACTORS, doc, docx, pptx
from ingest.limits import Limits
from ingest.media_type import DOC, EML
from ingest.outside import found
from ingest.pipeline import read
from repository.errors import Unreadable


@pytest.fixture
def slides(tmp_path):
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text = "Tunis Declaration"
    first.placeholders[1].text = "The Ministers met."
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "Commitments"
    table = second.shapes.add_table(1, 2, Inches(1), Inches(2), Inches(5), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "return", "readmission"
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "In a group"
    second.notes_slide.notes_text_frame.text = "Said aloud"
    show.save(str(tmp_path / "show.pptx"))
    return tmp_path / "show.pptx"


def test_slides_are_pages_with_tables_groups_and_notes(slides):
    extracted = pptx.extract(slides, Limits())
    assert [page.text.split("\n\n") for page in extracted.pages] == [
        ["Tunis Declaration", "The Ministers met."],
        ["Commitments", "return\treadmission", "In a group", "Said aloud"],
    ]
    assert extracted.hints.headlines == ("Tunis Declaration",)


def test_a_damaged_show_ends_in_a_sentence(slides, tmp_path):
    with zipfile.ZipFile(slides) as whole, zipfile.ZipFile(tmp_path / "cut.pptx", "w") as cut:
        for name in whole.namelist():
            cut.writestr(name, whole.read(name)[: 200 if name.startswith("ppt/slides/slide") else None])
    with pytest.raises(Unreadable, match="PowerPoint file is damaged"):
        pptx.extract(tmp_path / "cut.pptx", Limits())


def test_tracked_changes_are_resolved(make_docx):
    deleted_row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone row</w:t></w:r></w:p></w:tc></w:tr>"
    kept_row = (
        "<w:tr><w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>gone cell</w:t></w:r></w:p></w:tc></w:tr>"
    )
    path = make_docx(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The Ministers </w:t></w:r>"
        "<w:del><w:r><w:delText>refused </w:delText></w:r></w:del></w:p>"
        "<w:p><w:ins><w:r><w:t>agreed.</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
        f"<w:tbl>{deleted_row}{kept_row}</w:tbl>"
    )
    assert docx.extract(path, Limits()).pages[0].text == "The Ministers agreed.\n\nkept"


def test_a_strict_word_file_is_read_too(make_docx, p, tmp_path):
    path = make_docx(p("The Ministers met."))
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as loose, zipfile.ZipFile(strict, "w") as written:
        for name in loose.namelist():
            content = loose.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            written.writestr(name, content)
    assert docx.extract(strict, Limits()).pages[0].text == "The Ministers met."


def test_an_old_word_file_without_a_reader_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreadable, match=r"Save it as \.docx"):
        doc.extract(tmp_path / "old.doc", Limits())


@pytest.mark.skipif(not found("antiword"), reason="antiword is missing: apt-get install antiword")
def test_a_damaged_old_word_file_ends_in_a_sentence(tmp_path):
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    with pytest.raises(Unreadable, match="damaged or protected"):
        doc.extract(tmp_path / "old.doc", Limits())


@pytest.mark.skipif(
    not found("antiword") and not found("soffice"), reason="antiword is missing: apt-get install antiword"
)
def test_an_old_word_file_is_read(authority):
    # Made by LibreOffice from a text of our own.
    path = Path(__file__).parent / "old-word.doc"
    reading = read(path, path.name, authority, Limits())
    assert (reading.media_type, reading.title.value, reading.dates.start) == (DOC, "Tunis Declaration", "2003-12-05")
    assert "Морокко" in reading.pages[0].text


def test_a_mail_is_its_attachments_and_then_its_own_words(tmp_path, make_pdf):
    message = EmailMessage()
    message["Subject"] = "Déclaration de Tunis"
    message.set_content("Dear colleagues,\n\nplease find the declaration attached.")
    message.add_attachment(
        make_pdf(["# Tunis Declaration", "The Ministers met."]).read_bytes(),
        maintype="application", subtype="pdf", filename="declaration.pdf",
    )  # fmt: skip
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="flag.png")
    (tmp_path / "mail.eml").write_bytes(message.as_bytes())
    extracted = EXTRACTORS[EML](tmp_path / "mail.eml", Limits())
    assert extracted.pages[0].text.endswith("The Ministers met.")
    assert extracted.pages[1].text.startswith("Déclaration de Tunis\n\nDear colleagues,")
    assert extracted.hints.headlines == ("Tunis Declaration",)
    assert "flag.png was not read. This is a PNG image" in extracted.warnings[0]
