"""Completions of what a reader has typed: processes, elements, concepts, and what documents they may see say."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from repository.authority import Authority
from repository.authority_records import Iscm
from search.analysis import forms
from search.columns import how_many
from search.evaluator import evaluate
from search.grammar import Node, Phrase, printed
from search.phrases import frequent_phrases
from search.query import SearchQuery
from search.results import Suggestion
from search.snapshot import View

SHORTEST = 2
# Concepts are counted by searching for them; so many candidates are tried at most.
_MOST_TRIED = 20
_MOST_PHRASES = 4

Widening = Callable[[Node], Node]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, folded: it stands at the beginning of a word, and only its last word may go on."""

    folded: str

    def begins(self, text: str) -> bool:
        """Whether it completes to this text, from the beginning of any of its words."""
        return f" {self.folded}" in _completable(text)

    def begins_first(self, text: str) -> bool:
        """Whether the text as a whole begins with it."""
        return _completable(text).startswith(f" {self.folded}")


def suggestions(text: str, view: View, authority: Authority, limit: int, widened: Widening) -> list[Suggestion]:
    """At most `limit`: processes, elements, concepts, frequent phrases, titles; each kind leaves room for the others.

    `widened` adds to a query what is searched besides its words, so that counts are those of the search.
    """
    typed = _Typed(" ".join(forms(text)))
    if len(typed.folded) < SHORTEST:
        return []
    kinds = [
        list(_processes(typed, view, authority)),
        list(_elements(typed, view, authority)),
        concepts := list(_concepts(typed, view, authority, widened)),
        list(_phrases(typed, view, widened, {" ".join(forms(one.text)) for one in concepts})),
        list(_titles(typed, view, limit)),
    ]
    room, chosen = limit, list[Suggestion]()
    for left, kind in zip(range(len(kinds), 0, -1), kinds, strict=True):
        waiting = sum(bool(other) for other in kinds[len(kinds) - left + 1 :])
        share = max(room - waiting * (limit // len(kinds)), 1)
        chosen += kind[: min(share, room)]
        room = limit - len(chosen)
    return chosen


def _processes(typed: _Typed, view: View, authority: Authority) -> Iterator[Suggestion]:
    counts = view.counts("iscm")
    found = [iscm for iscm in authority.iscms if any(typed.begins(name) for name in _names(iscm))]
    with_documents = [iscm for iscm in found if iscm.slug in counts]
    for iscm in sorted(with_documents, key=lambda iscm: (-counts[iscm.slug], iscm.short_name)):
        query = SearchQuery(filters=frozenset({("iscm", iscm.slug)}))
        name = iscm.name if iscm.short_name in iscm.name else f"{iscm.short_name} – {iscm.name}"
        yield Suggestion(name, "process", counts[iscm.slug], query)


def _names(iscm: Iscm) -> tuple[str, ...]:
    return (iscm.name, iscm.short_name, *(alias.name for alias in iscm.aliases))


def _elements(typed: _Typed, view: View, authority: Authority) -> Iterator[Suggestion]:
    counts = view.counts("element")
    for element in authority.elements:
        if element.letter in counts and typed.begins(element.label):
            query = SearchQuery(filters=frozenset({("element", element.letter)}))
            yield Suggestion(element.label, "element", counts[element.letter], query)


def _concepts(typed: _Typed, view: View, authority: Authority, widened: Widening) -> Iterator[Suggestion]:
    """Terms of the thesaurus and phrases that speak for an element, as far as documents have them."""
    terms = (term for concept in authority.concepts for terms in concept.terms.values() for term in terms)
    strong = (
        phrase for element in authority.elements for triggers in element.triggers.values() for phrase in triggers.strong
    )
    phrases = dict.fromkeys(phrase for phrase in (*terms, *strong) if typed.begins(phrase))
    found = []
    for phrase in sorted(phrases, key=lambda phrase: (len(phrase), phrase))[:_MOST_TRIED]:
        tree = Phrase(" ".join(phrase.replace('"', " ").split()))
        if evaluate(tree, view).mask.any():
            count = how_many(evaluate(widened(tree), view).mask)
            found.append(Suggestion(phrase, "concept", count, SearchQuery(text=printed(tree))))
    yield from sorted(found, key=lambda one: (not typed.begins_first(one.text), -(one.count or 0), one.text))


def _phrases(typed: _Typed, view: View, widened: Widening, known: Container[str]) -> Iterator[Suggestion]:
    """What documents often say after these words."""
    for phrase in frequent_phrases(tuple(typed.folded.split()), view, _MOST_PHRASES):
        if phrase not in known:
            tree = Phrase(phrase)
            count = how_many(evaluate(widened(tree), view).mask)
            yield Suggestion(phrase, "phrase", count, SearchQuery(text=printed(tree)))


def _titles(typed: _Typed, view: View, limit: int) -> Iterator[Suggestion]:
    folded = view.snapshot.kept(
        "titles", lambda: [_completable(record.title) if record else "" for record in view.snapshot.records]
    )
    wanted = f" {typed.folded}"
    found = [int(number) for number in np.flatnonzero(view.mask) if wanted in folded[number]]
    records = sorted((view.snapshot.record(number) for number in found), key=lambda record: record.date, reverse=True)
    for record in records[:limit]:
        text = 'title:"' + " ".join(forms(record.title)) + '"'
        yield Suggestion(record.title, "title", None, SearchQuery(text=text), record.public_id)


@lru_cache(maxsize=20_000)
def _completable(text: str) -> str:
    """A text folded, a space before each of its words."""
    return f" {' '.join(forms(text))}"
