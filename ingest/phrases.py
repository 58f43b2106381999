"""Many phrases found at once in the words of a text, each with what it stands for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ingest.folding import Words, key_words

T = TypeVar("T")

# Letters that some fonts set as one glyph, which PDF texts then lack: "Declaraon", "Declara on". Only long words stay
# distinct.
_LIGATURES = re.compile(r"(?<=\w\w)(?:tti|ffi|ti|tt|ft|fi|ff)(?=\w\w)", re.IGNORECASE)
_SHORTEST_WORN = 8


@dataclass(slots=True)
class _Node(Generic[T]):
    """A step in the tree of phrases."""

    next: dict[str, "_Node[T]"] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """One phrase in a text: character offsets, its length in words, and all it stands for."""

    start: int
    end: int
    length: int
    values: tuple[T, ...]

    def overlaps(self, other: "Match[T]") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: "Match[T]") -> bool:
        """Whether this one is a part of the other, and shorter."""
        return other.start <= self.start and self.end <= other.end and self.length < other.length


class PhraseBook(Generic[T]):
    """Phrases filed by their folded words."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in entries:
            self._add(phrase, value)
            for left in ("", " "):
                if (worn := _LIGATURES.sub(left, phrase)) != phrase and len(worn) >= _SHORTEST_WORN:
                    self._add(worn, value)

    def _add(self, phrase: str, value: T) -> None:
        node = self._root
        keys = key_words(phrase)
        for key in keys:
            node = node.next.setdefault(key, _Node())
        if keys:
            node.values.append(value)

    def find(self, words: Words) -> Iterator[Match[T]]:
        """Every phrase at every word, nested ones too, in order of their beginnings."""
        start_of = self._root.next
        for index, forms in enumerate(words.forms):
            for form in forms:
                if form in start_of:
                    yield from self._from(words, index, start_of[form])

    def _from(self, words: Words, first: int, node: _Node[T]) -> Iterator[Match[T]]:
        branches = [(first, node)]
        while branches:
            last, node = branches.pop()
            if node.values:
                length = last - first + 1
                yield Match(words.starts[first], words.ends[last], length, tuple(node.values))
            if last in words.last_of_sentence or last + 1 == len(words.forms):
                continue
            branches += [(last + 1, node.next[form]) for form in words.forms[last + 1] if form in node.next]


def longest(matches: Iterable[Match[T]]) -> list[Match[T]]:
    """The matches, each once, without those that are a part of a longer one."""
    kept: list[Match[T]] = []
    # Longer ones first at the same beginning; a later one can only lie within one that began before it.
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not any(match.within(other) or match == other for other in reversed(kept[-8:])):
            kept.append(match)
    return kept
