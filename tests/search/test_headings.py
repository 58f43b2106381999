"""Headings: told by their look, counting more than other lines."""

import pytest

from search.headings import headings

PAGE = """RABAT PROCESS
Marrakesh, 2 May 2018

I. Legal migration

The participants recalled that the Rabat Process is a
Dialogue of States and agreed, as in earlier years, on
what follows.

17. We recognize the importance of safe
and orderly pathways.

2.1 Return and readmission
The States will cooperate on return.

Заключение

Next steps:
- Ghana
العودة وإعادة القبول

متابعة التعاون في مجال الهجرة
بين الدول.
"""


def test_lines_that_look_like_headings_are_told_from_sentences():
    assert list(headings(PAGE)) == ["RABAT PROCESS", "I. Legal migration", "2.1 Return and readmission", "Заключение"]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "7",
        "A.",
        "They agreed on visas.",
        "of persons in need",
        "The participants took note of the report of the secretariat and thanked the host country for it",
        "Contents ......",
    ],
)
def test_other_lines_are_none(line):
    assert list(headings(line)) == []


def test_a_word_in_a_heading_counts_more_than_in_a_sentence_and_less_than_in_the_title(shelf):
    filler = "the participants thanked the host country and took note of its report " * 3
    in_text = shelf.put(f"Notes\n\non visa {filler}", title="A report")
    in_heading = shelf.put(f"Visa\n\non notes {filler}", title="A report")
    in_title = shelf.put(f"Notes\n\non notes {filler}", title="A visa")
    shelf.catch_up()
    assert [hit.id for hit in shelf.find("visa", expand=False).hits] == [in_title, in_heading, in_text]
    assert [why.kind for why in shelf.find("visa").hits[1].why] == ["text"]


def test_a_heading_counts_after_segments_were_merged(shelf):
    heading = shelf.put("LABOUR MIGRATION\n\nthey met.", title="A report")
    shelf.catch_up()
    text = shelf.put("they met on labour migration and more, again and again.", title="A report")
    shelf.catch_up()
    before = [(hit.id, hit.score) for hit in shelf.find("labour", expand=False).hits]
    with shelf.index.writing() as writer:
        writer.optimise()
    assert [(hit.id, hit.score) for hit in shelf.find("labour", expand=False).hits] == before
    assert [id for id, _ in before] == [heading, text]
