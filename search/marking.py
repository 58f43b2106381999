"""The matches of a query in a text: found again in its words, marked in its HTML."""

from collections.abc import Iterable, Sequence
from html import escape

from search.analysis import fold, phrase_terms, stem, tokens, word_terms
from search.grammar import Leaf, Phrase, Prefix, Word

Span = tuple[int, int]


def spans(text: str, leaves: Iterable[Leaf], language: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where the leaves match in `text[start:end]`, in characters of `text`; in order, a phrase as one, no overlap."""
    words = list(tokens(text, start, end))
    stems = [stem(word.form, language) for word in words]
    found: list[Span] = []
    for leaf in leaves:
        if isinstance(leaf, Prefix):
            beginning = fold(leaf.text)
            found += [(word.start, word.end) for word in words if word.form.startswith(beginning)]
        else:
            terms = _TERMS[type(leaf)](leaf.text, language)
            found += [(words[at].start, words[at + len(terms) - 1].end) for at in _starts(stems, terms)]
    return _merged(found)


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


_TERMS = {Word: word_terms, Phrase: phrase_terms}


def _starts(stems: Sequence[str], terms: Sequence[str]) -> Iterable[int]:
    if not terms:
        return
    first, length = terms[0], len(terms)
    for at, term in enumerate(stems):
        if term == first and tuple(stems[at : at + length]) == tuple(terms):
            yield at


def _merged(found: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
