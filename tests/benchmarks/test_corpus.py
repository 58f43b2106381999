"""The documents of the benchmark are always the same, and say what the queries ask for as often as promised."""

from collections.abc import Iterator
from itertools import islice

import pytest

from corpus import FACETS, Document, documents
from queries import QUERIES, Query

COUNT = 400


@pytest.fixture(scope="module")
def corpus() -> list[Document]:
    return list(documents(COUNT))


def share(found: Iterator[bool]) -> float:
    return sum(found) / COUNT


def test_the_corpus_is_always_the_same(corpus: list[Document]) -> None:
    assert list(islice(documents(COUNT), 5)) == corpus[:5]


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(corpus: list[Document]) -> None:
    assert list(documents(7)) == corpus[:7]


def test_a_sixth_of_the_documents_speak_of_return_and_readmission(corpus: list[Document]) -> None:
    assert 0.13 < share("return and readmission" in document.text.lower() for document in corpus) < 0.22


def test_one_document_in_twenty_is_restricted(corpus: list[Document]) -> None:
    assert 0.02 < share(document.restricted for document in corpus) < 0.09


def test_most_documents_are_in_english(corpus: list[Document]) -> None:
    assert 0.6 < share(document.language == "en" for document in corpus) < 0.8


def test_documents_have_about_two_thousand_words_on_eight_pages(corpus: list[Document]) -> None:
    assert 7 < sum(len(document.pages) for document in corpus) / COUNT < 9
    assert 1800 < sum(len(document.text.split()) for document in corpus) / COUNT < 2200


def test_every_facet_has_several_values(corpus: list[Document]) -> None:
    for facet in FACETS:
        assert len({value for document in corpus for value in document.labels[facet]}) >= 3


def test_a_query_is_written_in_the_language_of_each_engine() -> None:
    query = Query("", every=("a b", "c"), either=("d", "e"), without=("f",))
    assert query.text() == '"a b" c (d OR e) -f'
    assert query.text(" AND ", " OR ", " NOT ") == '"a b" AND c AND (d OR e) NOT f'


def test_queries_have_names_of_their_own() -> None:
    assert len({query.name for query in QUERIES}) == len(QUERIES)
