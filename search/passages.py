"""Passages: pieces of pages around what matched, cut at whole words and near sentences, marked."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from repository.indexing import OperativeRow, PageRow
from search.analysis import AFTER_WORD, language_of, word_end
from search.entries import Record
from search.grammar import Leaf, Near, Phrase, Word
from search.marking import Span, marked, spans
from search.names import Term
from search.results import Passage
from search.stretches import MOST, Stretch

# Words in a passage, about.
WIDTH = 36
# The number of a paragraph ("17. We recognize") ends no sentence.
# What no sentence ends without comes first: nearly every character is left behind by looking at it once.
_SENTENCE_END = re.compile(r"[.!?;:؟؛…\n](?:(?<=\n)\s*\n|(?<!\n)(?<!\s\d[^\n])(?<!\s\d\d[^\n])['\"”’»)]*\s+)")


@dataclass(frozen=True)
class Asked:
    """What passages are to show: the leaves of the query; the query as typed, for links; how many there may be."""

    leaves: Sequence[Leaf | Term]
    text: str
    passages: int = MOST

    @cached_property
    def parameter(self) -> str:
        """The query as a part of an address."""
        return urlencode({"q": self.text}) if self.text else ""


def passage(stretch: Stretch, page: PageRow, starts: Sequence[int], record: Record, asked: Asked) -> Passage | None:
    """The passage around a stretch, given where each word of the page begins; nothing if it has no words any more."""
    file = next((file for file in record.files if file[0] == stretch.file), None)
    if not len(starts) or file is None:
        return None
    _, file_id, file_language = file
    language = language_of(page.language, file_language, record.language)
    last_word = len(starts) - 1
    first, last = _cut(page.text, starts, min(stretch.first, last_word), min(stretch.last, last_word))
    start, end = starts[first], word_end(page.text, starts[last])
    if not stretch.matched:
        found = []
    elif stretch.matches is None:
        found = _found(page.text, (start, end), asked.leaves, language)
    else:
        found = _known(page.text, starts, (first, last), stretch.matches)
    if punctuation := AFTER_WORD.match(page.text, end):
        end = punctuation.end()
    before, after = "… " if first else "", " …" if last < last_word else ""
    return Passage(
        page=page.number,
        file_id=file_id,
        language=language,
        html=before + _on_one_line(marked(page.text, found, start, end)) + after,
        text=before + _on_one_line(page.text[start:end]) + after,
        url=page_url(record, file_id, page.number, asked.parameter if stretch.matched else ""),
        quality=page.quality,
    )


def operative_passage(row: OperativeRow, record: Record, asked: Asked) -> Passage | None:
    """An operative paragraph as a whole; nothing if it is no longer one of the document's."""
    file = next((file for file in record.files if file[0] == row.file_id), None)
    if file is None:
        return None
    _, file_id, file_language = file
    language = language_of(row.language, file_language, record.language)
    return Passage(
        page=row.page,
        file_id=file_id,
        language=language,
        html=_on_one_line(marked(row.text, spans(row.text, asked.leaves, language))),
        text=_on_one_line(row.text),
        url=page_url(record, file_id, row.page, asked.parameter),
        kind=row.kind,
        verb=row.verb,
        actor=row.actor,
    )


def page_url(record: Record, file_id: str, number: int, parameter: str) -> str:
    """The permanent address of a page, with the query to mark."""
    return f"/documents/{record.public_id}/files/{file_id}/pages/{number}" + (f"?{parameter}" if parameter else "")


def _cut(text: str, starts: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """The first and the last word of the passage around words `first` to `last`."""
    earliest = max(0, first - max(0, WIDTH - (last - first + 1)) // 2)
    begin = _after_sentence(text, starts, earliest, first)
    latest = min(len(starts) - 1, max(last, begin + WIDTH - 1))
    return begin, _at_sentence_end(text, starts, last, latest, begin)


def _after_sentence(text: str, starts: Sequence[int], earliest: int, first: int) -> int:
    """Where the sentence with word `first` begins, if it is not before `earliest`."""
    if earliest == 0:
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text, starts[earliest], starts[first])]
    return bisect_left(starts, ends[-1], earliest, first) if ends else earliest


def _at_sentence_end(text: str, starts: Sequence[int], last: int, latest: int, begin: int) -> int:
    """The last word up to `latest` that ends a sentence, unless that would leave too little."""
    beyond = starts[latest + 1] if latest + 1 < len(starts) else len(text)
    ends = [match.start() for match in _SENTENCE_END.finditer(text, word_end(text, starts[last]), beyond)]
    at = bisect_left(starts, ends[-1], last, latest + 1) - 1 if ends else latest
    return at if at >= last and at - begin >= WIDTH // 2 else latest


def _known(text: str, starts: Sequence[int], shown: Span, matches: Sequence[tuple[int, int]]) -> list[Span]:
    """The matches that the index knows, as far as they stand among the words shown: no need to look for them again."""
    first, last = shown
    inside = [(max(one, first), min(other, last)) for one, other in matches if one <= last and other >= first]
    return [(starts[one], word_end(text, starts[other])) for one, other in inside]


def _found(text: str, window: Span, leaves: Sequence[Leaf | Term], language: str) -> list[Span]:
    found = spans(text, leaves, language, *window)
    if found:
        return found
    # A phrase that runs over the end of the page: mark its words on this one.
    parts = [Word(word) for leaf in leaves if isinstance(leaf, Phrase | Near | Term) for word in leaf.text.split()]
    return spans(text, parts, language, *window)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
