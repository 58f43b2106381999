"""What PDFs do to a text: columns, lost ligatures, wrong tables of letters, page labels, bookmarks."""

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import NumberObject

from ingest.extractors import pdf
from ingest.extractors.pdf_columns import Piece, in_columns
from ingest.limits import Limits
from ingest.text_quality import is_better, quality

LEFT = [f"Left line {word} of the declaration goes" for word in ("one", "two", "three", "four", "five", "six", "seven")]
RIGHT = [f"right line {word} speaks of readmission" for word in ("one", "two", "three", "four", "five", "six", "seven")]


def pieces(left: list[str], right: list[str]) -> list[Piece]:
    rows = enumerate(zip(left, right, strict=True))
    return [
        piece
        for row, (one, other) in rows
        for piece in (Piece(60, 700 - 14 * row, 250, one), Piece(310, 700 - 14 * row, 500, other))
    ]


def test_lines_drawn_across_two_columns_are_read_column_by_column():
    woven = "\n".join(
        ["A title over both", *(f"{one} {other}" for one, other in zip(LEFT, RIGHT, strict=True)), "The end"]
    )
    assert in_columns(woven, pieces(LEFT, RIGHT)).split("\n") == ["A title over both", *LEFT, *RIGHT, "The end"]


def test_columns_in_their_own_order_and_tables_stay_as_they_are():
    straight = "\n".join([*LEFT, *RIGHT])
    assert in_columns(straight, pieces(LEFT, RIGHT)) == straight
    cells = [f"Item {number}" for number in range(7)]
    table = "\n".join(f"{one} {other}" for one, other in zip(cells, RIGHT, strict=True))
    assert in_columns(table, pieces(cells, RIGHT)) == table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joint Declaraon of the Ministers on internaonal migraon and asylum", "poor"),
        ("Äåêëàðàöèÿ ìèíèñòðîâ î ñîòðóäíè÷åñòâå â îáëàñòè ìèãðàöèè", "poor"),
        ("themeetingofministersonmigrationheldintheregionwasattendedbyallthestates", "poor"),
        ("D e c l a r a t i o n o f t h e M i n i s t e r s o n r e t u r n s f r o m t h e r e g i o n", "poor"),
        ("(cid:12)(cid:13) migration (cid:14)", "poor"),
        ("Déclaration des États membres réunis à Genève, où il a été décidé d'agir", "good"),
        ("Декларация министров о сотрудничестве в области миграции", "good"),
        ("12 / 14", "none"),
    ],
)
def test_the_quality_of_a_text_is_told(text, expected):
    assert quality(text) == expected


def test_the_better_of_two_readings_is_the_sounder_one():
    assert is_better("Declaration of the meeting", "Declaraon of the meeng")
    assert not is_better("", "")
    assert not is_better("\ue000\ue001\ue002 abc", "abcdef")


def test_page_labels_and_the_first_bookmark_are_hints(make_pdf, tmp_path):
    writer = PdfWriter(clone_from=PdfReader(make_pdf(["Cover"], ["Tunis Declaration", "The Ministers met."])))
    writer.set_page_label(page_index_from=0, page_index_to=1, style=PageLabelStyle.LOWERCASE_ROMAN, start=3)
    writer.add_outline_item(title="Tunis Declaration", page_number=1)
    writer.write(tmp_path / "labelled.pdf")
    extracted = pdf.extract(tmp_path / "labelled.pdf", Limits())
    assert [page.label for page in extracted.pages] == ["iii", "iv"]
    assert extracted.hints.headlines == ("Tunis Declaration",)


def test_labels_and_bookmarks_that_go_in_circles_do_no_harm(make_pdf, tmp_path):
    writer = PdfWriter(clone_from=PdfReader(make_pdf(["The Ministers met."])))
    writer.add_outline_item(title="One", page_number=0)
    outlines = writer.root_object["/Outlines"]
    outlines["/First"].get_object()[pypdf_name("/Next")] = outlines.raw_get("/First")
    writer.root_object[pypdf_name("/PageLabels")] = NumberObject(3)
    writer.write(tmp_path / "ring.pdf")
    assert pdf.extract(tmp_path / "ring.pdf", Limits()).pages[0].text == "The Ministers met."


def pypdf_name(name: str):
    from pypdf.generic import NameObject

    return NameObject(name)
