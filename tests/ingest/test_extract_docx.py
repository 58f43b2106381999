"""Word files: all their text, once, and nothing that was deleted."""

import zipfile

import pytest

from ingest.extractors import docx
from ingest.limits import Limits
from repository.errors import Unreadable

NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Said in a note.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
HEADER = (
    '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:p><w:r><w:t>Rabat Process</w:t></w:r></w:p></w:hdr>"
)


def text_of(path) -> str:
    return "\f".join(page.text for page in docx.extract(path, Limits()).pages)


def test_text_boxes_content_controls_and_notes_are_read_once(make_docx, p):
    body = (
        p("First.")
        + f"<w:sdt><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
        + "<w:p><w:r><mc:AlternateContent>"
        + f"<mc:Choice><w:txbxContent>{p('In a box.')}</w:txbxContent></mc:Choice>"
        + f"<mc:Fallback><w:txbxContent>{p('In a box.')}</w:txbxContent></mc:Fallback>"
        + "</mc:AlternateContent></w:r></w:p>"
        + '<w:p><w:r><w:t>Noted</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    text = text_of(make_docx(body, footnotes=NOTES, header1=HEADER, header2=HEADER))
    assert text == "Rabat Process\n\nFirst.\n\nIn a control.\n\nIn a box.\n\nNoted[1]\n\n[1] Said in a note."


def test_deleted_and_moved_text_is_left_out_and_inserted_text_kept(make_docx):
    body = (
        "<w:p><w:r><w:t>We </w:t></w:r><w:del><w:r><w:delText>refuse</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>agree</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> old</w:t></w:r></w:moveFrom></w:p>"
    )
    assert text_of(make_docx(body)) == "We agree"


def test_tables_are_rows_of_cells(make_docx, p):
    cell = "<w:tc>{}</w:tc>"
    rows = "".join(
        f"<w:tr>{cell.format(p(a))}{cell.format(p(b))}</w:tr>" for a, b in (("State", "Vote"), ("Mali", "yes"))
    )
    assert text_of(make_docx(f"<w:tbl>{rows}</w:tbl>")) == "State\tVote\nMali\tyes"


def test_pages_break_where_they_were_broken(make_docx, p):
    body = p("One.") + '<w:p><w:r><w:br w:type="page"/><w:t>Two.</w:t></w:r></w:p>'
    body += "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Three.</w:t></w:r></w:p>"
    assert text_of(make_docx(body)) == "One.\fTwo.\fThree."


def test_a_long_text_without_breaks_is_parted_into_sections(make_docx, p):
    pages = docx.extract(make_docx("".join(p(f"Paragraph {n}. " + "word " * 60) for n in range(40))), Limits()).pages
    assert len(pages) > 3
    assert all(len(page.text) <= 3500 for page in pages)


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 3_000_000 + b"</a>")
    with pytest.raises(Unreadable, match="would unpack"):
        docx.extract(path, Limits(unpacked_bytes=1_000_000))


def test_entities_are_not_expanded(tmp_path):
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = (
        f'{laughs}<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t>one &b; &x;</w:t></w:r></w:p></w:body></w:document>'
    )
    with zipfile.ZipFile(tmp_path / "xxe.docx", "w") as archive:
        archive.writestr("word/document.xml", document)
    text = text_of(tmp_path / "xxe.docx")
    assert "haha" not in text
    assert "root" not in text


def test_damaged_xml_is_said_in_a_sentence(tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document><w:body>")
    with pytest.raises(Unreadable, match="damaged"):
        docx.extract(tmp_path / "bad.docx", Limits())


def test_a_damaged_style_sheet_does_not_hide_the_text(make_docx, p):
    assert text_of(make_docx(p("The Ministers met."), styles="<broken")) == "The Ministers met."
