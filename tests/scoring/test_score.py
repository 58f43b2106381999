"""The score must not fall: bounds lie slightly below what the rules reach on the labelled texts."""

import json

import pytest

from tests.scoring.score import (
    FIRST_SEEN,
    LANGUAGES,
    PAGE,
    Counts,
    Score,
    in_readme,
    labelled_texts,
    markdown,
    page_data,
    score,
)

# What each set must reach: process, year, type, precision and recall of elements.
BOUNDS = {
    "first": (0.98, 0.98, 0.96, 0.92, 0.95),
    "second": (0.96, 0.96, 0.93, 0.87, 0.83),
    "third": (0.97, 0.97, 0.92, 0.8, 0.79),
    "fourth": (0.98, 0.98, 0.96, 0.94, 0.9),
    "fifth": (0.98, 0.98, 0.96, 0.86, 0.83),
    "sixth": (0.98, 0.98, 0.98, 0.83, 0.85),
    "seventh": (0.98, 0.98, 0.98, 0.91, 0.84),
}


@pytest.fixture(scope="module")
def result() -> Score:
    return score(labelled_texts())


def test_the_labelled_set_is_large_and_in_six_languages():
    texts = labelled_texts()
    assert len(texts) >= 406
    assert {text.language for text in texts} == set(LANGUAGES)
    assert len({text.id for text in texts}) == len(texts)
    assert {text.set for text in texts} == set(FIRST_SEEN)


@pytest.mark.parametrize("name", BOUNDS)
def test_the_figures_hold(result, name):
    part = result.of(lambda text: text.set == name)
    process, year, kind, precision, recall = BOUNDS[name]
    assert part.accuracy("iscms") >= process
    assert part.accuracy("year") >= year
    assert part.accuracy("type") >= kind
    assert part.accuracy("language") == 1
    assert part.elements.precision >= precision
    assert part.elements.recall >= recall


def test_nothing_is_guessed(result):
    assert result.claimed_strangers == 0
    assert result.guessed_years == 0


def test_readme_and_about_page_show_what_is_printed(result):
    assert in_readme() == markdown(result)
    assert json.loads(PAGE.read_text(encoding="utf-8")) == page_data(result)


def test_measures_are_those_of_the_textbook():
    counts = Counts(right=6, wrong=2, missing=4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert Counts(0, 0, 0).f1 == 1
