"""A restricted document cannot be sensed by those who may not read it."""

from repository.access import ANONYMOUS
from search.query import SearchQuery

QUERIES = [
    "",
    "visa",
    "zebra",
    "visa OR zebra",
    "-visa",
    "ze*",
    '"zebra crossing"',
    "title:zebra",
    "visa zebra",
    "iscm:bali",
]


def _answers(shelf):
    return [shelf.seen(shelf.search.results(query, ANONYMOUS)) for query in _queries()], [
        shelf.search.suggest(text, ANONYMOUS) for text in ("ze", "vi", "bali", "traffick", "secret")
    ]


def _queries():
    plain = [SearchQuery(text) for text in QUERIES]
    return plain + [SearchQuery(text, frozenset({("year", "1999")})) for text in QUERIES]


def test_a_restricted_document_changes_nothing_for_others_not_even_a_score(shelf, reader):
    for number in range(8):
        shelf.put("visa " * number + "policy and trafficking", title=f"Visa {number}", date="2010", iscms=["rabat"])
    shelf.catch_up()
    before = _answers(shelf)
    hidden = shelf.put(
        "zebra crossing visa " * 50 + "human trafficking",
        title="Secret zebra",
        visibility="restricted",
        date="1999",
        iscms=["bali"],
        elements=["a"],
        states=["FJI"],
    )
    shelf.catch_up()
    assert _answers(shelf) == before
    assert shelf.ids("zebra") == {hidden}
    assert "Secret zebra" in [suggestion.text for suggestion in shelf.search.suggest("ze", reader)]


def test_a_document_made_restricted_is_gone_at_once_even_before_the_index_knows(shelf, reader):
    document = shelf.put("visa")
    shelf.catch_up()
    shelf.change(document, lambda uow, one: uow.documents.edit(one, {"visibility": "restricted"}, reader))
    assert shelf.search.results(_queries()[1], ANONYMOUS).hits == ()
    shelf.catch_up()
    assert shelf.search.results(_queries()[1], ANONYMOUS).total == 0


def test_many_hidden_words_do_not_use_up_a_prefix(shelf):
    shelf.put(" ".join(f"ab{number:04}" for number in range(600)), visibility="restricted")
    shown = shelf.put("abzz")
    shelf.catch_up()
    results = shelf.search.results(_queries()[0].with_text("ab*"), ANONYMOUS)
    assert [hit.id for hit in results.hits] == [shown]
    assert results.ignored == ()
