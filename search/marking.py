"""The matches of a query in a text: found again in its words, marked in its HTML."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape

from search.analysis import Token, fold, phrase_terms, stem, tokens, word_terms
from search.grammar import Leaf, Near, Phrase, Prefix, Word
from search.names import Term
from search.nearness import stretch_of

Span = tuple[int, int]


def spans(
    text: str, leaves: Iterable[Leaf | Term], language: str, start: int = 0, end: int | None = None
) -> list[Span]:
    """Where the leaves match in `text[start:end]`, in characters of `text`; in order, a phrase as one, no overlap."""
    words = _Words(list(tokens(text, start, end)), language)
    return _merged(span for leaf in leaves for span in _FINDERS[type(leaf)](leaf, words))


def marked(text: str, found: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` as HTML, escaped, with what was found in `<mark>`."""
    end = len(text) if end is None else end
    parts, at = [], start
    for first, last in found:
        if first < start or last > end:
            continue
        parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    return "".join(parts) + escape(text[at:end])


class _Words:
    """The words of a text and their terms in its language."""

    def __init__(self, words: Sequence[Token], language: str) -> None:
        self.all = words
        self.language = language
        self.stems = [stem(word.form, language) for word in words]

    def sequences(self, terms: Sequence[str]) -> Iterable[Span]:
        """Where the terms stand one after the other."""
        if not terms:
            return
        first, length, wanted = terms[0], len(terms), list(terms)
        for at, term in enumerate(self.stems):
            if term == first and self.stems[at : at + length] == wanted:
                yield self.all[at].start, self.all[at + length - 1].end


def _words(leaf: Word, words: _Words) -> Iterable[Span]:
    return words.sequences(word_terms(leaf.text, words.language))


def _phrases(leaf: Phrase, words: _Words) -> Iterable[Span]:
    return words.sequences(phrase_terms(leaf.text, words.language))


def _terms(leaf: Term, words: _Words) -> Iterable[Span]:
    return words.sequences(phrase_terms(leaf.text, words.language)) if words.language in leaf.languages else ()


def _prefixes(leaf: Prefix, words: _Words) -> Iterable[Span]:
    beginning = fold(leaf.text)
    return [(word.start, word.end) for word in words.all if word.form.startswith(beginning)]


def _loose(leaf: Near, words: _Words) -> Iterable[Span]:
    """The words of every stretch that holds them all."""
    terms = phrase_terms(leaf.text, words.language)
    wanted, width = Counter(terms), stretch_of(len(terms), leaf.distance)
    for at, term in enumerate(words.stems):
        if term in wanted and not wanted - Counter(words.stems[at : at + width]):
            inside = range(at, min(at + width, len(words.all)))
            yield from ((words.all[one].start, words.all[one].end) for one in inside if words.stems[one] in wanted)


_FINDERS: dict[type, Callable[..., Iterable[Span]]] = {
    Word: _words,
    Phrase: _phrases,
    Near: _loose,
    Prefix: _prefixes,
    Term: _terms,
}


def _merged(found: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
