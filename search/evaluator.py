"""A query tree on one reader's view of the index: which documents match, how well, and where."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from repository.authority_records import LANGUAGES
from repository.said import said
from search.analysis import fold, phrase_terms, word_terms
from search.columns import Mask, how_many
from search.gathered import Numbers
from search.grammar import And, Everything, Field, Leaf, Near, Node, Not, Or, Phrase, Prefix, Word
from search.lexer import TITLE_KEY
from search.names import Term
from search.nearness import near, stretch_of
from search.postings import Places, documents_of
from search.ranking import ALSO_WEIGHT, K1, WEIGHT, Occurrences, Scores
from search.relaxing import LEAST, SHARE, Most, telling
from search.resolving import codes_of
from search.schema import BODY, HEADING, HEADINGS_TEXT, TEXT_OF, TITLE, TITLE_TEXT, TITLE_WORDS, WORDS
from search.snapshot import View
from search.terms import Terms
from search.thesaurus import Widened

# A prefix stands for at most so many words, and all prefixes of a query together for at most so many.
MOST_EXPANSIONS = 500
MOST_EXPANSIONS_IN_ALL = 2000
# Sums of the same numbers differ by that with the order in which they are made.
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The documents that match, their scores (0 where none), where each leaf stands, and what was cut."""

    mask: Mask
    scores: Scores
    occurrences: tuple[Occurrences, ...]
    notes: tuple[str, ...]


def evaluate(tree: Node, view: View) -> Evaluation:
    """Match a resolved tree; raises OutOfTime at the view's deadline."""
    evaluator = Evaluator(view)
    mask, scores = evaluator.matches(tree)
    mask = mask & view.mask
    return Evaluation(
        mask, np.where(mask, scores, 0.0), tuple(evaluator.occurrences), tuple(dict.fromkeys(evaluator.notes))
    )


@dataclass(frozen=True, slots=True)
class Source:
    """A field to look in for a leaf, where it stands there, and how many words it is long."""

    field: str
    where: Places | Terms
    length: int = 1


class Evaluator:
    def __init__(self, view: View) -> None:
        self._view = view
        self._snapshot = view.snapshot
        self._negated = False
        self._expansions_left = MOST_EXPANSIONS_IN_ALL
        self.occurrences: list[Occurrences] = []
        self.notes: list[str] = []

    def matches(self, node: Node) -> tuple[Mask, Scores]:
        """The documents that match, not yet under the mask, and their scores."""
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

    def _widened(self, node: Widened) -> tuple[Mask, Scores]:
        """What was asked, or what says the same in other words; all names of one thing are one leaf, and count less."""
        mask, scores = self.matches(node.node)
        also, others = self._names(node.also[0])
        for group in node.also[1:]:
            more, further = self._names(group)
            also, others = also & more, others + further
        for condition in node.tagged:
            also = also | self.matches(condition)[0]
        # Another name says what all words of the asked one say together.
        weight = ALSO_WEIGHT * telling(node.node)
        return mask | also, np.maximum(scores, np.where(also, weight * others, 0.0))

    def _names(self, names: tuple[Term, ...]) -> tuple[Mask, Scores]:
        """Any of the names of one thing."""
        weighted = self._no_scores()
        found: list[Occurrences] = []
        for name in names:
            more, occurrences = self._weighted(name)
            weighted += more
            found += occurrences
        mask = (weighted > 0) & self._view.mask
        rarity = self._rarity(how_many(mask))
        known = {one.leaf for one in self.occurrences}
        self.occurrences += [replace(one, weight=rarity, also=True) for one in found if one.leaf not in known]
        return mask, self._saturated(rarity, weighted)

    def _most_of(self, node: Most) -> tuple[Mask, Scores]:
        """What holds enough of the parts, each counted by its rarity; what stands nowhere is not expected."""
        wanted, held, scores = 0.0, self._no_scores(), self._no_scores()
        for part in node.parts:
            mask, more = self.matches(part)
            if documents := how_many(mask & self._view.mask):
                weight = max(self._rarity(documents), LEAST)
                wanted, held, scores = wanted + weight, held + weight * mask, scores + more
        return held > max(SHARE * wanted - _TINY, 0.0), scores

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
        return self._snapshot.column(node.key).having(codes_of(node)), self._no_scores()

    def _leaf(self, leaf: Leaf, in_body: bool = True) -> tuple[Mask, Scores]:
        """The leaf as one term over all its fields and languages, scored by BM25F."""
        weighted, found = self._weighted(leaf, in_body)
        mask = (weighted > 0) & self._view.mask
        rarity = self._rarity(how_many(mask))
        if not self._negated:
            self.occurrences += [replace(one, weight=rarity) for one in found]
        return mask, self._saturated(rarity, weighted)

    def _weighted(self, leaf: Leaf | Term, in_body: bool = True) -> tuple[Scores, list[Occurrences]]:
        """How often a leaf stands in each document, titles counting more; and where."""
        weighted = self._no_scores()
        found = []
        for source in self._sources(leaf, in_body):
            text = TEXT_OF[source.field][0]
            documents, counts = self._frequencies(leaf, source)
            # Each document is there once, else only the last of it would be added.
            weighted[documents] += WEIGHT[text] * counts * self._view.evening(source.field).take(documents)
            # What stands in a heading was found in the pages, too.
            if text != HEADINGS_TEXT:
                found.append(Occurrences(source.where, source.length, 0.0, leaf, in_title=text == TITLE_TEXT))
        return weighted, found

    def _saturated(self, rarity: float, weighted: Scores) -> Scores:
        scores: Scores = weighted + K1
        np.divide(weighted, scores, out=scores)
        scores *= rarity * (K1 + 1)
        return scores

    def _sources(self, leaf: Leaf | Term, in_body: bool) -> Iterator[Source]:
        self._view.deadline.check()
        if isinstance(leaf, Prefix):
            for field in (TITLE_WORDS, WORDS)[: 2 if in_body else 1]:
                if begun := self._begun(field, leaf.text):
                    yield Source(field, begun)
            return
        for fields in (TITLE, BODY, HEADING)[: 3 if in_body else 1]:
            for language in leaf.languages if isinstance(leaf, Term) else LANGUAGES:
                self._view.deadline.check()
                if fields[language] in self._snapshot.fields:
                    yield from self._in_field(leaf, fields[language], language)

    def _in_field(self, leaf: Word | Phrase | Near | Term, field: str, language: str) -> Iterator[Source]:
        """Where a leaf stands in a field, if it does."""
        terms = (word_terms if isinstance(leaf, Word) else phrase_terms)(leaf.text, language)
        where: Places | Terms
        length = len(terms)
        if isinstance(leaf, Near):
            where = near(terms, leaf.distance, lambda term: self._snapshot.places(field, term))
            length = stretch_of(length, leaf.distance)
        elif length == 1:
            where = self._snapshot.terms(field, terms[0])
        else:
            where = self._snapshot.sequence(field, terms)
        if len(where) if isinstance(where, np.ndarray) else where:
            yield Source(field, where, length)

    def _begun(self, field: str, prefix: str) -> Terms:
        """The words with that beginning, up to the limit of those that the reader could see."""
        room = min(MOST_EXPANSIONS, self._expansions_left)
        begun, seen = self._view.beginning(field, fold(prefix), room)
        if seen > room:
            self.notes.append(
                said(
                    "“%(prefix)s*” stands for too many words; only the first %(most)s were looked for.",
                    prefix=prefix,
                    most=room,
                )
            )
        self._expansions_left -= min(seen, room)
        return begun

    def _frequencies(self, leaf: Leaf | Term, source: Source) -> tuple[Numbers, NDArray[Any]]:
        """The documents in which a leaf stands, each once, and how often it stands there."""
        return source.where.frequencies() if isinstance(source.where, Terms) else counted(documents_of(source.where))

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
        Near: _leaf,
        Prefix: _leaf,
        Widened: _widened,
        Most: _most_of,
    }


def counted(documents: Numbers) -> tuple[Numbers, NDArray[Any]]:
    """The documents of places, each once, and how many places each has."""
    changes = np.ones(len(documents) + 1, bool)
    np.not_equal(documents[1:], documents[:-1], out=changes[1:-1])
    bounds = np.flatnonzero(changes)
    return documents[bounds[:-1]], bounds[1:] - bounds[:-1]


def leaves_to_mark(tree: Node) -> Iterable[Leaf | Term]:
    """The words, phrases and prefixes whose matches a reader wants to see in the text, then what also says it."""
    match tree:
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from leaves_to_mark(part)
        case Most(nodes):
            for part in nodes:
                yield from leaves_to_mark(part)
        case Widened(node):
            yield from leaves_to_mark(node)
            yield from tree.terms
        case Word() | Phrase() | Near() | Prefix():
            yield tree
