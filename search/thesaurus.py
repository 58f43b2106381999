"""Concepts and names of processes in a query: what else they are called, in six languages, and what is tagged so."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import TypeAlias

from repository.authority import Authority
from repository.authority_records import LANGUAGES
from search.analysis import forms, stem
from search.grammar import And, Field, Node, Or, Phrase, Word, all_of, any_of
from search.names import Group, Term, groups_of

# Words that carry no meaning of their own from one language to another.
LITTLE = frozenset(
    forms(
        "a an the of and or in on at to for from by with as"
        " le la les l un une des du de d et ou en au aux sur pour par avec dans"
        " el los las del y o con para por sobre no na nos nas e o os da das do dos em um uma"
        " и в во на о об с со к по для из от у في من إلى على عن و"
    )
)


@dataclass(frozen=True, slots=True)
class Widened:
    """A part of a query and what else says the same, one of the names of each group of `also`.

    `tagged` are conditions that say it without words.
    """

    node: Node
    also: tuple[tuple[Term, ...], ...]
    tagged: tuple[Field, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """All names of all groups."""
        return tuple(term for group in self.also for term in group)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A query with its concepts widened, and the names that were added, in the order of the concepts."""

    tree: Node
    also: tuple[Term, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names that were added, one of each language first."""
        by_language: dict[str | None, list[str]] = {}
        for term in self.also:
            by_language.setdefault(term.language, []).append(term.text)
        rounds = zip_longest(*by_language.values())
        return tuple(dict.fromkeys(name for names in rounds for name in names if name))


Key: TypeAlias = tuple[str, ...]


class Thesaurus:
    """The concepts, proper names and processes of the authority data, found by any of their names."""

    def __init__(self, authority: Authority) -> None:
        self._groups = groups_of(authority)
        self._by_form: dict[Key, list[int]] = defaultdict(list)
        self._by_stem: dict[tuple[str, Key], list[int]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            for term in group.terms:
                self._add(number, term)
        self._longest = max((len(key) for key in self._by_form), default=0)

    def expanded(self, tree: Node) -> Expansion:
        """The query with every concept widened that it asks for; what it excludes stays as it is."""
        found: list[Term] = []
        wide = self._widened(tree, found)
        return Expansion(wide, tuple(dict.fromkeys(found)))

    def _add(self, number: int, term: Term) -> None:
        key = forms(term.text)
        _once(self._by_form[key], number)
        # One stem alone says too little: "retorno" is not "retornados".
        if len(key) > 1:
            for language in term.languages:
                _once(self._by_stem[language, _stems(key, language)], number)

    def _widened(self, node: Node, found: list[Term]) -> Node:
        match node:
            case And(nodes):
                return all_of(self._in_sequence(nodes, found))
            case Or(nodes):
                return any_of([self._widened(part, found) for part in nodes])
            case Word() | Phrase():
                return next(iter(self._in_sequence((node,), found)))
        return node

    def joined(self, words: Sequence[Word]) -> list[Node]:
        """Words, those that name something together joined and widened."""
        return self._joined(words, [])

    def _in_sequence(self, nodes: Sequence[Node], found: list[Term]) -> list[Node]:
        """The parts of a conjunction, words that name something together joined and widened."""
        return self._abroad(self._joined(nodes, found))

    def _joined(self, nodes: Sequence[Node], found: list[Term]) -> list[Node]:
        parts: list[Node] = []
        at = 0
        while at < len(nodes):
            taken, groups = self._longest_name(nodes[at:])
            if not groups:
                parts.append(self._widened(nodes[at], found) if isinstance(nodes[at], And | Or) else nodes[at])
                at += 1
                continue
            asked = nodes[at : at + taken]
            also = _others(groups, _text(asked))
            found += also
            parts.append(widened(all_of(asked), (also,), tuple(tag for group in groups for tag in group.tagged)))
            at += taken
        return parts

    def _abroad(self, parts: list[Node]) -> list[Node]:
        """Also what says it in other languages, in which the remaining words of the query cannot be expected.

        Conditions, phrases and what is excluded hold in any language; and names must say more than the words left.
        """
        wide = [part for part in parts if isinstance(part, Widened)]
        words = [part for part in parts if isinstance(part, Word)]
        enough = any(len(forms(_asked_text(part))) > 1 for part in wide) or all(
            forms(word.text)[-1] in LITTLE for word in words
        )
        foreign = [self._foreign(part) for part in wide]
        if not words or not wide or not enough or not all(foreign):
            return parts
        kept = [part for part in parts if not isinstance(part, Word | Widened)]
        return [widened(all_of([*words, *wide]), tuple(foreign)), *kept]

    def _foreign(self, part: Widened) -> tuple[Term, ...]:
        """The names in other languages than that of the one that was asked for."""
        text = _asked_text(part)
        spoken = {
            term.language
            for group in self._named(text)
            for term in group.terms
            if term.language and _stems(forms(term.text), term.language) == _stems(forms(text), term.language)
        }
        return tuple(term for term in part.terms if term.language and term.language not in spoken)

    def _longest_name(self, nodes: Sequence[Node]) -> tuple[int, list[Group]]:
        """How many of the first parts name something together, and what; a phrase only names by itself."""
        if isinstance(nodes[0], Phrase):
            return 1, self._named(nodes[0].text)
        run = 0
        while run < min(len(nodes), self._longest) and isinstance(nodes[run], Word):
            run += 1
        for taken in range(run, 0, -1):
            if groups := self._named(_text(nodes[:taken])):
                return taken, groups
        return 0, []

    def _named(self, text: str) -> list[Group]:
        key = forms(text)
        if not key or len(key) > self._longest:
            return []
        numbers = self._by_form.get(key) or next(
            (found for language in LANGUAGES if (found := self._by_stem.get((language, _stems(key, language))))), []
        )
        return [self._groups[number] for number in numbers if not _only_a_word(text, self._groups[number])]


def widened(node: Node, also: tuple[tuple[Term, ...], ...], tagged: tuple[Field, ...] = ()) -> Node:
    """A part of a query, widened."""
    # A widened node is a node to all that follow; only the evaluator looks inside.
    return Widened(node, also, tagged)  # type: ignore[return-value]


def _others(groups: Sequence[Group], asked: str) -> tuple[Term, ...]:
    """All names of the groups but the one that was asked for and those that are words in other texts.

    Those in other languages come first: a reader knows the other names in their own.
    """
    key = forms(asked)
    known = {key}
    terms: list[Term] = []
    for group in groups:
        for term in group.terms:
            if term.text not in group.cased and (other := forms(term.text)) not in known:
                known.add(other)
                terms.append(term)
    spoken = {term.language for group in groups for term in group.terms if forms(term.text) == key}
    return tuple(sorted(terms, key=lambda term: term.language in spoken))


def _only_a_word(text: str, group: Group) -> bool:
    """Whether this names the group only if one does not look at the capitals."""
    return any(forms(name) == forms(text) and name != text for name in group.cased)


def _asked_text(part: Widened) -> str:
    return _text(part.node.nodes if isinstance(part.node, And) else (part.node,))


def _text(nodes: Sequence[Node]) -> str:
    return " ".join(node.text for node in nodes if isinstance(node, Word | Phrase))


@lru_cache(maxsize=20_000)
def _stems(key: Key, language: str) -> Key:
    return tuple(stem(form, language) for form in key)


def _once(numbers: list[int], number: int) -> None:
    if number not in numbers:
        numbers.append(number)
