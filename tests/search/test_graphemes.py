"""No passage and no mark cuts a character apart, whatever a page is made of."""

import re
from html import unescape

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.indexing import PageRow
from search.analysis import tokens
from search.entries import Record
from search.grammar import Prefix, Word
from search.marking import marked, spans
from search.page_words import PageWords
from search.passages import Asked, passage
from search.splitting import split
from search.stretches import Stretch

# Letters with marks, harakat, conjuncts, jamo, emoji with joiners, modifiers, flags, signs that span digits.
CLUSTERS = [
    *("a", "é", "e\u0301", "o\u0302\u0323", "x\u0300\u0301\u0302", "l'", "œ", "ß", "5+5", "5+5\u0301", "1\ufe0f\u20e3"),
    *(
        "الْعَوْدَة",
        "إِعَادَة",
        "\u0640\u064e",
        "\u0600١٢",
        "\u06dd٣",
        "क्षि",
        "ก็",
        "กำ",
        "각",
        "\u1112\u1161\u11ab",
        "葛\U000e0100",
    ),
    *(
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "a🏻",
        "🇲🇦",
        "🏴\U000e0067\U000e0062\U000e007f",
        "\u200d",
        "\u0301",
        ".\u0301",
        "!\ufe0f",
    ),
    *(" ", " ", " ", "\n", "\r\n", ". ", ", ", "-", "visa", " visa ", "_", "\u00ad", "й", "\U00010a05", "\U00011046"),
]
TEXT = st.lists(st.one_of(st.sampled_from(CLUSTERS), st.characters(codec="utf-8")), min_size=1, max_size=120).map(
    "".join
)
RECORD = Record("d", 1, "", "", "", "", "", "en", "public", False, {}, [(1, "f", "en")])


def boundaries(text: str) -> set[int]:
    """Where characters, as a reader sees them, begin and end."""
    return {0, *(match.end() for match in regex.finditer(r"\X", text))}


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXT)
def test_words_begin_and_end_where_characters_do(text):
    allowed = boundaries(text)
    for token in tokens(text):
        assert {token.start, token.end} <= allowed, (token, text[token.start : token.end])
    assert [token.start for token in tokens(text)] == split(text)[1].tolist()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXT, st.data())
def test_passages_and_marks_begin_and_end_where_characters_do(text, data):
    words = PageWords.of(text)
    if not words.words:
        return
    first = data.draw(st.integers(0, words.words - 1))
    last = min(words.words - 1, first + data.draw(st.integers(0, 5)))
    stretch = Stretch(1, 1, first, last, 0, words.words, 1, True, ((first, last),))
    page = PageRow(1, 1, 1, "en", text)
    cut = passage(stretch, page, words, RECORD, Asked([Word("visa")], "visa"))
    assert cut is not None
    shown = cut.text.removeprefix("… ").removesuffix(" …")
    assert _stands_whole(shown, text)
    assert _without_spaces(unescape(re.sub(r"</?mark>", "", cut.html))) == _without_spaces(cut.text)
    for start, end in spans(text, [Word("visa"), Prefix("e"), Prefix("ال")], "ar"):
        assert {start, end} <= boundaries(text)
        assert "<mark>" in marked(text, [(start, end)])


def test_a_passage_ends_behind_the_marks_of_its_last_sign():
    text = "visa.\u0301 " * 100
    page, words = PageRow(1, 1, 1, "en", text), PageWords.of(text)
    cut = passage(Stretch(1, 1, 50, 50, 0, 100, 1, True, ((50, 50),)), page, words, RECORD, Asked([], ""))
    assert cut is not None
    assert cut.text.endswith("visa.\u0301 …")


def _stands_whole(part: str, text: str) -> bool:
    """Whether the characters of a part, blanks aside, stand in the text one after the other."""

    def characters(of: str) -> list[str]:
        return [one for one in regex.findall(r"\X", of) if one.strip()]

    some, every = characters(part), characters(" ".join(text.split()))
    return any(every[at : at + len(some)] == some for at in range(len(every) - len(some) + 1))


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def test_a_passage_in_arabic_keeps_its_vowel_signs_and_says_its_direction(shelf):
    shelf.put("ناقش الوزراء " * 40 + "الْعَوْدَةُ وَإِعَادَةُ الْقَبُولِ. " + "شكر المشاركون " * 40, language="ar")
    shelf.catch_up()
    best = shelf.find("العودة").hits[0].passages[0]
    assert best.direction == "rtl"
    assert "<mark>الْعَوْدَةُ</mark> وَإِعَادَةُ الْقَبُولِ." in best.html
