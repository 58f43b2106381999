"""Tokens and terms in six languages."""

import pytest

from search.analysis import fold, forms, phrase_terms, stem, tokens, word_terms


def test_tokens_keep_their_place_in_the_original_text():
    text = "L\u2019Accord de\u0301cide\u0301 à Praia, ﬁnal: inter\u00adState"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "L",
        "Accord",
        "de\u0301cide\u0301",
        "à",
        "Praia",
        "ﬁnal",
        "inter\u00adState",
    ]
    assert forms(text) == ("l", "accord", "decide", "a", "praia", "final", "interstate")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5+5 dialogue", ("5+5", "dialogue")),
        ("inter-State", ("inter", "state")),
        ("snake_case", ("snake", "case")),
        ("Straße Œuvre Ærø Łódź", ("strasse", "oeuvre", "aero", "lodz")),
        ("٢٠١٧", ("2017",)),
        ("كِتَابٌ", ("كتاب",)),
        ("العـــودة", ("العوده",)),
        ("أإآٱ", ("اااا",)),
        ("Объём мой", ("объем", "мой")),
        ("& — 🙂", ()),
    ],
)
def test_words_are_folded(text, expected):
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "readmission readmissions Readmission"),
        ("fr", "réadmission readmission réadmissions"),
        ("es", "migración migracion migraciones"),
        ("pt", "migração migracao migrações migracoes"),
        ("ar", "الهجرة هجرة للهجرة والهجرة بالهجرة وبالهجرة الهِجْرَة هجره"),
        ("ar", "القبول قبول والقبول"),
        ("ar", "إعادة اعادة وإعادة"),
        ("ru", "реадмиссия реадмиссии реадмиссией РЕАДМИССИЮ"),
        ("ru", "возвращение возвращения возвращению"),
    ],
)
def test_inflections_share_one_term(language, words):
    assert len({stem(fold(word), language) for word in words.split()}) == 1


def test_stop_words_count_in_a_phrase():
    assert len(phrase_terms("return and readmission", "en")) == 3


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("l'accord", "fr", ("accord",)),
        ("d’Ivoire", "fr", ("ivoir",)),
        ("l'accord", "en", ("l", "accord")),
        ("State's", "en", ("state",)),
        ("inter-State", "en", ("inter", "state")),
    ],
)
def test_an_elided_article_need_not_be_there(word, language, expected):
    assert word_terms(word, language) == expected


def test_an_endless_word_is_cut():
    assert len(forms("x" * 10_000)[0]) == 60
