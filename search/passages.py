"""Passages: pieces of pages around what matched, cut at whole words and near sentences, marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from repository.indexing import OperativeRow, PageRow
from search.analysis import language_of, passage_end, word_end
from search.entries import Record
from search.grammar import Leaf, Near, Phrase, Word
from search.hit import Passage
from search.marking import Span, marked, spans
from search.names import Term
from search.page_words import PageWords
from search.stretches import MOST, Stretch

# Words in a passage, about.
WIDTH = 36


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


def passage(stretch: Stretch, page: PageRow, words: PageWords, record: Record, asked: Asked) -> Passage | None:
    """The passage around a stretch, given the words around it; nothing if it has no words any more."""
    file = record.file(stretch.file)
    if not words.words or file is None:
        return None
    _, file_id, file_language = file
    language = language_of(page.language, file_language, record.language)
    last_word = words.words - 1
    first, last = _cut(words, min(stretch.first, last_word), min(stretch.last, last_word))
    start, end = words.start(first), passage_end(page.text, words.start(last))
    if not stretch.matched:
        found = []
    elif stretch.matches is None:
        found = _found(page.text, (start, end), asked.leaves, language)
    else:
        found = _known(page.text, words, (first, last), stretch.matches)
    before, after = "… " if first else "", " …" if last < last_word else ""
    return Passage(
        page.number,
        file_id,
        language,
        before + _on_one_line(marked(page.text, found, start, end)) + after,
        page_url(record, file_id, page.number, asked.parameter if stretch.matched else ""),
        page.quality,
    )


def operative_passage(row: OperativeRow, record: Record, asked: Asked) -> Passage | None:
    """An operative paragraph as a whole; nothing if it is no longer one of the document's."""
    file = record.file(row.file_id)
    if file is None:
        return None
    _, file_id, file_language = file
    language = language_of(row.language, file_language, record.language)
    return Passage(
        page=row.page,
        file_id=file_id,
        language=language,
        html=_on_one_line(marked(row.text, spans(row.text, asked.leaves, language))),
        url=page_url(record, file_id, row.page, asked.parameter),
        kind=row.kind,
        verb=row.verb,
        actor=row.actor,
    )


def page_url(record: Record, file_id: str, number: int, parameter: str) -> str:
    """The permanent address of a page, with the query to mark."""
    return f"/documents/{record.public_id}/files/{file_id}/pages/{number}" + (f"?{parameter}" if parameter else "")


def around(stretch: Stretch) -> Span:
    """The words of the page, first and last, among which its passage is cut."""
    return max(0, stretch.first - WIDTH), min(stretch.words - 1, stretch.last + WIDTH)


def _cut(words: PageWords, first: int, last: int) -> Span:
    """The first and the last word of the passage around words `first` to `last`, near the ends of sentences."""
    earliest = max(0, first - max(0, WIDTH - (last - first + 1)) // 2)
    begin = max(earliest, words.last_sentence(earliest, first)) if earliest else 0
    latest = min(words.words - 1, max(last, begin + WIDTH - 1))
    end = words.last_sentence(last, latest + 1) - 1
    return begin, end if end - begin >= WIDTH // 2 else latest


def _known(text: str, words: PageWords, shown: Span, matches: Sequence[Span]) -> list[Span]:
    """The matches that the index knows, as far as they stand among the words shown: no need to look for them again."""
    first, last = shown
    inside = [(max(one, first), min(other, last)) for one, other in matches if one <= last and other >= first]
    return [(words.start(one), word_end(text, words.start(other))) for one, other in inside]


def _found(text: str, window: Span, leaves: Sequence[Leaf | Term], language: str) -> list[Span]:
    found = spans(text, leaves, language, *window)
    if found:
        return found
    # A phrase that runs over the end of the page: mark its words on this one.
    parts = [Word(word) for leaf in leaves if isinstance(leaf, Phrase | Near | Term) for word in leaf.text.split()]
    return spans(text, parts, language, *window)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
