"""Ways out of an empty result: wider queries that do find something, with how much they find."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from repository.said import Said, said
from search.columns import Mask, how_many
from search.deadline import OutOfTime
from search.facets import LABELS, Selection
from search.grammar import And, Leaf, Near, Node, Phrase, Prefix, Word, all_of, any_of, printed
from search.labels import Labeller
from search.operative import evaluate_kind
from search.query import FACETS, SearchQuery
from search.results import WayOut
from search.snapshot import View

MOST = 8


def ways_out(
    view: View, query: SearchQuery, tree: Node, matching: Mask, label: Labeller, widened: Callable[[Node], Node]
) -> tuple[WayOut, ...]:
    """First without one filter or the other, then with fewer words; only those that lead somewhere.

    `widened` adds to a query what is searched besides its words. What there is no time for is left out.
    """
    selection = Selection(view.snapshot, query)
    found = [
        WayOut(label_of, total, wider, facet)
        for facet, label_of, wider in _without_filters(query, label)
        if (total := how_many(matching & Selection(view.snapshot, wider).all()))
    ]
    allowed = selection.all()
    for label_of, fewer, wider in _other_words(tree, query):
        if len(found) >= MOST:
            break
        with suppress(OutOfTime):
            evaluation, _ = evaluate_kind(widened(fewer), view, wider.kind)
            if total := how_many(evaluation.mask & allowed):
                found.append(WayOut(label_of, total, wider))
    return tuple(found[:MOST])


def _without_filters(query: SearchQuery, label: Labeller) -> Iterator[tuple[str, Said, SearchQuery]]:
    seen = {query}
    for facet, label_of, wider in _every_without(query, label):
        if wider not in seen:
            seen.add(wider)
            yield facet, label_of, wider


def _every_without(query: SearchQuery, label: Labeller) -> Iterator[tuple[str, Said, SearchQuery]]:
    first = query.with_page(1)
    for name in FACETS:
        values = query.values(name)
        left_out = tuple(label(name, value) for value in values) or tuple(filter(None, [year_range(query, name)]))
        if left_out:
            without = said("without %(facet)s: %(values)s", facet=LABELS[name].lower(), values=left_out)
            yield name, without, first.without(name)
    if query.is_filtered:
        yield "", said("without any filter"), query.without_filters()


def year_range(query: SearchQuery, facet: str) -> str:
    """The years from one to another that a query asks for, if that is the facet."""
    if facet != "year":
        return ""
    years = [str(year) if year is not None else "" for year in (query.year_from, query.year_to)]
    return "–".join(years) if any(years) else ""


def _other_words(tree: Node, query: SearchQuery) -> Iterator[tuple[Said, Node, SearchQuery]]:
    if query.kind:
        yield said("in whole documents"), tree, query.with_kind("")
    for label_of, fewer in _with_fewer_words(tree):
        yield label_of, fewer, query.with_text(printed(fewer))


def _with_fewer_words(tree: Node) -> Iterator[tuple[Said, Node]]:
    if isinstance(tree, Phrase | Near) and len(tree.text.split()) > 1:
        apart = said("with these words anywhere: %(words)s", words=tree.text)
        yield apart, all_of([Word(word) for word in tree.text.split()])
    if not isinstance(tree, And):
        return
    for part in tree.nodes:
        rest = all_of([other for other in tree.nodes if other is not part])
        yield said("without %(words)s", words=printed(part)), rest
    if words := [part for part in tree.nodes if isinstance(part, Word | Phrase | Near | Prefix)]:
        leaves: list[Leaf] = words
        others = [part for part in tree.nodes if part not in leaves]
        yield said("with any of the words"), all_of([any_of(leaves), *others])
