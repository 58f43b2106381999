"""What a text says only in passing: subjects in a list, subjects left for later, subjects that were not discussed."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.folding import Words
from ingest.hits import Hit
from ingest.phrases import PhraseBook

_A_LIST = 3
_IN_PASSING = 0.5
_AROUND = 20
_LONGEST_ITEM = 100
_BRACKETED = re.compile(r"\([^()]{10,400}\)")
_PARTS = re.compile(r"[;,،؛]")
_ITEM_BEFORE = re.compile(
    r"(?:[,:;(،؛–—-]\s+|\d\s?[h:]\s?(?:\d\d)?\s+|\d\d\.\d\d\s+)"
    r"(?:and\s|et\s|y\s|e\s|и\s|or\s|ou\s|the\s|la\s|le\s|les\s|el\s|a\s|o\s|l')?$"
)
_ITEM_AFTER = re.compile(r"\s*(?:[,;.)،؛–—]|and\s|et\s|y\s|e\s|и\s|or\s)")


def in_passing(hits: Sequence[Hit], page: Words, cues: PhraseBook[bool]) -> Iterator[Hit]:
    """Hits, those less that stand in a sentence which names many subjects, or one that it does not treat."""
    ends = sorted(page.ends[index] for index in page.last_of_sentence)
    sentences = [bisect_left(ends, hit.end) for hit in hits]
    left_out = {bisect_left(ends, cue.end) for cue in cues.find(page)} if hits else set()
    listed = _lists_in_brackets(page.text)
    letters: dict[int, set[str]] = defaultdict(set)
    for hit, sentence in zip(hits, sentences, strict=True):
        letters[sentence].add(hit.trigger.letters[0])
    for hit, sentence in zip(hits, sentences, strict=True):
        passing = sentence in left_out or len(letters[sentence]) >= _A_LIST or _is_bare_item(page.text, hit)
        yield replace(hit, factor=hit.factor * _IN_PASSING) if passing or _inside(listed, hit) else hit


def _lists_in_brackets(text: str) -> list[tuple[int, int]]:
    """Brackets that hold three items or more, which a full stop or semicolon may part."""
    found = _BRACKETED.finditer(text)
    return [match.span() for match in found if len(_PARTS.findall(match[0])) >= _A_LIST - 1]


def _inside(spans: list[tuple[int, int]], hit: Hit) -> bool:
    last = bisect_right(spans, (hit.start, hit.end)) - 1
    return last >= 0 and hit.end <= spans[last][1]


def _is_bare_item(text: str, hit: Hit) -> bool:
    """Whether a phrase stands between commas with nothing said of it."""
    if hit.end - hit.start > _LONGEST_ITEM:
        return False
    before, after = text[max(0, hit.start - _AROUND) : hit.start], text[hit.end : hit.end + _AROUND]
    return bool(_ITEM_BEFORE.search(before) and _ITEM_AFTER.match(after))
