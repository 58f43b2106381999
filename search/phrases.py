"""Frequent phrases: how documents that the reader may see go on after the words that were typed."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from search.gathered import NOTHING
from search.postings import documents_of, positions_of
from search.schema import PAGES_TEXT, WORDS
from search.snapshot import View
from search.thesaurus import LITTLE

# Documents that are looked into, and the words behind what was typed that may belong to the phrase.
_LOOKED_INTO = 200
_LONGEST = 3
# In so many documents a phrase must stand to be called frequent; and a longer one in this share of a shorter one's.
_FEWEST = 2
_SHARE = 0.6


def frequent_phrases(typed: tuple[str, ...], view: View, most: int) -> list[str]:
    """Phrases of folded words that begin like this, the most frequent first."""
    found: Counter[tuple[str, ...]] = Counter()
    if set(typed) <= LITTLE:
        return []
    # The last word may be whole, or only begun.
    for whole, begun in ((typed, ""), (typed[:-1], typed[-1])):
        if whole:
            found |= _continuations(whole, begun, view)
    frequent = {phrase: count for phrase, count in found.items() if count >= _FEWEST and phrase[-1] not in LITTLE}
    kept = [phrase for phrase, count in frequent.items() if not _is_cut_short(phrase, count, frequent)]
    kept.sort(key=lambda phrase: (-frequent[phrase], len(phrase), phrase))
    return [" ".join(phrase) for phrase in kept[:most]]


def _continuations(whole: tuple[str, ...], begun: str, view: View) -> Counter[tuple[str, ...]]:
    """In how many documents the words go on with one, two or three more, the first of which begins like this."""
    places = view.snapshot.sequence(WORDS, whole)
    visible = places[view.mask[documents_of(places)]]
    looked_into = np.unique(documents_of(visible))[:_LOOKED_INTO]
    visible = visible[np.isin(documents_of(visible), looked_into)]
    inside: dict[int, set[tuple[str, ...]]] = {}
    for document, position in zip(documents_of(visible).tolist(), positions_of(visible).tolist(), strict=True):
        following = tuple(_following(view, document, position + len(whole)))
        if following and following[0].startswith(begun):
            phrases = inside.setdefault(document, set())
            phrases.update(whole + following[:length] for length in range(1, len(following) + 1))
    return Counter(phrase for phrases in inside.values() for phrase in phrases)


def _following(view: View, document: int, position: int) -> Iterator[str]:
    """The words from a position on, to the end of the file at most."""
    segment, number = view.snapshot.place(document)
    words = segment.words_of(PAGES_TEXT, number)[position : position + _LONGEST]
    ends = np.flatnonzero(words == NOTHING)
    forms = segment.forms_of(PAGES_TEXT, number)[position : position + (int(ends[0]) if len(ends) else len(words))]
    return (segment.forms[form].decode() for form in forms.tolist())


def _is_cut_short(phrase: tuple[str, ...], count: int, frequent: dict[tuple[str, ...], int]) -> bool:
    """Whether a longer phrase says more and is nearly as frequent."""
    return any(
        len(longer) > len(phrase) and longer[: len(phrase)] == phrase and others >= _SHARE * count
        for longer, others in frequent.items()
    )
