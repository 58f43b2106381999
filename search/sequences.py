"""Phrases in one segment: where terms stand in a row, looked for around the rarest of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.postings import NOWHERE, SHIFT, Places, documents_of, positions_of
from search.schema import TEXT_OF
from search.segment import Segment


def sequence(segment: Segment, field: str, terms: tuple[str, ...]) -> Places:
    """The places where terms stand next to each other, in order."""
    numbers = [segment.term(field, term) for term in terms]
    if not numbers or min(numbers) < 0:
        return NOWHERE
    text, language = TEXT_OF[field]
    if not language:
        return _sequence_of_forms(segment, field, numbers)
    begins = segment.arrays[f"{text}.stems.places"]
    often = [int(begins[number + 1]) - int(begins[number]) for number in numbers]
    if not min(often):
        return NOWHERE
    order = sorted(range(len(numbers)), key=often.__getitem__)
    documents, positions = segment.stands(text, numbers[order[0]])
    return _in_a_row(segment, text, segment.stem_of, numbers, order, documents, positions)


def _sequence_of_forms(segment: Segment, field: str, numbers: list[int]) -> Places:
    """The same for forms, whose positions are not kept: among those of the stems that the rarest form has."""
    text = TEXT_OF[field][0]
    often = [len(segment.between(field, number, number + 1)[0]) for number in numbers]
    rarest = often.index(min(often))
    stems = np.unique(segment.stem_of[np.flatnonzero(segment.form_of == numbers[rarest])])
    found = [segment.stands(text, stem) for stem in stems.tolist()]
    places = np.concatenate([NOWHERE, *((documents.astype(np.int64) << SHIFT) + at for documents, at in found)])
    places.sort()
    # Another form may have the same stem, so that the rarest, too, is looked at where its stem stands.
    order = (rarest, *range(len(numbers)))
    return _in_a_row(segment, text, segment.form_of, numbers, order, documents_of(places), positions_of(places))


def _in_a_row(
    segment: Segment,
    text: str,
    term_of: NDArray[Any],
    numbers: Sequence[int],
    order: Sequence[int],
    documents: NDArray[Any],
    positions: NDArray[Any],
) -> Places:
    """Where terms stand in a row, given where the first of `order` does: only there the words are looked at.

    A row that would begin before its document meets the gap behind the one before, which is no term.
    """
    known, *others = order
    words, begins = segment.arrays[f"{text}.words"], segment.text_begins[text]
    at = begins[documents] + positions
    whole = slice(at.searchsorted(known), at.searchsorted(len(words) - len(numbers) + known, side="right"))
    at, documents = at[whole], documents[whole]
    for one in others:
        same = np.flatnonzero(term_of[words[at + (one - known)]] == numbers[one])
        at, documents = at[same], documents[same]
    places: Places = (documents.astype(np.int64) << SHIFT) + at - begins[documents] - known
    return places
