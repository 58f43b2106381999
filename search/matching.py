"""What a query finds: all of its words, or most of them where too few documents hold all, under its filters."""

from dataclasses import dataclass, replace

from repository.said import said
from search.columns import Mask, how_many
from search.deadline import OutOfTime
from search.evaluator import Evaluation
from search.grammar import Node
from search.operative import OperativeMatch, evaluate_kind
from search.postings import NOWHERE
from search.query import SearchQuery
from search.ranking import Ranked, closer
from search.relaxing import relaxed
from search.snapshot import View
from search.thesaurus import Expansion, Thesaurus

_NO_TIME = said("There was no time left to look for documents that hold only most of the words.")


@dataclass(frozen=True, slots=True)
class Matched:
    """A widened or relaxed query, what it found, and the documents of it that pass the filters.

    `also` are the other names that were looked for; `holding_all` is set for a relaxed one, to how many hold all words.
    """

    tree: Node
    evaluation: Evaluation
    mask: Mask
    also: tuple[str, ...]
    notes: tuple[str, ...]
    holding_all: int | None = None
    operative: OperativeMatch | None = None

    def ranked(self) -> Ranked:
        """The scores of what passes the filters, words that stand together counting."""
        if self.operative:
            return Ranked(self.evaluation.scores, self.evaluation.occurrences, NOWHERE, ())
        return closer(self.tree, self.evaluation.occurrences, self.mask, self.evaluation.scores)


def matching(tree: Node, view: View, query: SearchQuery, passing: Mask, thesaurus: Thesaurus) -> Matched:
    """What the words find, or most of them where all of them find too little; and of it what passes the filters."""
    expansion = thesaurus.expanded(tree) if query.expand else Expansion(tree)
    evaluation, operative = evaluate_kind(expansion.tree, view, query.kind)
    found, passed = how_many(evaluation.mask), evaluation.mask & passing
    strict = Matched(expansion.tree, evaluation, passed, expansion.names, evaluation.notes, None, operative)
    wider = relaxed(tree, found, thesaurus) if query.expand else None
    if wider is None:
        return strict
    try:
        evaluation, operative = evaluate_kind(wider, view, query.kind)
    except OutOfTime:
        return replace(strict, notes=(*strict.notes, _NO_TIME))
    passed = evaluation.mask & passing
    return Matched(wider, evaluation, passed, expansion.names, evaluation.notes, found, operative)
