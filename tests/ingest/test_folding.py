"""Folding, words and phrases."""

import pytest

from ingest.folding import fold, fold_with_offsets, words
from ingest.phrases import PhraseBook, longest


def found(phrase: str, text: str) -> list[str]:
    return [text[match.start : match.end] for match in PhraseBook([(phrase, phrase)]).find(words(text))]


def test_case_accents_apostrophes_and_digits_are_folded():
    assert fold("Réadmission – L’ŒUVRE ٢٠١٧ Ёлка") == "readmission - l'oeuvre 2017 елка"


def test_folded_offsets_lead_back_to_the_original():
    text = "la main-d’œuvre étrangère"
    folded = fold_with_offsets(text)
    start = folded.text.index("etrangere")
    left, right = folded.original(start, start + len("etrangere"))
    assert text[left:right] == "étrangère"


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("readmisión", "Acuerdos de READMISION"),
        ("main-d'oeuvre", "la main-d’œuvre"),
        ("regularization", "the regularisation of status"),
        ("labour migration", "on labor migration"),
        ("inter-State consultation mechanisms", "interState consultation mechanisms"),
        ("Пражский процесс", "в рамках Пражского процесса"),
        ("нелегальная миграция", "противодействие нелегальной миграции"),
        ("المهاجرين", "وللمهاجرين حقوق"),
        ("الهجرة والتنمية", "بالهجرة والتنمية"),
        ("الاتجار بالبشر", "مكافحة الإتجار بالبشر"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase, text):
    assert len(found(phrase, text)) == 1


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("regular migration", "on irregular migration"),
        ("integration", "reintegration of returnees"),
        ("regular", "regularization"),
        ("الهجرة النظامية", "الهجرة غير النظامية"),
        ("migration development", "They spoke of migration. Development came next."),
        ("legal migration", "illegal migration"),
    ],
)
def test_a_phrase_is_not_found_inside_other_words_or_over_a_sentence_end(phrase, text):
    assert found(phrase, text) == []


def test_the_longest_match_wins_and_nested_ones_do_not_count():
    book = PhraseBook([("return", "s"), ("return and readmission", "s"), ("readmission agreements", "s")])
    text = "on return and readmission agreements"
    kept = [text[match.start : match.end] for match in longest(book.find(words(text)))]
    assert kept == ["return and readmission", "readmission agreements"]
