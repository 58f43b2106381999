"""Words that speak for an element together: near each other, in one sentence, outside of names."""

from ingest.folding import words
from ingest.nearby import Nearby, covered_words
from ingest.proper_names import proper_names
from repository.authority_records import NearRule


def rule(letter: str, *groups: str) -> NearRule:
    return NearRule(letter, " / ".join(groups), tuple(tuple(group.split()) for group in groups))


RULES = Nearby(
    [
        rule("h", "cost* price*", "send* transfer*", "money"),
        rule("s", "return* take_back*", "voluntar* own"),
    ]
)


def found(text, covered=()):
    page = words(text)
    return [(near.rule.letter, text[near.start : near.end]) for near in RULES.find(page, covered_words(page, covered))]


def test_every_group_must_have_a_word():
    assert found("The price of sending home some money fell.") == [("h", "price of sending home some money")]
    assert found("The price of sending letters fell.") == []


def test_words_of_two_sentences_do_not_belong_together():
    assert found("They return. It was voluntary.") == []


def test_words_far_from_each_other_do_not_belong_together():
    assert found("They return " + "and so on " * 9 + "voluntarily.") == []


def test_a_rule_counts_once_a_sentence():
    assert len(found("Voluntary return is a return that is voluntary. Return voluntarily.")) == 2


def test_words_inside_a_name_do_not_count_unless_it_keeps_them():
    text = "The Voluntary Return Programme was named."
    span = (text.index("Voluntary"), text.index(" was"))
    assert found(text, [(*span, ())]) == []
    assert found(text, [(*span, ("s",))]) == [("s", "Voluntary Return")]


def test_offices_and_conventions_are_names():
    text = "The Ministry of Expatriates' Welfare spoke. The Convention against Trafficking in Persons was named."
    spans = [text[start:end] for start, end in proper_names(text)]
    assert [span.split()[0] for span in spans] == ["Ministry", "Convention"]


def test_an_expression_is_met_only_with_all_its_words():
    assert found("They take back their own.") == [("s", "take back their own")]
    assert found("They take their own back.") == []


def test_a_word_of_two_groups_stands_for_one_of_them():
    rules = Nearby([rule("k", "ring* traffick*", "traffick* sell*")])

    def met(text):
        page = words(text)
        return bool(list(rules.find(page, covered_words(page, ()))))

    assert not met("Trafficking was named.")
    assert all(met(text) for text in ("Trafficking in rings.", "A ring, trafficking.", "They sell and are trafficked."))


def test_russian_beginnings_are_met_where_the_stem_is_shorter():
    book = Nearby([rule("r", "обязанност*", "законн*", "данн*")])
    page = words("Обязанности законно живущих людей и данных о них.")
    assert [near.rule.letter for near in book.find(page, {})] == ["r"]
