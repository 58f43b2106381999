"""The score must not fall: bounds lie slightly below what the rules reach on the labelled texts."""

import pytest

from tests.scoring.score import Counts, Score, labelled_texts, markdown, score

LANGUAGES = {"en", "fr", "es", "pt", "ar", "ru"}


@pytest.fixture(scope="module")
def result() -> Score:
    return score(labelled_texts())


def test_the_labelled_set_is_large_and_in_six_languages():
    texts = labelled_texts()
    assert len(texts) >= 80
    assert {text.language for text in texts} == LANGUAGES
    assert len({text.id for text in texts}) == len(texts)
    assert 25 <= sum(text.is_held_out for text in texts) <= 45


@pytest.mark.parametrize("held_out", [False, True])
def test_the_figures_hold(result, held_out):
    part = result.of(lambda text: text.is_held_out) if held_out else result
    assert part.accuracy("iscms") >= 0.97
    assert part.claimed_strangers == 0
    assert part.accuracy("year") >= 0.95
    assert part.guessed_years == 0
    assert part.accuracy("language") == 1
    assert part.accuracy("type") >= 0.95
    assert part.elements.precision >= 0.92
    assert part.elements.recall >= 0.92


def test_the_table_tells_every_language_and_element(result):
    lines = markdown(result).splitlines()
    assert {line.split("|")[1].strip() for line in lines[4:10]} == LANGUAGES
    assert len(lines) == 2 + 2 + 6 + 1 + 2 + 24


def test_measures_are_those_of_the_textbook():
    counts = Counts(right=6, wrong=2, missing=4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert Counts(0, 0, 0).f1 == 1
