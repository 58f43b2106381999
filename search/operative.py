"""Searching recommendations, commitments and requests alone: each is matched and ranked by itself, with its own words.

A document is found if one of its operative paragraphs matches, and is as good as the best of them. Conditions on title,
process and the like are about the document.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.analysis import phrase_terms
from search.columns import Mask, how_many
from search.evaluator import Evaluation, Evaluator, Source, counted, evaluate
from search.gathered import Numbers
from search.grammar import Everything, Field, Leaf, Near, Node
from search.names import Term
from search.nearness import near
from search.postings import NOWHERE, SHIFT, Places, among, documents_of
from search.ranking import B, Scores, Standing
from search.schema import PAGES_TEXT, TEXT_OF
from search.snapshot import Snapshot, View
from search.terms import Terms


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The operative paragraphs of a snapshot in order: from which place to before which, row id, and document."""

    begins: Places
    ends: Places
    rows: Numbers
    documents: Numbers


def paragraphs(snapshot: Snapshot) -> Paragraphs:
    """Those of all segments, worked out once."""
    return snapshot.kept("operative", lambda: _paragraphs(snapshot))


@dataclass(frozen=True, slots=True)
class OperativeMatch:
    """What a query found: documents as after any evaluation, and which of their paragraphs match how well."""

    evaluation: Evaluation
    paragraphs: Paragraphs
    scores: Scores

    def best(self, document: int, most: int) -> list[int]:
        """The row ids of the best matching paragraphs of a document; the first of equals."""
        first, beyond = np.searchsorted(self.paragraphs.documents, (document, document + 1))
        scores = np.round(self.scores[first:beyond], 6)
        matching = np.flatnonzero(~np.isnan(scores))
        order = matching[np.argsort(-scores[matching], kind="stable")][:most]
        rows: list[int] = self.paragraphs.rows[first + order].tolist()
        return rows

    def inside(self, found: Iterable[Standing]) -> tuple[Standing, ...]:
        """What stands in paragraphs that match."""
        kept = []
        for one in found:
            at = np.maximum(np.searchsorted(self.paragraphs.begins, one.places, side="right") - 1, 0)
            whole = (one.places >= self.paragraphs.begins[at]) & (one.places < self.paragraphs.ends[at])
            if len(places := one.places[whole & ~np.isnan(self.scores[at])]):
                kept.append(Standing(one.of, places))
        return tuple(kept)


def evaluate_operative(tree: Node, view: View) -> OperativeMatch:
    """Match a resolved tree with every operative paragraph; raises OutOfTime at the view's deadline."""
    own = _ParagraphView(view)
    evaluator = _InParagraphs(own)
    mask, scores = evaluator.matches(tree)
    mask = mask & own.mask
    found, size = own.paragraphs.documents[mask], len(view.snapshot)
    best = np.zeros(size)
    np.maximum.at(best, found, scores[mask])
    notes = tuple(dict.fromkeys(evaluator.notes))
    evaluation = Evaluation(np.bincount(found, minlength=size) > 0, best, tuple(evaluator.occurrences), notes)
    return OperativeMatch(evaluation, own.paragraphs, np.where(mask, scores, np.nan))


def evaluate_kind(tree: Node, view: View, kind: str) -> tuple[Evaluation, OperativeMatch | None]:
    """What a tree finds in whole documents, or only in what they recommend, commit to or request."""
    if not kind:
        return evaluate(tree, view), None
    match = evaluate_operative(tree, view)
    return match.evaluation, match


class _ParagraphView(View):
    """The operative paragraphs that one access mask leaves, and the statistics of these alone."""

    def __init__(self, view: View) -> None:
        self.snapshot = view.snapshot
        self.documents = view
        self.deadline = view.deadline
        self.paragraphs = paragraphs(view.snapshot)
        self.mask: Mask = view.mask[self.paragraphs.documents]
        self.size = how_many(self.mask)
        lengths = (self.paragraphs.ends - self.paragraphs.begins).astype(float)
        average = float(lengths[self.mask].mean()) if self.size else 1.0
        self._evened = 1 / (1 - B[PAGES_TEXT] + B[PAGES_TEXT] * lengths / max(average, 1.0))

    def evening(self, field: str) -> NDArray[np.float64]:
        return self._evened

    def beginning(self, field: str, prefix: str, most: int) -> tuple[Terms, int]:
        return self.documents.beginning(field, prefix, most)


class _InParagraphs(Evaluator):
    """The same rules as for documents, with paragraphs in their place."""

    _view: _ParagraphView

    def _no_scores(self) -> Scores:
        return np.zeros(len(self._view.paragraphs.rows))

    def _everything(self, _: Everything) -> tuple[Mask, Scores]:
        return np.ones(len(self._view.paragraphs.rows), bool), self._no_scores()

    def _field(self, node: Field) -> tuple[Mask, Scores]:
        of_documents = evaluate(node, self._view.documents)
        return of_documents.mask[self._view.paragraphs.documents], self._no_scores()

    def _sources(self, leaf: Leaf | Term, in_body: bool) -> Iterator[Source]:
        return (one for one in super()._sources(leaf, in_body) if TEXT_OF[one.field][0] == PAGES_TEXT)

    def _frequencies(self, leaf: Leaf | Term, source: Source) -> tuple[Numbers, NDArray[Any]]:
        if isinstance(leaf, Near):
            terms = phrase_terms(leaf.text, TEXT_OF[source.field][1])
            places = near(terms, leaf.distance, lambda term: self._moved(self._snapshot.places(source.field, term), 1))
        elif isinstance(source.where, np.ndarray):
            places = self._moved(source.where, source.length)
        else:
            wanted = np.unique(self._view.paragraphs.documents[self._view.mask])
            places = self._moved(among(source.where, wanted), 1)
        return counted(np.sort(documents_of(places)))

    def _moved(self, places: Places, length: int) -> Places:
        """Places of so many words as those in a paragraph, as far as they are whole in it."""
        own = self._view.paragraphs
        at = np.searchsorted(own.begins, places, side="right") - 1
        inside = (at >= 0) & (places + length <= own.ends[at]) if len(own.ends) else np.zeros(len(places), bool)
        at = at[inside]
        moved: Places = (at << SHIFT) + places[inside] - own.begins[at]
        return moved

    _RULES = {**Evaluator._RULES, Everything: _everything, Field: _field}  # noqa: RUF012 - a table, never changed.


def _paragraphs(snapshot: Snapshot) -> Paragraphs:
    tables, documents = [np.zeros((0, 3), np.int64)], [NOWHERE]
    for segment, base in zip(snapshot.segments, snapshot.bases, strict=True):
        table, own = segment.operative()
        tables.append(table)
        documents.append(own + base)
    table, owners = np.concatenate(tables), np.concatenate(documents)
    begins = (owners << SHIFT) + table[:, 0]
    order = np.argsort(begins, kind="stable")
    ends = (owners << SHIFT) + table[:, 1]
    return Paragraphs(begins[order], ends[order], table[order, 2], owners[order])
