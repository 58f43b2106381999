"""The query language: what is read, what is said, and that nothing raises."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import grammar
from search.grammar import (
    And,
    Everything,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    all_of,
    any_of,
    none_of,
    parse,
    printed,
)
from search.lexer import KEYS, LARGEST_DISTANCE, MOST_CLAUSES, TITLE_KEY

PIECES = [
    *"ab1  -()\":*“”«»'’\n\x00أé🙂.,+_\ud800ßﬁ٢",
    " OR ",
    " AND ",
    "NOT ",
    " title:",
    "year:",
    "iscm:",
    "foo:",
    "OR",
]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("return readmission", And((Word("return"), Word("readmission")))),
        ('"return and readmission"', Phrase("return and readmission")),
        ("“retour et réadmission”", Phrase("retour et réadmission")),
        ("«retour»", Phrase("retour")),
        ("-visa", Not(Word("visa"))),
        ("NOT visa", Not(Word("visa"))),
        ("--visa", Word("visa")),
        ("a AND b", And((Word("a"), Word("b")))),
        ("a OR b", Or((Word("a"), Word("b")))),
        ("a OR b c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("(a b) OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("-(a b)", Not(And((Word("a"), Word("b"))))),
        ("migr*", Prefix("migr")),
        ("inter-st*", And((Word("inter"), Prefix("st")))),
        ("inter-State", Word("inter-State")),
        ("5+5", Word("5+5")),
        ("readmission,", Word("readmission")),
        ("ISCM:rabat", Field("iscm", Word("rabat"))),
        ('title:"Rabat Declaration"', Field("title", Phrase("Rabat Declaration"))),
        ("title:decl*", Field("title", Prefix("decl"))),
        ("meeting_level:ministerial", Field("meeting_level", Word("ministerial"))),
        ("-year:2016", Not(Field("year", Word("2016")))),
        ("((a))", Word("a")),
        ("a OR ()", Word("a")),
    ],
)
def test_a_query_is_read_as_its_tree(text, tree):
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"return and', "quotation mark"),
        ("(((", "parentheses"),
        ("a)", "parentheses"),
        ("foo:bar", "“foo:” is not a field"),
        ("title: x", "right behind it"),
        ("a*", "too short"),
        ("🙂", "no letters or digits"),
        ("x" * 2000, "first 1000 characters"),
        ("a " * (MOST_CLAUSES + 1), f"first {MOST_CLAUSES} words"),
        ("iscm:--", "no letters or digits"),
    ],
)
def test_what_was_left_out_or_mended_is_said(text, said):
    assert any(said in sentence for sentence in parse(text).ignored)


@pytest.mark.parametrize("text", ["return and readmission", '"a b" -c', "iscm:rabat year:2016", "return & readmission"])
def test_a_clean_query_has_nothing_ignored(text):
    assert parse(text).ignored == ()


def test_any_text_is_read_and_its_printed_tree_reads_the_same(chance):
    for _ in range(5000):
        text = "".join(chance.choices(PIECES, k=chance.randint(0, 30)))
        tree = parse(text).tree
        assert parse(printed(tree)).tree == tree, text


@pytest.mark.parametrize(
    "piece", ["(", ")", "-", '"', "a ", "(a OR ", "\x00", "- OR ", "-(", "a:", "*", "🙂", "title:"]
)
def test_ten_thousand_characters_of_anything_are_read(piece):
    text = (piece * 10_000)[:10_000]
    tree = parse(text, characters=10_000).tree
    assert parse(printed(tree), characters=20_000).tree == tree


TEXT = st.text(
    st.one_of(st.sampled_from('ab1é -()":*~“”«»OR\n\u0301\u200dأ'), st.characters(codec="utf-8")), max_size=60
)
WORD = st.text(st.sampled_from("abzéйأ5"), min_size=2, max_size=6).filter(lambda word: word not in ("OR", "AND", "NOT"))
WORDS = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
LEAF = st.one_of(
    WORD.map(Word), WORDS.map(Phrase), WORD.map(Prefix), st.builds(Near, WORDS, st.integers(0, LARGEST_DISTANCE))
)
CONDITION = st.builds(Field, st.sampled_from(KEYS), st.one_of(WORD.map(Word), WORDS.map(Phrase), WORD.map(Prefix)))
TREE = st.recursive(
    st.one_of(LEAF, CONDITION, st.builds(Field, st.just(TITLE_KEY), LEAF)),
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=4).map(all_of),
        st.lists(parts, min_size=2, max_size=4).map(any_of),
        parts.map(none_of),
    ),
    max_leaves=12,
)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(TEXT)
def test_any_text_printed_and_read_again_is_the_same_tree(text):
    tree = parse(text).tree
    assert parse(printed(tree)).tree == tree


@settings(max_examples=500, deadline=None, derandomize=True)
@given(TREE)
def test_any_tree_printed_is_read_as_itself_with_nothing_ignored(tree):
    parsed = parse(printed(tree))
    assert parsed.tree == tree
    assert parsed.ignored == ()


def test_the_grammar_of_the_readme_is_that_of_the_reader():
    rules = [line.split(" = ")[0].strip() for line in grammar.__doc__.splitlines() if " = " in line]
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    stated = [line for line in grammar.__doc__.splitlines() if " = " in line]
    assert rules == ["query", "clause", "choice"]
    assert all(" ".join(line.split()) in " ".join(readme.split()) for line in stated)
    shown = set(re.findall(r"`([a-z_]+):\S+?`", readme[readme.index("Keys:") : readme.index("No input is an error")]))
    assert shown == set(KEYS)
