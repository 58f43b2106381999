"""The words of a page as a passage is cut from them: where each begins, and with which of them a sentence does."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from search.splitting import split

# The number of a paragraph ("17. We recognize") ends no sentence.
# What no sentence ends without comes first: nearly every character is left behind by looking at it once.
_SENTENCE_END = re.compile(r"[.!?;:؟؛…\n](?:(?<=\n)\s*\n|(?<!\n)(?<!\s\d[^\n])(?<!\s\d\d[^\n])['\"”’»)]*\s+)")
_BEGINS = b"\x01"


def sentences(text: str, starts: NDArray[Any]) -> NDArray[np.uint8]:
    """For each word, given where it begins in the text, 1 if it is the first after the end of a sentence."""
    after = np.searchsorted(starts, [match.end() for match in _SENTENCE_END.finditer(text)])
    first = np.zeros(len(starts) + 1, np.uint8)
    first[after] = 1
    return first[:-1]


class PageWords(NamedTuple):
    """Words of a page in a row, counted from `first`: where each begins, and for each 1 if a sentence begins with it.

    The page has so many words in all.
    """

    first: int
    starts: Sequence[int]
    sentences: bytes
    words: int

    @classmethod
    def of(cls, text: str) -> Self:
        """All words of a page."""
        _, starts = split(text)
        return cls(0, starts.tolist(), sentences(text, starts).tobytes(), len(starts))

    def start(self, word: int) -> int:
        """Where a word begins in the page's text."""
        return self.starts[word - self.first]

    def last_sentence(self, after: int, last: int) -> int:
        """The last word behind `after` and up to `last` with which a sentence begins; -1 if there is none."""
        at = self.sentences.rfind(_BEGINS, after + 1 - self.first, last + 1 - self.first)
        return at + self.first if at >= 0 else -1
