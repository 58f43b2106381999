"""A query tree on one reader's view of the index: which documents match, how well, and where."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from repository.authority_records import LANGUAGES
from search.analysis import fold, phrase_terms, word_terms
from search.columns import Mask
from search.grammar import And, Everything, Field, Leaf, Node, Not, Or, Phrase, Prefix, Word
from search.postings import NOWHERE, Places, documents_of
from search.resolving import TITLE_KEY, codes_of
from search.schema import BODY, TITLE, TITLE_WORDS, WORDS
from search.snapshot import View

# BM25F: how soon repeating a word stops counting, and how much a long text is held against it.
K1 = 1.2
B = 0.75
# A word in the title counts as so many in the text.
TITLE_WEIGHT = 4.0
BODY_WEIGHT = 1.0
# A prefix stands for at most so many words, and all prefixes of a query together for at most so many.
MOST_EXPANSIONS = 500
MOST_EXPANSIONS_IN_ALL = 2000

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a leaf of the query stands in the pages: places of its first word, and how many words it is long."""

    places: Places
    length: int
    weight: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The documents that match, their scores (0 where none), where each leaf stands, and what was cut."""

    mask: Mask
    scores: Scores
    occurrences: tuple[Occurrences, ...]
    notes: tuple[str, ...]


def evaluate(tree: Node, view: View) -> Evaluation:
    """Match a resolved tree."""
    evaluator = _Evaluator(view)
    mask, scores = evaluator.matches(tree)
    mask = mask & view.mask
    return Evaluation(
        mask, np.where(mask, scores, 0.0), tuple(evaluator.occurrences), tuple(dict.fromkeys(evaluator.notes))
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """A field to look in for a leaf, the terms to find next to each other, any one of several, and its weight."""

    field: str
    alternatives: tuple[tuple[str, ...], ...]
    weight: float


class _Evaluator:
    def __init__(self, view: View) -> None:
        self._view = view
        self._snapshot = view.snapshot
        self._negated = False
        self._expansions_left = MOST_EXPANSIONS_IN_ALL
        self.occurrences: list[Occurrences] = []
        self.notes: list[str] = []

    def matches(self, node: Node) -> tuple[Mask, Scores]:
        return self._RULES[type(node)](self, node)

    def _all_of(self, node: And) -> tuple[Mask, Scores]:
        mask, scores = self.matches(node.nodes[0])
        for part in node.nodes[1:]:
            other, more = self.matches(part)
            mask, scores = mask & other, scores + more
        return mask, scores

    def _any_of(self, node: Or) -> tuple[Mask, Scores]:
        mask, scores = self.matches(node.nodes[0])
        for part in node.nodes[1:]:
            other, more = self.matches(part)
            mask, scores = mask | other, scores + more
        return mask, scores

    def _none_of(self, node: Not) -> tuple[Mask, Scores]:
        self._negated = not self._negated
        mask, _ = self.matches(node.node)
        self._negated = not self._negated
        return ~mask, self._no_scores()

    def _everything(self, _: Everything) -> tuple[Mask, Scores]:
        return np.ones(len(self._snapshot), bool), self._no_scores()

    def _field(self, node: Field) -> tuple[Mask, Scores]:
        if node.key == TITLE_KEY:
            return self._leaf(node.value, in_body=False)
        return self._snapshot.having(node.key, codes_of(node)), self._no_scores()

    def _leaf(self, leaf: Leaf, in_body: bool = True) -> tuple[Mask, Scores]:
        """The leaf as one term over all its fields and languages, scored by BM25F."""
        weighted = self._no_scores()
        found: list[tuple[Places, int]] = []
        for source in self._sources(leaf, in_body):
            places = self._places(source)
            weighted += source.weight * self._frequencies(source.field, places)
            if source.weight == BODY_WEIGHT:
                found.append((places, len(source.alternatives[0])))
        mask = (weighted > 0) & self._view.mask
        rarity = self._rarity(int(mask.sum()))
        if not self._negated:
            self.occurrences += [Occurrences(places, length, rarity) for places, length in found if len(places)]
        return mask, rarity * weighted * (K1 + 1) / (weighted + K1)

    def _sources(self, leaf: Leaf, in_body: bool) -> Iterator[_Source]:
        places = [(TITLE, TITLE_WORDS, TITLE_WEIGHT), (BODY, WORDS, BODY_WEIGHT)][: 2 if in_body else 1]
        for stemmed, unstemmed, weight in places:
            if isinstance(leaf, Prefix):
                if words := self._expanded(unstemmed, leaf.text):
                    yield _Source(unstemmed, tuple((word,) for word in words), weight)
                continue
            analysed = word_terms if isinstance(leaf, Word) else phrase_terms
            for language in LANGUAGES:
                yield _Source(stemmed[language], (analysed(leaf.text, language),), weight)

    def _expanded(self, field: str, prefix: str) -> list[str]:
        """The words with that beginning that the reader could see, up to the limit."""
        words: list[str] = []
        room = min(MOST_EXPANSIONS, self._expansions_left)
        for word in self._snapshot.expansions(field, fold(prefix)):
            if not self._visible(self._snapshot.places(field, word)).any():
                continue
            if len(words) == room:
                self.notes.append(f"“{prefix}*” stands for too many words; only the first {room} were looked for.")
                break
            words.append(word)
        self._expansions_left -= len(words)
        return words

    def _places(self, source: _Source) -> Places:
        found = [self._snapshot.sequence(source.field, terms) for terms in source.alternatives]
        return found[0] if len(found) == 1 else np.sort(np.concatenate([NOWHERE, *found]))

    def _visible(self, places: Places) -> Mask:
        return self._view.mask[documents_of(places)]

    def _frequencies(self, field: str, places: Places) -> Scores:
        """How often a leaf stands in a field, by document, evened out by the field's length."""
        if not len(places):
            return self._no_scores()
        counts = np.bincount(documents_of(places), minlength=len(self._snapshot))
        lengths = self._snapshot.lengths(field) / self._view.average_length(field)
        return counts / (1 - B + B * lengths)

    def _rarity(self, documents: int) -> float:
        return float(np.log(1 + (self._view.size - documents + 0.5) / (documents + 0.5)))

    def _no_scores(self) -> Scores:
        return np.zeros(len(self._snapshot))

    _RULES: dict[type, Callable[..., tuple[Mask, Scores]]] = {  # noqa: RUF012 - a table, never changed.
        And: _all_of,
        Or: _any_of,
        Not: _none_of,
        Everything: _everything,
        Field: _field,
        Word: _leaf,
        Phrase: _leaf,
        Prefix: _leaf,
    }


def leaves_to_mark(tree: Node) -> Iterable[Leaf]:
    """The words, phrases and prefixes whose matches a reader wants to see in the text."""
    match tree:
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from leaves_to_mark(part)
        case Word() | Phrase() | Prefix():
            yield tree
