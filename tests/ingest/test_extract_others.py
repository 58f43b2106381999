"""ODT, RTF, HTML and plain text."""

import pytest
from odfdo import Document, Header, Paragraph, Table

from ingest.extractors import html, odt, rtf, text
from ingest.limits import Limits


def texts(extracted) -> list[str]:
    return [page.text for page in extracted.pages]


def test_an_odt_file_is_read_with_its_heading_and_table(tmp_path):
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, "Lusaka Report"))
    document.body.append(Paragraph("First line\nsecond line"))
    table = Table("t", width=2, height=1)
    table.set_values([["State", "Mali"]])
    document.body.append(table)
    document.save(tmp_path / "made.odt")
    extracted = odt.extract(tmp_path / "made.odt", Limits())
    assert texts(extracted) == ["Lusaka Report\n\nFirst line\nsecond line\n\nState\tMali"]
    assert extracted.hints.headlines == ("Lusaka Report",)


def test_an_rtf_file_is_read_with_its_accents_and_pages(tmp_path):
    source = rb"{\rtf1\ansi\ansicpg1252{\info{\title Acta}}D\'e9claration\par \u1055?\u1088? fin\page Deux\par}"
    (tmp_path / "made.rtf").write_bytes(source)
    extracted = rtf.extract(tmp_path / "made.rtf", Limits())
    assert [" ".join(page.split()) for page in texts(extracted)] == ["Déclaration Пр fin", "Deux"]
    assert extracted.hints.title == "Acta"


def test_html_keeps_blocks_and_drops_scripts(tmp_path):
    page = (
        "<html lang=fr><head><title>t</title><style>p{}</style></head><body><nav>Menu</nav>"
        "<h1>Déclaration <b>de</b> Tunis</h1><p>Un\n  deux<br>trois<script>alert(1)</script><!-- no --></p>"
        "<table><tr><td>a</td><td>b</td></tr></table></body></html>"
    )
    (tmp_path / "made.html").write_text(page, encoding="utf-8")
    extracted = html.extract(tmp_path / "made.html", Limits())
    assert texts(extracted) == ["Déclaration de Tunis\n\nUn deux\n\ntrois\n\na\tb"]
    assert extracted.hints.headlines == ("Déclaration de Tunis",)


def test_deeply_nested_html_is_read(tmp_path):
    (tmp_path / "deep.html").write_text("<html><body>" + "<div>" * 5000 + "deep" + "</div>" * 5000, encoding="utf-8")
    assert texts(html.extract(tmp_path / "deep.html", Limits()))[0:1] in (["deep"], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_any_encoding(tmp_path, encoding):
    written = "Déclaration adoptée à l'issue de la réunion ministérielle. " * 5
    (tmp_path / "made.txt").write_bytes(written.encode(encoding))
    assert texts(text.extract(tmp_path / "made.txt", Limits()))[0].strip() == written.strip()


def test_cyrillic_in_an_old_encoding_is_read(tmp_path):
    written = "Министры договорились о сотрудничестве по вопросам возвращения и реадмиссии граждан. " * 5
    (tmp_path / "made.txt").write_bytes(written.encode("cp1251"))
    assert "сотрудничестве" in texts(text.extract(tmp_path / "made.txt", Limits()))[0]


def test_a_form_feed_begins_a_page(tmp_path):
    (tmp_path / "made.txt").write_text("one\ftwo\n", encoding="utf-8")
    assert texts(text.extract(tmp_path / "made.txt", Limits())) == ["one", "two\n"]


def test_one_endless_line_is_cut_into_sections(tmp_path):
    (tmp_path / "made.txt").write_text("word " * 5000, encoding="utf-8")
    pages = texts(text.extract(tmp_path / "made.txt", Limits()))
    assert len(pages) > 5
    assert all(len(page) < 6100 for page in pages)
