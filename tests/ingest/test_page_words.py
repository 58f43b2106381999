"""Where words stand on the page of a PDF, as pdfium places them."""

from pathlib import Path

from ingest.page_words import page_sizes, page_words

SAMPLE = "rabat-2018-marrakesh-declaration.en.pdf"


def test_every_word_of_a_page_has_a_box_on_it(samples: Path) -> None:
    words = page_words(samples / SAMPLE, 3)
    texts = [word.text for word in words]
    at = texts.index("readmission")
    assert texts[at - 2 : at + 1] == ["Return", "and", "readmission"]
    first, last = words[at - 2], words[at]
    assert 0 < first.left < first.right <= last.left < last.right < 1, "they stand in a line"
    assert abs(first.bottom - last.bottom) < 0.01
    assert 0.05 < first.top < first.bottom < 0.15, "at the top of the page, as the picture shows it"


def test_the_size_of_pages_is_known_before_they_are_drawn(samples: Path) -> None:
    sizes = page_sizes(samples / SAMPLE)
    assert len(sizes) == 4
    wide, high = sizes[0]
    assert 1.4 < high / wide < 1.43


def test_what_is_no_pdf_has_no_words_and_the_size_of_a_usual_page(damaged: Path, samples: Path) -> None:
    for broken in (damaged / "password.pdf", damaged / "truncated.pdf", samples / "missing.pdf"):
        assert page_sizes(broken)[0][0] > 0
    assert page_words(samples / "missing.pdf", 1) == ()
    assert page_words(samples / SAMPLE, 99) == ()
