"""Why a document was found: the words in its pages and its title, what else says the same, and its tags."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.entries import Record
from search.grammar import And, Field, Leaf, Node, Or, printed
from search.labels import Labeller
from search.lexer import TITLE_KEY
from search.names import Term
from search.postings import documents_of
from search.query import SearchQuery
from search.ranking import Occurrences, Standing
from search.relaxing import Most
from search.resolving import codes_of
from search.results import Reason
from search.thesaurus import Widened


def reasons(
    records: Mapping[int, Record], standing: Iterable[Standing], tree: Node, query: SearchQuery, label: Labeller
) -> dict[int, tuple[Reason, ...]]:
    """What of a query holds for each document: asked words first, then other names for them, then tags and filters."""
    why: dict[int, list[Reason]] = {document: [] for document in records}
    for one in sorted(standing, key=lambda one: (one.of.also, not one.of.in_title)):
        reason = Reason(_kind(one.of), _said(one.of.leaf))
        for document in set(documents_of(one.places).tolist()):
            why[document].append(reason)
    for key, codes in (*_conditions(tree), *_filters(query)):
        for document, record in records.items():
            tags = sorted(codes.intersection(record.codes.get(key, ())))
            why[document] += [Reason("tag", label(key, code), key, code) for code in tags]
    return {document: tuple(dict.fromkeys(parts)) for document, parts in why.items()}


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
