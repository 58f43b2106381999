"""Why a document was found: the words in its pages and its title, what else says the same, and its tags."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from search.entries import Record
from search.grammar import And, Field, Leaf, Node, Or, printed
from search.lexer import TITLE_KEY
from search.names import Term
from search.postings import in_document
from search.query import SearchQuery
from search.ranking import Occurrences
from search.resolving import codes_of
from search.results import Reason
from search.thesaurus import Widened

Labeller = Callable[[str, str], str]


def reasons(
    record: Record, document: int, found: Iterable[Occurrences], tree: Node, query: SearchQuery, label: Labeller
) -> tuple[Reason, ...]:
    """What of the query holds for a document: asked words first, then other names for them, then tags and filters."""
    inside = [one for one in found if len(in_document(one.places, document))]
    words = [
        Reason(_kind(one), _said(one.leaf)) for one in sorted(inside, key=lambda one: (one.also, not one.in_title))
    ]
    tags = [
        Reason("tag", label(key, code), key)
        for key, codes in (*_conditions(tree), *_filters(query))
        for code in sorted(codes.intersection(record.codes.get(key, ())))
    ]
    return tuple(dict.fromkeys((*words, *tags)))


def _kind(found: Occurrences) -> str:
    return "also" if found.also else "title" if found.in_title else "text"


def _said(leaf: Leaf | Term) -> str:
    return leaf.text if isinstance(leaf, Term) else printed(leaf)


def _conditions(node: Node) -> Iterator[tuple[str, frozenset[str]]]:
    """The conditions on tags that a query names, or that the name of a process stands for."""
    match node:
        case And(nodes) | Or(nodes):
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
