"""The judged queries of the relevance test, and how good a ranking is by normalized discounted cumulative gain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A need, the query that a reader types for it, and the grade (1 to 3) of every document that meets it."""

    id: str
    query: str
    need: str
    kind: str
    judgements: Mapping[str, int]


def ndcg(ranking: Sequence[str], judgements: Mapping[str, int], depth: int = 10) -> float:
    """How near the first `depth` documents come to the best order: 1 is best, 0 finds nothing.

    A document that comes again counts once, where it first stands; one without a judgement has grade 0.
    """
    found = [judgements.get(document, 0) for document in dict.fromkeys(ranking)]
    best = sorted(judgements.values(), reverse=True)
    ideal = _discounted_gain(best[:depth])
    return _discounted_gain(found[:depth]) / ideal if ideal else 0.0


def load_queries(path: Path) -> list[JudgedQuery]:
    return [JudgedQuery(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _discounted_gain(grades: Iterable[int]) -> float:
    return sum(((1 << grade) - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
