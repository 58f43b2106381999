"""Did you mean: words that stand in documents the reader may see, near to one that stands in none."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.analysis import forms
from search.columns import how_many
from search.evaluator import evaluate
from search.grammar import And, Everything, Field, Node, Not, Or, Phrase, Word, all_of, any_of
from search.schema import WORDS
from search.snapshot import Snapshot, View

# Shorter words are near to too many others; longer ones may have two mistakes.
SHORTEST, TWO_MISTAKES_FROM = 4, 6
LONGEST = 24

Letters = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all pages, those of one length together, as a table of their letters."""

    words: dict[int, list[str]]
    letters: dict[int, Letters]

    def near(self, word: str, most: int) -> Iterator[tuple[int, str]]:
        """The words with at most so many mistakes, and how many each has; a swap of two letters is one."""
        for length in range(max(1, len(word) - most), len(word) + most + 1):
            if length in self.words:
                mistakes = _mistakes(word, self.letters[length])
                for at in np.flatnonzero((mistakes <= most) & (mistakes > 0)):
                    yield int(mistakes[at]), self.words[length][at]


def corrected(tree: Node, view: View) -> Node | None:
    """The query with every unknown word that is asked for replaced by the nearest known one, if it finds something.

    Raises OutOfTime at the view's deadline.
    """
    better = _corrected(tree, view)
    if better == tree or not evaluate(better, view).mask.any():
        return None
    return better


def _corrected(node: Node, view: View) -> Node:
    match node:
        case And(nodes):
            return all_of([_corrected(part, view) for part in nodes])
        case Or(nodes):
            return any_of([_corrected(part, view) for part in nodes])
        case Word(text):
            return Word(_better(text, view))
        case Phrase(text):
            return Phrase(" ".join(_better(word, view) for word in text.split()))
        case Not() | Field() | Everything():
            return node
    return node


def _better(text: str, view: View) -> str:
    """The same words, those nowhere to be seen replaced by the nearest that are."""
    view.deadline.check()
    found = forms(text)
    if all(_is_known(form, view) for form in found):
        return text
    return " ".join(form if _is_known(form, view) else _nearest(form, view) or form for form in found)


def _is_known(form: str, view: View) -> bool:
    return not form.isalpha() or _seen(form, view) > 0 or bool(evaluate(Word(form), view).mask.any())


def _nearest(form: str, view: View) -> str | None:
    """The visible word with the fewest mistakes, the most frequent of equals."""
    if not SHORTEST <= len(form) <= LONGEST:
        return None
    lexicon = view.snapshot.kept("lexicon", lambda: _lexicon(view.snapshot))
    near = lexicon.near(form, 2 if len(form) >= TWO_MISTAKES_FROM else 1)
    seen = [(mistakes, -count, word) for mistakes, word in near if (count := _seen(word, view))]
    return min(seen)[2] if seen else None


def _seen(word: str, view: View) -> int:
    """In how many documents that the reader may see a word stands."""
    documents, _ = view.snapshot.terms(WORDS, word).frequencies()
    return how_many(view.mask[documents])


def _lexicon(snapshot: Snapshot) -> Lexicon:
    words: dict[int, list[str]] = {}
    for word in sorted({form.decode() for segment in snapshot.segments for form in segment.forms}):
        if len(word) <= LONGEST and word.isalpha():
            words.setdefault(len(word), []).append(word)
    return Lexicon(words, {length: _letters(found, length) for length, found in words.items()})


def _letters(words: list[str], length: int) -> Letters:
    return np.frombuffer("".join(words).encode("utf-32-le"), np.uint32).reshape(len(words), length)


def _mistakes(word: str, table: Letters) -> NDArray[np.int64]:
    """The edit distance (insert, delete, replace, swap neighbours) of a word from every row, column by column."""
    rows, columns = table.shape
    typed = np.frombuffer(word.encode("utf-32-le"), np.uint32)
    before = before_that = np.zeros((columns + 1, rows), np.int64)
    row = np.repeat(np.arange(columns + 1)[:, None], rows, axis=1)
    for i in range(1, len(typed) + 1):
        before_that, before = before, row
        row = np.empty_like(before)
        row[0] = i
        for j in range(1, columns + 1):
            same = table[:, j - 1] == typed[i - 1]
            row[j] = np.minimum(np.minimum(row[j - 1], before[j]) + 1, before[j - 1] + ~same)
            if i > 1 and j > 1:
                swapped = (table[:, j - 1] == typed[i - 2]) & (table[:, j - 2] == typed[i - 1])
                row[j] = np.where(swapped, np.minimum(row[j], before_that[j - 2] + 1), row[j])
    return np.asarray(row[columns])
