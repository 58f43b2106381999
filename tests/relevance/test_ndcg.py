"""The measure against examples computed by hand, and the judged set against the samples it speaks of."""

from collections import Counter
from pathlib import Path

import pytest

from tests.relevance.ndcg import JudgedQuery, load_queries, ndcg

JUDGEMENTS = {"a": 3, "b": 2, "c": 1}  # Gains 7, 3, 1; discounts of ranks 1 to 4: 1, 1.58496, 2, 2.32193.
IDEAL = 9.392789  # 7 + 3/1.58496 + 1/2
KINDS = {"phrase", "words", "concept", "cross-language", "process", "known-item"}


@pytest.fixture(scope="module")
def queries() -> list[JudgedQuery]:
    return load_queries(Path(__file__).with_name("queries.yaml"))


@pytest.mark.parametrize(
    ("ranking", "gain"),
    [
        (["a", "b", "c"], IDEAL),
        (["c", "b", "a"], 6.392789),  # 1 + 3/1.58496 + 7/2
        (["a", "x", "b"], 8.5),  # 7 + 0 + 3/2
        (["x", "x", "a"], 4.416508),  # x counts once: 0 + 7/1.58496
        (["x", "y", "z", "a"], 3.014736),  # 7/2.32193
        (["x", "y"], 0.0),
        ([], 0.0),
    ],
)
def test_ndcg_is_the_discounted_gain_over_the_ideal(ranking: list[str], gain: float) -> None:
    assert ndcg(ranking, JUDGEMENTS) == pytest.approx(gain / IDEAL, abs=1e-6)


def test_depth_cuts_the_ranking_and_the_ideal() -> None:
    assert ndcg(["b", "a"], JUDGEMENTS, depth=1) == pytest.approx(3 / 7)
    assert ndcg(["a", "x", "x"], JUDGEMENTS, depth=1) == 1.0


def test_nothing_is_found_where_nothing_is_relevant() -> None:
    assert ndcg(["a"], {}) == 0.0
    assert ndcg(["a"], {"a": 0}) == 0.0


def test_queries_are_many_distinct_and_of_every_kind(queries: list[JudgedQuery]) -> None:
    assert len(queries) == 50
    assert len({query.id for query in queries}) == 50
    assert len({query.query for query in queries}) == 50
    assert {query.kind for query in queries} == KINDS


def test_judgements_grade_documents_of_the_samples(queries: list[JudgedQuery], samples: Path) -> None:
    documents = {path.name.split(".")[0] for path in samples.iterdir()}
    judged = Counter(document for query in queries for document in query.judgements)
    assert set(judged) == documents
    assert {grade for query in queries for grade in query.judgements.values()} == {1, 2, 3}


def test_every_query_has_a_document_that_meets_it_fully(queries: list[JudgedQuery]) -> None:
    assert [query.id for query in queries if 3 not in query.judgements.values()] == []
