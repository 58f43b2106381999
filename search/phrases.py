"""Frequent phrases: how documents that the reader may see go on after the words that were typed."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from search.gathered import NOTHING
from search.postings import Places, documents_of, positions_of
from search.schema import PAGES_TEXT, WORDS
from search.snapshot import View
from search.thesaurus import LITTLE

# Documents that are looked into, and the words behind what was typed that may belong to the phrase.
_LOOKED_INTO = 200
_LONGEST = 3
# In so many documents a phrase must stand to be called frequent; and a longer one in this share of a shorter one's.
_FEWEST = 2
_SHARE = 0.6
_NO_FORM = -1


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
    documents, begins = np.unique(documents_of(visible), return_index=True)
    found: Counter[tuple[str, ...]] = Counter()
    stretches = np.split(visible, begins[1 : _LOOKED_INTO + 1])
    for document, at in zip(documents[:_LOOKED_INTO].tolist(), stretches, strict=False):
        following = _following(view, document, positions_of(at) + len(whole))
        going_on = [words for words in following if words and words[0].startswith(begun)]
        found.update({whole + words[:length] for words in going_on for length in range(1, len(words) + 1)})
    return found


def _following(view: View, document: int, positions: Places) -> Iterator[tuple[str, ...]]:
    """The different words that follow from each of these positions on, to the end of the file at most."""
    segment, number = view.snapshot.place(document)
    words = segment.words_of(PAGES_TEXT, number)
    at = positions[:, np.newaxis] + np.arange(_LONGEST)
    inside = (at < len(words)) & ((there := words.take(at, mode="clip")) != NOTHING)
    forms = np.where(np.logical_and.accumulate(inside, axis=1), segment.form_of[there].astype(np.int64), _NO_FORM)
    for row in set(map(tuple, forms.tolist())):
        yield tuple(segment.forms[form].decode() for form in row if form != _NO_FORM)


def _is_cut_short(phrase: tuple[str, ...], count: int, frequent: dict[tuple[str, ...], int]) -> bool:
    """Whether a longer phrase says more and is nearly as frequent."""
    return any(
        len(longer) > len(phrase) and longer[: len(phrase)] == phrase and others >= _SHARE * count
        for longer, others in frequent.items()
    )
