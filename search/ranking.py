"""How well a document answers: the constants of BM25F, and what words that stand together add.

The score of a leaf is BM25F over title, headings and pages (Robertson and Zaragoza 2009): a word of the title counts as
several of the text, one of a heading as two, and a long text is held against itself; the scores of the leaves are added
up. The best documents by that are then looked at more closely: a bonus for every two asked words close together, and a
greater one where they stand next to each other as typed. Dates play no part unless a reader sorts by them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.columns import Mask
from search.gathered import Numbers
from search.grammar import And, Leaf, Node, Or, Word
from search.names import Term
from search.postings import NOWHERE, Places, Where, among, documents_of
from search.relaxing import Most
from search.schema import HEADINGS_TEXT, PAGES_TEXT, TITLE_TEXT
from search.thesaurus import Widened

# BM25F: how soon repeating a word stops counting, and how much a long text is held against it.
K1 = 1.2
B = {PAGES_TEXT: 0.75, HEADINGS_TEXT: 0.75, TITLE_TEXT: 0.75}
# A word in the title counts as so many in the text; one in a heading as so many besides the one in the text.
WEIGHT = {PAGES_TEXT: 1.0, HEADINGS_TEXT: 1.0, TITLE_TEXT: 4.0}
# A document that has only synonyms and translations of what was asked, against one that has the words.
ALSO_WEIGHT = 0.7
# Two asked words next to each other in the order of the query, at the rarity of the less rare one; halved for every
# word in between, nothing beyond the reach.
NEAR_WEIGHT = 0.6
ADJACENT_WEIGHT = 1.0
REACH = 8
# Only the best documents by BM25F are looked at closely; the bonus reorders these and moves no other past them.
LOOKED_AT = 60

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a leaf of the query stands: places of its first word, and how many words it is long.

    `weight` is the leaf's rarity; `also` is set where it was not asked for but stands for what was; the places
    are in titles or in pages.
    """

    places: Places | Where
    length: int
    weight: float
    leaf: Leaf | Term
    also: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An occurrence as far as it stands in the documents that are looked at."""

    of: Occurrences
    places: Places


@dataclass(frozen=True, slots=True)
class Ranked:
    """Scores of documents, where a closer look was taken with the bonus; and what stands in the documents looked at."""

    scores: Scores
    occurrences: Sequence[Occurrences]
    documents: Numbers
    standing: Sequence[Standing]

    def standing_in(self, documents: Numbers) -> Sequence[Standing]:
        """What stands in some documents, which are given in order; it is known already of those looked at."""
        if not len(self.documents) or not np.isin(documents, self.documents).all():
            return _standing(self.occurrences, documents)
        known = ((one.of, one.places[np.isin(documents_of(one.places), documents)]) for one in self.standing)
        return [Standing(of, places) for of, places in known if len(places)]


def closer(tree: Node, found: Sequence[Occurrences], shown: Mask, scores: Scores) -> Ranked:
    """The scores with the bonus for asked words that stand together, in the best of the documents shown."""
    pairs = list(_pairs(tree))
    if not pairs:
        return Ranked(scores, found, NOWHERE, ())
    documents = _best(np.flatnonzero(shown), scores)
    standing = _standing(found, documents)
    better = scores.copy()
    for first, second in pairs:
        others = np.unique(np.concatenate([NOWHERE, *(one.places for one in _of(second, standing))]))
        weight = min(_weight(first, found), _weight(second, found))
        most = np.zeros(len(documents))
        for one in _of(first, standing) if len(others) else ():
            at = documents.searchsorted(documents_of(one.places))
            np.maximum.at(most, at, weight * _nearness(one.places, others, one.of.length))
        better[documents] += most
    return Ranked(better, found, documents, standing)


def _standing(occurrences: Iterable[Occurrences], documents: Numbers) -> list[Standing]:
    found = (Standing(one, among(one.places, documents)) for one in occurrences)
    return [one for one in found if len(one.places)]


def _pairs(node: Node) -> Iterator[tuple[Word, Word]]:
    """Words that were typed one after the other and shall both be there."""
    if isinstance(node, And | Most | Widened):
        for first, second in pairwise(_run(node)):
            if isinstance(first, Word) and isinstance(second, Word):
                yield first, second


def _run(node: Node) -> Iterator[Node]:
    """The parts of a conjunction as they were typed, those of names one by one."""
    match node:
        case Widened(And(nodes) | Or(nodes)) | And(nodes) | Most(nodes):
            for part in nodes:
                yield from _run(part)
        case Widened(asked):
            yield asked
        case _:
            yield node


def _best(documents: Numbers, scores: Scores) -> Numbers:
    if len(documents) <= LOOKED_AT:
        return documents
    order = np.argpartition(-scores[documents], LOOKED_AT)[:LOOKED_AT]
    return np.sort(documents[order])


def _weight(word: Word, found: Sequence[Occurrences]) -> float:
    return next((one.weight for one in found if one.leaf == word and not one.in_title), 0.0)


def _of(word: Word, standing: Sequence[Standing]) -> list[Standing]:
    """Where a word stands in pages, language by language."""
    return [one for one in standing if one.of.leaf == word and not one.of.in_title]


# The bonus before rarity for a word so many words away.
_BONUS = np.array([0.0, *(NEAR_WEIGHT * 0.5**between for between in range(REACH)), 0.0])


def _nearness(places: Places, others: Places, length: int) -> Scores:
    """For each place how close the nearest of the others stands: the bonus before rarity."""
    at = others.searchsorted(places, side="right")
    after = np.where(at < len(others), others.take(at, mode="clip") - places, REACH + 1)
    before = others.searchsorted(places) - 1
    back = np.where(before >= 0, places - others.take(before, mode="clip"), REACH + 1)
    near = _BONUS[np.minimum(np.minimum(after, back), REACH + 1)]
    return np.where(after == length, ADJACENT_WEIGHT, near)
