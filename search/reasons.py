"""Why a document was found: the words in its pages and its title, what else says the same, and its tags."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from search.entries import Record
from search.grammar import And, Field, Leaf, Node, Or, printed
from search.labels import Labels
from search.lexer import TITLE_KEY
from search.names import Term
from search.postings import documents_of
from search.query import SearchQuery
from search.ranking import Occurrences, Standing
from search.relaxing import Most
from search.resolving import codes_of
from search.thesaurus import Widened


class Reason(NamedTuple):
    """One thing that made a document match.

    `kind` is text (asked words in its pages), title, also (another name for what was asked) or tag; `facet` and
    `code` say which tag.
    """

    kind: str
    text: str
    facet: str = ""
    code: str = ""


class Reasons:
    """Why documents were found, worked out for those that somebody asks about."""

    def __init__(self, standing: Iterable[Standing], tree: Node, query: SearchQuery, labels: Labels) -> None:
        self._standing = standing
        self._tree = tree
        self._query = query
        self._labels = labels

    def of(self, document: int, record: Record) -> tuple[Reason, ...]:
        """What holds for a document: asked words first, then other names for them, then tags and filters."""
        said = [reason for reason, documents in self._said if document in documents]
        tags = [
            Reason("tag", self._labels.one(key, code), key, code)
            for key, codes in self._conditions
            for code in sorted(codes.intersection(record.codes.get(key, ())))
        ]
        return tuple(dict.fromkeys((*said, *tags)))

    @cached_property
    def _said(self) -> Sequence[tuple[Reason, Collection[int]]]:
        ordered = sorted(self._standing, key=lambda one: (one.of.also, not one.of.in_title))
        return [(Reason(_kind(one.of), _said(one.of.leaf)), set(documents_of(one.places).tolist())) for one in ordered]

    @cached_property
    def _conditions(self) -> Sequence[tuple[str, frozenset[str]]]:
        return (*_conditions(self._tree), *_filters(self._query))


def _kind(found: Occurrences) -> str:
    return "also" if found.also else "title" if found.in_title else "text"


def _said(leaf: Leaf | Term) -> str:
    return leaf.text if isinstance(leaf, Term) else printed(leaf)


def _conditions(node: Node) -> Iterator[tuple[str, frozenset[str]]]:
    """The conditions on tags that a query names, or that the name of a process stands for."""
    match node:
        case And(nodes) | Or(nodes) | Most(nodes):
            for part in nodes:
                yield from _conditions(part)
        case Widened(inner, _, tagged):
            yield from _conditions(inner)
            for condition in tagged:
                yield from _conditions(condition)
        case Field(key) if key != TITLE_KEY:
            yield key, codes_of(node)


def _filters(query: SearchQuery) -> Sequence[tuple[str, frozenset[str]]]:
    return [(key, frozenset(query.values(key))) for key in sorted({key for key, _ in query.filters})]
