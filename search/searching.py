"""A search from query to results: read, evaluate under the reader's mask, count, and read what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from repository.access import Actor
from repository.models import Document
from repository.repository import Repository
from search.analysis import language_of
from search.columns import Mask
from search.entries import title_of
from search.evaluator import Evaluation, evaluate, leaves_to_mark
from search.facets import Selection, facets
from search.grammar import Leaf, Node, parse, printed
from search.index import Index
from search.marking import marked, spans
from search.ordering import DECIMALS, ordered
from search.passages import passage
from search.query import SearchQuery
from search.resolving import resolved
from search.results import Hit, Labelled, Passage, SearchResults, Suggestion
from search.snapshot import View
from search.stretches import Stretch, best_stretches
from search.suggesting import suggestions
from search.ways_out import ways_out

_REBUILDING = "The search index is being built; what is missing now will be found in a few moments."
_ELEMENTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Found:
    """One hit before it is read: its number in the snapshot, its id, its score and where its passages are."""

    public_id: str
    score: float
    stretches: list[Stretch]


class Search:
    """Answers queries on one index; safe to use from many threads."""

    def __init__(self, repository: Repository, index: Index) -> None:
        self._repository = repository
        self._index = index
        self._labels: dict[tuple[str, str], str] = {}

    def results(self, query: SearchQuery, actor: Actor) -> SearchResults:
        """Hits, total, facets and passages of a query, as far as the reader may see them."""
        tree, ignored = self._understood(query.text)
        with self._index.reading() as snapshot:
            view = snapshot.view(actor.visibilities)
            evaluation = evaluate(tree, view)
            shown = evaluation.mask & Selection(snapshot, query).all()
            found = self._page(view, evaluation, shown, query)
            total = int(shown.sum())
            return SearchResults(
                query=query,
                total=total,
                hits=self._hits(found, tuple(leaves_to_mark(tree)), query, actor),
                facets=facets(snapshot, evaluation.mask, query, self.label),
                understood=printed(tree),
                ignored=(*ignored, *evaluation.notes, *self._state()),
                ways_out=() if total else ways_out(view, query, tree, evaluation.mask, self.label),
            )

    def suggest(self, text: str, actor: Actor, limit: int = 10) -> list[Suggestion]:
        """Completions of what was typed so far: processes, elements, concepts and titles."""
        with self._index.reading() as snapshot:
            view = snapshot.view(actor.visibilities)
            return suggestions(
                text[: self._repository.settings.query_characters], view, self._repository.authority, limit
            )

    def mark(self, text: str, query_text: str, *languages: str | None) -> str:
        """A page's text as HTML, escaped, with everything marked that the query matches.

        `languages` are those of the page, its file and its document, the first known one counts.
        """
        tree, _ = self._understood(query_text)
        return marked(text, spans(text, tuple(leaves_to_mark(tree)), language_of(*languages)))

    def label(self, facet: str, value: str) -> str:
        """What a reader sees for a value of a facet."""
        if (facet, value) not in self._labels:
            self._labels[facet, value] = value if facet == "year" else self._repository.authority.label(facet, value)
        return self._labels[facet, value]

    def _understood(self, text: str) -> tuple[Node, tuple[str, ...]]:
        parsed = parse(text, self._repository.settings.query_characters)
        tree, notes = resolved(parsed.tree, self._repository.authority)
        return tree, (*parsed.ignored, *notes)

    def _state(self) -> Sequence[str]:
        return (_REBUILDING,) if self._index.needs_rebuild else ()

    def _page(self, view: View, evaluation: Evaluation, shown: Mask, query: SearchQuery) -> list[_Found]:
        first = (query.page - 1) * query.size
        numbers = ordered(view.snapshot, shown, evaluation.scores, query.sort, self.label)[first : first + query.size]
        return [self._one(view, evaluation, int(number)) for number in numbers]

    def _one(self, view: View, evaluation: Evaluation, number: int) -> _Found:
        record = view.snapshot.record(number)
        stretches = best_stretches(record, number, evaluation.occurrences)
        return _Found(record.public_id, round(float(evaluation.scores[number]), DECIMALS), stretches)

    def _hits(
        self, found: Sequence[_Found], leaves: Sequence[Leaf], query: SearchQuery, actor: Actor
    ) -> tuple[Hit, ...]:
        with self._repository.read() as uow:
            documents = uow.documents.many([one.public_id for one in found], actor)
            read = {document.public_id: document for document in documents if document.withdrawn_at is None}
            pages = uow.documents.page_texts({part.key for one in found for part in one.stretches})
            hits = []
            for one in found:
                # Changed since it was indexed: the index will catch up, and until then it is not shown.
                if document := read.get(one.public_id):
                    cut = [
                        passage(part, pages[part.key], document, leaves, query.text)
                        for part in one.stretches
                        if part.key in pages
                    ]
                    hits.append(self._hit(document, one.score, tuple(part for part in cut if part)))
            return tuple(hits)

    def _hit(self, document: Document, score: float, passages: tuple[Passage, ...]) -> Hit:
        return Hit(
            id=document.public_id,
            title=title_of(document),
            iscms=self._labelled("iscm", document.codes("iscm")),
            date_from=document.date_from,
            date_to=document.date_to,
            place=self._place(document),
            type=next(iter(self._labelled("type", [document.type] if document.type else [])), None),
            languages=self._labelled("language", document.languages),
            elements=self._labelled("element", document.codes("element")[:_ELEMENTS_SHOWN]),
            score=score,
            visibility=document.visibility,
            is_sample=document.is_sample,
            passages=passages,
            url=f"/documents/{document.public_id}",
        )

    def _place(self, document: Document) -> str:
        country = self.label("state", document.country) if document.country else None
        return ", ".join(part for part in (document.city, country) if part)

    def _labelled(self, facet: str, codes: Sequence[str]) -> tuple[Labelled, ...]:
        return tuple(Labelled(code, self.label(facet, code)) for code in codes)
