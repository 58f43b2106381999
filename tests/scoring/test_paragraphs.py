"""Paragraphs that say each element in words of their own, in six languages, and some that treat none."""

from collections import Counter
from pathlib import Path

import pytest

from ingest.folding import words
from ingest.rulebook import rulebook
from repository.authority_files import load_authority
from repository.authority_records import LANGUAGES, SURE

FOLDER = Path(__file__).with_name("paragraphs")
# Each paragraph is one line: the elements it treats, or a hyphen, and its text. Recall and precision they must reach.
BOUNDS = {
    "en": (0.77, 0.86),
    "fr": (0.85, 0.92),
    "es": (0.87, 0.94),
    "pt": (0.9, 0.9),
    "ar": (0.9, 0.9),
    "ru": (0.83, 0.9),
}


def treated(text: str, language: str) -> set[str]:
    triggers, split = rulebook(load_authority()).triggers, [words(text)]
    tags = triggers.tag(triggers.met([text], split, [language], None), [text], split, [language])
    return {tag.code for tag in tags if tag.scheme == "element" and tag.assigned}


def counted(language: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        letters, _, text = line.partition(" | ")
        said = treated(text, language)
        truth = set(letters.split(",")) - {"-"}
        # The rule of x asks for two places, which one paragraph rarely has: it is measured on whole texts.
        total.update(right=len(truth & said), wrong=len(said - truth), missing=len(truth - said - {"x"}))
    return total


@pytest.mark.parametrize("language", LANGUAGES)
def test_paraphrase_is_understood(language):
    total = counted(language)
    recall, precision = BOUNDS[language]
    assert total["right"] / (total["right"] + total["missing"]) >= recall
    assert total["right"] / (total["right"] + total["wrong"]) >= precision


def test_every_group_has_words_in_every_language():
    groups = load_authority().groups
    assert not [name for name, words_of in groups.items() if set(words_of) != set(LANGUAGES)]


def test_every_group_is_asked_for():
    authority = load_authority()
    named = {
        name for rules in authority.joint.values() for rule in rules for name in rule.removesuffix(SURE).split(" / ")
    }
    assert named == set(authority.groups)
