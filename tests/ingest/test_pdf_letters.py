"""PDFs whose fonts lie, or tell little: each byte of the page stands for what its table says."""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.extractors import pdf
from ingest.extractors.pdf_visual_order import is_turned, turned
from ingest.limits import Limits
from ingest.pipeline import understood
from ingest.text_quality import quality

Show = tuple[float, float, str]
ARABIC = (
    "إعلان الرباط بشأن الهجرة والتنمية",
    "اتفق الوزراء على تعزيز التعاون في مجال العودة وإعادة القبول",
    "الرباط، 11 يوليو 2006 في الدورة الثانية",
    "وأكدوا أهمية حماية حقوق المهاجرين في المنطقة العربية",
)


@pytest.fixture
def lettered(tmp_path: Path) -> Callable[..., Path]:
    """A page of shown texts with their places; `told` is what the font's table says of a character, if otherwise."""

    def write(shown: Sequence[Show], told: dict[str, str] | None = None, rotate: int = 0) -> Path:
        codes = {character: code for code, character in enumerate(sorted({c for _, _, text in shown for c in text}), 1)}
        table = "\n".join(
            f"<{code:02x}> <{(told or {}).get(character, character).encode('utf-16-be').hex()}>"
            for character, code in codes.items()
        )
        cmap = f"begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{len(codes)} beginbfchar\n{table}\n"
        content = "".join(
            f"BT /F1 11 Tf {x} {y} Td <{''.join(f'{codes[c]:02x}' for c in text)}> Tj ET\n" for x, y, text in shown
        )
        widths = " ".join(["500"] * 256)
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Resources<</Font<</F1 5 0 R>>>>"
            "/Contents 4 0 R>>",
            f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 0/LastChar 255"
            f"/Widths[{widths}]/ToUnicode 6 0 R>>",
            f"<</Length {len(cmap) + 8}>>\nstream\n{cmap}endbfchar\nendcmap\nendstream",
        ]
        path = tmp_path / "lettered.pdf"
        body = "".join(f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, 1))
        path.write_text(f"%PDF-1.7\n{body}trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n", encoding="latin-1")
        return path

    return write


def lines(*texts: str, x: float = 60, top: float = 780) -> list[Show]:
    return [(x, top - 14 * row, text) for row, text in enumerate(texts)]


def text_of(path: Path) -> str:
    return pdf.extract(path, Limits()).pages[0].text


def test_arabic_in_its_own_order_stays():
    assert not is_turned("\n".join(ARABIC))
    assert not is_turned("The Ministers met.")


@pytest.mark.parametrize("held", [turned, str])
def test_arabic_is_read_in_its_order_whether_it_is_held_as_it_looks_or_as_it_is_read(lettered, held):
    assert text_of(lettered(lines(*map(held, ARABIC)))).split("\n") == list(ARABIC)


@pytest.mark.parametrize("bracket", ["()", ")("])
def test_brackets_in_turned_arabic_open_towards_each_other(bracket):
    # Held by their shapes, or by what they do.
    first, last = bracket
    assert turned(f"{last}{ARABIC[0][::-1]}{first}") == f"({ARABIC[0]})"


def test_shapes_of_arabic_letters_become_the_letters(lettered, authority):
    # Isolated, initial and final shapes of one word each, as old programs print them; the table tells the shapes.
    shapes = {"ا": "\ufe8d", "ل": "\ufedf", "ر": "\ufeae", "ب": "\ufe91", "ط": "\ufec2"}
    extracted = pdf.extract(lettered(lines(*(turned(line) for line in ARABIC)), shapes), Limits())
    reading = understood(extracted, "application/pdf", "a.pdf", authority, Limits())
    assert "الرباط" in reading.pages[0].text
    assert reading.language is not None
    assert reading.language.value == "ar"


def test_lost_ligatures_and_private_glyphs_wait_for_ocr(lettered):
    worn = ["The Declaraon of the Ministers on internaonal migraon", "and the protecon of cizens in the meeng"]
    extracted = pdf.extract(lettered(lines(*worn)), Limits())
    assert quality(extracted.pages[0].text) == "poor"
    assert extracted.scanned == (1,)
    private = {character: chr(0xE000 + ord(character)) for character in "abcdefghijklmnopqrstuvwxyz"}
    extracted = pdf.extract(lettered(lines("the ministers agreed on return and readmission"), private), Limits())
    assert extracted.scanned == (1,)


def test_two_columns_drawn_line_by_line_across_are_parted_and_their_header_stays_above(lettered):
    counted = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    left = [f"{word} line of the left column here" for word in counted]
    right = [f"{word} line of the right column now" for word in counted]
    rows = zip(lines(*left, top=740), lines(*right, x=320, top=740), strict=True)
    path = lettered([(60, 780, "Declaration of the whole meeting"), *itertools.chain.from_iterable(rows)])
    assert text_of(path).split("\n") == ["Declaration of the whole meeting", *left, *right]


def test_three_columns_one_after_the_other_under_a_header_keep_their_order(lettered):
    columns = [[f"Column {name} line {row}" for row in range(5)] for name in "abc"]
    shown = [show for at, column in zip((40, 220, 400), columns, strict=True) for show in lines(*column, x=at, top=740)]
    path = lettered([(60, 780, "A header that runs across"), *shown])
    assert text_of(path).split("\n") == ["A header that runs across", *itertools.chain.from_iterable(columns)]


def test_the_rows_of_a_table_stay_together(lettered):
    rows = [(f"State {row}", f"{10 * row} persons were returned in the year") for row in range(1, 9)]
    cells = zip(lines(*(one for one, _ in rows)), lines(*(two for _, two in rows), x=320), strict=True)
    assert text_of(lettered(list(itertools.chain.from_iterable(cells)))).split("\n") == [
        f"{one} {two}" for one, two in rows
    ]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_rotated_page_is_read_like_another(lettered, rotate):
    assert (
        text_of(lettered(lines("The Ministers met.", "They agreed."), rotate=rotate))
        == "The Ministers met.\nThey agreed."
    )


def test_a_footnote_stays_at_the_foot(lettered):
    path = lettered([*lines("The Ministers met.1", "They agreed on return."), (60, 60, "1 In Tunis, on 5 December.")])
    assert text_of(path).split("\n")[-1] == "1 In Tunis, on 5 December."


def test_a_page_that_pypdf_cannot_read_is_read_by_pdfium_and_the_others_stay(make_pdf):
    path = make_pdf(["The Ministers met in Tunis."], ["They agreed on return."])
    # A picture among the lines that has no end: pypdf raises, pdfium keeps what stood before it.
    path.write_bytes(path.read_bytes().replace(b"Tj ET\n", b"Tj ET\nBI /W 1 ID x", 1))
    extracted = pdf.extract(path, Limits())
    assert [(page.source, page.text) for page in extracted.pages] == [
        ("pdfium", "The Ministers met in Tunis."),
        ("pypdf", "They agreed on return."),
    ]
    assert extracted.warnings == ("Page 1 was hard to read; its text may be incomplete.",)
