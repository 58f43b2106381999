"""What a search should find, worked out by reading every word of every document; slow, short and in no hurry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import log

from search.analysis import fold, forms, phrase_terms, stem, word_terms
from search.grammar import And, Everything, Field, Leaf, Near, Node, Not, Or, Prefix, Word
from search.headings import headings
from search.names import Term
from search.nearness import stretch_of
from search.ranking import (
    ADJACENT_WEIGHT,
    ALSO_WEIGHT,
    K1,
    NEAR_WEIGHT,
    REACH,
    WEIGHT,
    B,
)
from search.relaxing import LEAST, SHARE, Most, telling
from search.resolving import codes_of
from search.schema import HEADINGS_TEXT, PAGES_TEXT, TITLE_TEXT
from search.thesaurus import Widened

LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru")


@dataclass
class Document:
    """Pages as (language, text), one title in the document's language, its codes by facet, and its date."""

    pages: Sequence[tuple[str, str]]
    title: str
    language: str
    visible: bool
    codes: Mapping[str, frozenset[str]]
    date: str = ""
    # Field -> position -> folded word; the body has one field per language and "" for all words.
    words: dict[tuple[str, str], dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        position = 0
        for language, text in self.pages:
            for form in forms(text):
                self._put(PAGES_TEXT, language, position, form)
                position += 1
        for position, form in enumerate(forms(self.title)):
            self._put(TITLE_TEXT, self.language, position, form)
        for line, (language, heading) in enumerate(self._headings()):
            for position, form in enumerate(forms(heading), 1000 * line):
                self._put(HEADINGS_TEXT, language, position, form)

    def _headings(self) -> list[tuple[str, str]]:
        return [(language, heading) for language, text in self.pages for heading in headings(text)]

    def _put(self, where: str, language: str, position: int, form: str) -> None:
        self.words.setdefault((where, language), {})[position] = _stem(form, language)
        self.words.setdefault((where, ""), {})[position] = form

    def places(self, leaf: Leaf | Term, where: str) -> Iterator[tuple[str, int]]:
        """The field and the place of every match of a leaf."""
        if isinstance(leaf, Prefix):
            beginning = fold(leaf.text)
            if where == HEADINGS_TEXT:
                return
            yield from (("", at) for at, word in self.words.get((where, ""), {}).items() if word.startswith(beginning))
            return
        for language in leaf.languages if isinstance(leaf, Term) else LANGUAGES:
            words = self.words.get((where, language), {})
            terms = _terms(leaf, language)
            yield from ((language, at) for at in words if _stands(leaf, terms, words, at))


def _stands(leaf: Leaf | Term, terms: Sequence[str], words: Mapping[int, str], at: int) -> bool:
    if not isinstance(leaf, Near):
        return all(words.get(at + offset) == term for offset, term in enumerate(terms))
    inside = [words.get(at + offset) for offset in range(stretch_of(len(terms), leaf.distance))]
    return words[at] in terms and all(inside.count(term) >= terms.count(term) for term in terms)


@cache
def _stem(form: str, language: str) -> str:
    return stem(form, language)


@cache
def _terms(leaf: Leaf | Term, language: str) -> tuple[str, ...]:
    return (word_terms if isinstance(leaf, Word) else phrase_terms)(leaf.text, language)


class Oracle:
    """The documents one reader may see."""

    def __init__(self, documents: Mapping[str, Document], everything: bool) -> None:
        self.documents = {id: one for id, one in documents.items() if one.visible or everything}
        self._lengths = {id: {key: len(words) for key, words in one.words.items()} for id, one in documents.items()}
        self._weighted: dict[tuple[Leaf | Term, bool], dict[str, float]] = {}

    def scores(self, tree: Node) -> dict[str, float]:
        """The documents that match, with their scores."""
        found = {id: self._score(tree, id) for id in self.documents if self._matches(tree, id)}
        return {id: score + self._closeness(tree, id) for id, score in found.items()}

    def _matches(self, node: Node, id: str) -> bool:
        match node:
            case And(nodes):
                return all(self._matches(part, id) for part in nodes)
            case Or(nodes):
                return any(self._matches(part, id) for part in nodes)
            case Not(inner):
                return not self._matches(inner, id)
            case Everything():
                return True
            case Field("title", value):
                return id in self.weighted(value, False)
            case Field(key):
                return bool(codes_of(node) & self.documents[id].codes.get(key, frozenset()))
            case Most(parts):
                weights = {part: self._weight(part) for part in parts}
                held = sum(weight for part, weight in weights.items() if self._matches(part, id))
                return held > max(SHARE * sum(weights.values()) - 1e-9, 0.0)
            case Widened(inner):
                return self._matches(inner, id) or self._says_the_same(node, id)
        return id in self.weighted(node, True)

    def _weight(self, part: Node) -> float:
        documents = sum(self._matches(part, id) for id in self.documents)
        return max(self._rarity(documents), LEAST) if documents else 0.0

    def _says_the_same(self, node: Widened, id: str) -> bool:
        names = all(any(id in self.weighted(name, True) for name in group) for group in node.also)
        return names or any(self._matches(tag, id) for tag in node.tagged)

    def _score(self, node: Node, id: str) -> float:
        match node:
            case And(nodes) | Or(nodes) | Most(nodes):
                return sum(self._score(part, id) for part in nodes)
            case Not() | Everything():
                return 0.0
            case Field(key, value):
                return self._bm25f(value, False, id) if key == "title" else 0.0
            case Widened(inner):
                asked = self._score(inner, id)
                if not self._says_the_same(node, id):
                    return asked
                return max(asked, ALSO_WEIGHT * telling(inner) * sum(self._name(group, id) for group in node.also))
        return self._bm25f(node, True, id)

    def _name(self, group: Sequence[Term], id: str) -> float:
        """Any name of one thing, as one word."""
        found = [self.weighted(name, True) for name in group]
        frequency = sum(weighted.get(id, 0.0) for weighted in found)
        return self._rarity(len(set().union(*found))) * frequency * (K1 + 1) / (frequency + K1)

    def _bm25f(self, leaf: Leaf | Term, in_body: bool, id: str) -> float:
        weighted = self.weighted(leaf, in_body)
        frequency = weighted.get(id, 0.0)
        return self.rarity(leaf, in_body) * frequency * (K1 + 1) / (frequency + K1)

    def rarity(self, leaf: Leaf | Term, in_body: bool) -> float:
        return self._rarity(len(self.weighted(leaf, in_body)))

    def _rarity(self, documents: int) -> float:
        return log(1 + (len(self.documents) - documents + 0.5) / (documents + 0.5))

    def weighted(self, leaf: Leaf | Term, in_body: bool) -> dict[str, float]:
        """How often the leaf stands in each document, by the weight and the length of each field."""
        if (leaf, in_body) not in self._weighted:
            wheres = (TITLE_TEXT, PAGES_TEXT, HEADINGS_TEXT)[: 3 if in_body else 1]
            found = {
                id: sum(
                    WEIGHT[where] * self._evened(where, language, id)
                    for where in wheres
                    for language, _ in one.places(leaf, where)
                )
                for id, one in self.documents.items()
            }
            self._weighted[leaf, in_body] = {id: weight for id, weight in found.items() if weight}
        return self._weighted[leaf, in_body]

    def _evened(self, where: str, language: str, id: str) -> float:
        held = B[where]
        return 1 / (1 - held + held * self._lengths[id][where, language] / self._average((where, language)))

    def _average(self, key: tuple[str, str]) -> float:
        filled = [lengths for id in self.documents if (lengths := self._lengths[id].get(key))]
        return sum(filled) / len(filled)

    def _closeness(self, tree: Node, id: str) -> float:
        if not isinstance(tree, And | Most | Widened):
            return 0.0
        return sum(
            self._nearness(first, second, id)
            for first, second in pairwise(_typed(tree))
            if isinstance(first, Word) and isinstance(second, Word)
        )

    def _nearness(self, first: Word, second: Word, id: str) -> float:
        one = self.documents[id]
        others = {at for _, at in one.places(second, PAGES_TEXT)}
        starts = one.places(first, PAGES_TEXT)
        best = max((_closest(at, others, len(_terms(first, language))) for language, at in starts), default=0.0)
        return best * min(self.rarity(first, True), self.rarity(second, True))


def _typed(node: Node) -> Iterator[Node]:
    """The parts of a conjunction as they were typed."""
    match node:
        case And(nodes) | Most(nodes) | Widened(And(nodes) | Or(nodes)):
            for part in nodes:
                yield from _typed(part)
        case Widened(inner):
            yield inner
        case _:
            yield node


def _closest(at: int, others: set[int], length: int) -> float:
    after = min((other - at for other in others if other > at), default=REACH + 1)
    before = min((at - other for other in others if other < at), default=REACH + 1)
    if after == length:
        return ADJACENT_WEIGHT
    distance = min(after, before)
    return NEAR_WEIGHT * 0.5 ** min(distance - 1, REACH) if distance <= REACH else 0.0
