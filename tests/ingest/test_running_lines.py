"""Headers, footers and page numbers."""

from ingest.limits import Limits
from ingest.pipeline import read
from ingest.running_lines import without_running_lines
from repository.reading import PageText

BODY = ("The Ministers met.\nThey spoke.\nThey left.", "Return was discussed.\nAnd readmission.\nAt length.")
BODIES = (*BODY, "Data were shared.\nWith care.\nAlways.", "They thanked the host.\nWarmly.\nTwice.")


def kept(*texts: str):
    return without_running_lines([PageText(number, text) for number, text in enumerate(texts, start=1)])


def test_a_header_stays_where_it_first_stands_and_page_numbers_become_labels():
    result = kept(*(f"Rabat Process\n{body}\nPage {number} of 4" for number, body in enumerate(BODIES, start=1)))
    assert [page.text for page in result.pages] == [f"Rabat Process\n{BODIES[0]}", *BODIES[1:]]
    assert [page.label for page in result.pages] == [None] * 4
    assert result.lines == {"Rabat Process"}


def test_printed_numbers_that_differ_from_the_physical_are_kept_beside_them():
    result = kept(BODIES[0], *(f"{body}\n- {number} -" for number, body in enumerate(BODIES[1:], start=11)))
    assert [page.label for page in result.pages] == [None, "11", "12", "13"]
    assert [page.text for page in result.pages] == list(BODIES)


def test_roman_numbers_and_running_titles_with_a_number_are_told():
    assert [
        page.label
        for page in kept(
            *(f"{body}\n{roman}" for body, roman in zip(BODIES, ("ii", "iii", "iv", "v"), strict=True))
        ).pages
    ] == ["ii", "iii", "iv", "v"]
    titled = kept(*(f"Report of the RCM meeting {number}\n{body}" for number, body in enumerate(BODIES, start=5)))
    assert [page.label for page in titled.pages] == ["5", "6", "7", "8"]
    assert [page.text for page in titled.pages] == list(BODIES)


def test_headings_that_count_and_numbered_paragraphs_are_text():
    for mark in ("Recommendation {}", "Annex {}", "{}.", "{})", "Session {} of the meeting"):
        texts = [f"{mark.format(number)}\n{body}" for number, body in enumerate(BODY, start=1)]
        assert [page.text for page in kept(*texts).pages] == texts


def test_the_header_of_a_file_is_no_title_and_still_says_who_issued_it(make_pdf, authority):
    pages = [
        ["Rabat Process - 2018", "# Marrakesh Political Declaration", "Marrakesh, 2 May 2018", "The Ministers met."]
    ]
    pages += [
        ["Rabat Process - 2018", f"Paragraph {word} is about return.", str(number)]
        for number, word in ((2, "two"), (3, "three"))
    ]
    reading = read(make_pdf(*pages), "x.pdf", authority, Limits())
    assert reading.title.value == "Marrakesh Political Declaration"
    assert [page.text for page in reading.pages[1:]] == [
        "Paragraph two is about return.",
        "Paragraph three is about return.",
    ]
    assert [tag.code for tag in reading.tags if tag.scheme == "iscm"] == ["rabat"]
