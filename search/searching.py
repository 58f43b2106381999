"""A search from query to results: read, evaluate under the reader's mask, count, and read what is shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import numpy as np

from repository.access import ANONYMOUS, Actor
from repository.errors import Busy
from repository.repository import Repository
from repository.said import said
from search.analysis import language_of
from search.columns import Mask, how_many
from search.crossing import Crossing, crossing
from search.deadline import Deadline, OutOfTime
from search.evaluator import evaluate, leaves_to_mark
from search.facets import Selection, facets
from search.grammar import Node, parse, printed
from search.hit import Hit
from search.hit_counts import pages_with_hits
from search.index import Index
from search.labels import Labels
from search.marking import Span, marked, spans
from search.matching import Matched, matching
from search.operative import OperativeMatch, evaluate_kind
from search.ordering import DECIMALS, ordered
from search.passages import Asked
from search.query import SearchQuery
from search.ranking import Standing
from search.reasons import Reasons
from search.resolving import resolved
from search.results import Correction, SearchResults, Suggestion, WayOut
from search.showing import Found, shown
from search.similar import similar
from search.snapshot import Snapshot, View
from search.spelling import corrected
from search.stretches import MOST, Stretch, best_stretches
from search.suggesting import suggestions
from search.thesaurus import Thesaurus
from search.ways_out import ways_out

_REBUILDING = said("The search index is being built; what is missing now will be found in a few moments.")


class Search:
    """Answers queries on one index; safe to use from many threads."""

    def __init__(self, repository: Repository, index: Index) -> None:
        self._repository = repository
        self._index = index
        self._labels = Labels(repository.authority)
        self._thesaurus = Thesaurus(repository.authority)

    def results(self, query: SearchQuery, actor: Actor, passages: int = MOST) -> SearchResults:
        """Hits, total, facets and up to so many passages a hit, as far as the reader may see them."""
        tree, ignored = self._understood(query.text)
        with self._index.reading() as snapshot:
            view = self._view(snapshot, actor)
            selection = Selection(snapshot, query)
            matched = matching(tree, view, query, selection.all(), self._thesaurus)
            asked = Asked(tuple(leaves_to_mark(matched.tree)), query.text, passages)
            total = how_many(matched.mask)
            return SearchResults(
                query=query,
                total=total,
                hits=self._hits(view, matched, query, asked, actor),
                facets=facets(snapshot, matched.evaluation.mask, selection, query, self._labels),
                understood=printed(tree),
                ignored=(*ignored, *matched.notes, *self._state(snapshot)),
                ways_out=() if total else self._ways_out(view, query, tree, matched.evaluation.mask),
                also_searched=matched.also,
                did_you_mean=None if total and matched.holding_all != 0 else self._correction(view, query, tree),
                holding_all=matched.holding_all,
            )

    def warm(self) -> None:
        """Answer once what nobody asked, so that the first reader does not wait for what is then put together."""
        with suppress(Busy):
            self.results(SearchQuery("migration"), ANONYMOUS)

    def ids(self, query: SearchQuery, actor: Actor) -> Iterator[str]:
        """The ids of all that a query finds, in the order of its results, whatever its page and size."""
        tree, _ = self._understood(query.text)
        with self._index.reading() as snapshot:
            matched = self._matched(tree, snapshot, query, actor)
            scores, total = matched.ranked().scores, how_many(matched.mask)
            numbers = ordered(snapshot, matched.mask, scores, query.sort, self._labels.one, total)
            # An array, found before the first is asked for: whoever goes through it slowly must not hold the index.
            found = snapshot.joined("ids")[numbers]
            return (bytes(public_id).decode() for public_id in found)

    def suggest(self, text: str, actor: Actor, limit: int = 10) -> list[Suggestion]:
        """Completions of what was typed so far: processes, elements, concepts, frequent phrases and titles."""
        with self._index.reading() as snapshot:
            view = self._view(snapshot, actor)
            typed = text[: self._repository.settings.query_characters]
            return suggestions(typed, view, self._repository.authority, limit, self._widened(SearchQuery()))

    def mark(self, text: str, query_text: str, *languages: str | None) -> str:
        """A page's text as HTML, escaped, with everything marked that the query matches.

        `languages` are those of the page, its file and its document, the first known one counts.
        """
        return marked(text, self.spans(text, query_text, *languages))

    def spans(self, text: str, query_text: str, *languages: str | None) -> list[Span]:
        """The same as places: from which character up to which."""
        tree, _ = self._understood(query_text)
        leaves = leaves_to_mark(self._thesaurus.expanded(tree).tree)
        return spans(text, leaves, language_of(*languages))

    def pages_with_hits(self, document_id: str, query_text: str, actor: Actor) -> dict[tuple[int, int], int]:
        """Hits of a query in one document: how many, by the row id of the file and the number of the page."""
        tree = self._thesaurus.expanded(self._understood(query_text)[0]).tree
        with self._index.reading() as snapshot:
            view = self._view(snapshot, actor)
            return pages_with_hits(view, document_id, evaluate(tree, view).occurrences)

    def crossing(self, query: SearchQuery, rows: str, columns: str, actor: Actor) -> Crossing:
        """What a query finds, counted by the values of two facets."""
        tree, _ = self._understood(query.text)
        with self._index.reading() as snapshot:
            matched = self._matched(tree, snapshot, query, actor)
            return crossing(snapshot, matched.mask, rows, columns)

    def similar(self, document_id: str, language: str | None, actor: Actor, most: int = 5) -> list[str]:
        """The documents whose words are most like those of one, as far as the reader may see them."""
        with self._index.reading() as snapshot:
            found = similar(self._view(snapshot, actor), document_id, language or "", most)
            return [public_id for public_id, _ in found]

    def _understood(self, text: str) -> tuple[Node, tuple[str, ...]]:
        parsed = parse(text, self._repository.settings.query_characters)
        tree, notes = resolved(parsed.tree, self._repository.authority)
        return tree, (*parsed.ignored, *notes)

    def _matched(self, tree: Node, snapshot: Snapshot, query: SearchQuery, actor: Actor) -> Matched:
        view, passing = self._view(snapshot, actor), Selection(snapshot, query).all()
        return matching(tree, view, query, passing, self._thesaurus)

    def _view(self, snapshot: Snapshot, actor: Actor) -> View:
        """What the reader may see, for as long as a search may take."""
        deadline = Deadline.after(self._repository.settings.search_seconds)
        return snapshot.view(actor.visibilities).until(deadline)

    def _widened(self, query: SearchQuery) -> Callable[[Node], Node]:
        return (lambda tree: self._thesaurus.expanded(tree).tree) if query.expand else (lambda tree: tree)

    def _ways_out(self, view: View, query: SearchQuery, tree: Node, matching: Mask) -> tuple[WayOut, ...]:
        return ways_out(view, query, tree, matching, self._labels.one, self._widened(query))

    def _correction(self, view: View, query: SearchQuery, tree: Node) -> Correction | None:
        """What may have been meant, as far as it finds something under the same filters, and in time."""
        with suppress(OutOfTime):
            if (better := corrected(tree, view)) is not None:
                meant = query.with_text(printed(better))
                found = evaluate_kind(self._widened(query)(better), view, query.kind)[0].mask
                total = how_many(found & Selection(view.snapshot, meant).all())
                return Correction(meant.text, total, meant) if total else None
        return None

    def _state(self, snapshot: Snapshot) -> Sequence[str]:
        return (_REBUILDING,) if not len(snapshot) and self._index.needs_rebuild else ()

    def _hits(self, view: View, matched: Matched, query: SearchQuery, asked: Asked, actor: Actor) -> tuple[Hit, ...]:
        first, beyond = (query.page - 1) * query.size, query.page * query.size
        ranked = matched.ranked()
        numbers = ordered(view.snapshot, matched.mask, ranked.scores, query.sort, self._labels.one, beyond)[first:]
        if not len(numbers):
            return ()
        inside = ranked.standing_in(np.sort(numbers))
        if matched.operative:
            inside = matched.operative.inside(inside)
        records = {number: view.snapshot.record(number) for number in numbers.tolist()}
        stretches, rows = _to_show(view.snapshot, records, inside, matched.operative, asked.passages)
        scores = ranked.scores[numbers].round(DECIMALS).tolist()
        found = [
            Found(number, record, score, stretches.get(number, ()), rows.get(number, ()))
            for (number, record), score in zip(records.items(), scores, strict=True)
        ]
        why = Reasons(inside, matched.tree, query, self._labels)
        every = shown(self._repository, view.snapshot, found, asked, actor)
        return tuple([Hit(record, one.number, one.score, parts, self._labels, why) for one, record, parts in every])


def _to_show(
    snapshot: Snapshot,
    numbers: Iterable[int],
    inside: Sequence[Standing],
    operative: OperativeMatch | None,
    most: int,
) -> tuple[Mapping[int, Sequence[Stretch]], Mapping[int, Sequence[int]]]:
    """The best stretches of each document, or the row ids of its best operative paragraphs."""
    if operative:
        return {}, {number: operative.best(number, most) for number in numbers}
    return best_stretches(snapshot, numbers, inside, most), {}
