"""From words in the order of the documents to documents in the order of the words, a part of the words at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.gathered import NOTHING, Numbers, Words

# Words that are sorted together: what bounds the memory, about 60 bytes each.
_MOST_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Postings:
    """Of each term: `first[t]` to `first[t + 1]` is where its documents stand in `documents`, and how often it
    stands in each in `counts`; `places[t]` to `places[t + 1]` where its positions stand in `positions`."""

    first: Numbers
    documents: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    places: Numbers
    positions: NDArray[np.uint32]


def inverted(words: Words, ends: Numbers, term_of: Words, terms: int) -> Postings:
    """The postings of words numbered in a row; `ends` is where each document's end, `term_of` the term of a word."""
    begins = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
    places = np.concatenate([[0], np.cumsum(_occurrences(words, term_of, terms))])
    parts = [
        _part(words, begins, ends, term_of, first, last) for first, last in _parts(places, len(words) > _MOST_AT_ONCE)
    ]
    counted = np.bincount(np.concatenate([np.zeros(0, np.uint32), *(part[0] for part in parts)]), minlength=terms)
    return Postings(
        first=np.concatenate([[0], np.cumsum(counted)]),
        documents=_joined([part[1] for part in parts]),
        counts=_joined([part[2] for part in parts]),
        places=places,
        positions=_joined([part[3] for part in parts]),
    )


def _occurrences(words: Words, term_of: Words, terms: int) -> Numbers:
    per_word = np.bincount(words, minlength=len(term_of))
    per_word[NOTHING] = 0
    return np.bincount(term_of, weights=per_word, minlength=terms).astype(np.int64)


def _parts(places: Numbers, several: bool) -> Iterator[tuple[int, int]]:
    """Ranges of terms, each with a bounded number of places."""
    terms = len(places) - 1
    if not several:
        yield 0, terms
        return
    first = 0
    while first < terms:
        last = int(np.searchsorted(places, places[first] + _MOST_AT_ONCE, side="right")) - 1
        last = min(max(last, first + 1), terms)
        yield first, last
        first = last


_Part = tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]


def _part(words: Words, begins: Numbers, ends: Numbers, term_of: Words, first: int, last: int) -> _Part:
    """The term of each posting, its document and count; and the position of each place."""
    wanted = (term_of >= first) & (term_of < last)
    wanted[NOTHING] = False
    at = np.flatnonzero(wanted[words])
    # Sorting one number is several times faster than sorting by two.
    keys = (term_of[words[at]].astype(np.uint64) << np.uint64(32)) | at.astype(np.uint64)
    keys.sort()
    at = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    terms = (keys >> np.uint64(32)).astype(np.uint32)
    del keys
    documents = np.repeat(np.arange(len(ends), dtype=np.uint32), ends - begins)[at]
    starts = np.flatnonzero((terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])) + 1
    starts = np.concatenate([[0], starts]) if len(at) else starts
    counts = np.diff(np.append(starts, len(at))).astype(np.uint32)
    positions = (at - begins[documents]).astype(np.uint32)
    return terms[starts], documents[starts], counts, positions


def _joined(parts: list[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return np.concatenate([np.zeros(0, np.uint32), *parts])
