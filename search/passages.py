"""Passages: pieces of pages around what matched, cut at whole words and near sentences, marked."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from repository.models import Document, File, Page
from search.analysis import language_of, word_spans
from search.grammar import Leaf, Phrase, Word
from search.marking import Span, marked, spans
from search.results import Passage
from search.stretches import Stretch

# Words in a passage, about.
WIDTH = 36
# The number of a paragraph ("17. We recognize") ends no sentence.
_SENTENCE_END = re.compile(r"(?<!\s\d)(?<!\s\d\d)[.!?;:؟؛…]['\"”’»)]*\s+|\n\s*\n")
_AFTER_WORD = re.compile(r"[.,;:!?…؟؛،'\"”’»)\]]*")


def passage(
    stretch: Stretch, page: Page, document: Document, leaves: Sequence[Leaf], query_text: str
) -> Passage | None:
    """The passage around a stretch; nothing if the page has no words any more."""
    words = word_spans(page.text)
    file = next((file for file in document.files if file.id == stretch.file), None)
    if not words or file is None:
        return None
    language = language_of(page.language, file.language, document.language)
    first, last = _cut(page.text, words, min(stretch.first, len(words) - 1), min(stretch.last, len(words) - 1))
    start, end = words[first][0], words[last][1]
    if punctuation := _AFTER_WORD.match(page.text, end):
        end = punctuation.end()
    found = _found(page.text, (start, words[last][1]), leaves, language) if stretch.matched else []
    before, after = "… " if first else "", " …" if last < len(words) - 1 else ""
    return Passage(
        page=page.number,
        file_id=file.public_id,
        language=language,
        html=before + _on_one_line(marked(page.text, found, start, end)) + after,
        text=before + _on_one_line(page.text[start:end]) + after,
        url=page_url(document, file, page.number, query_text if stretch.matched else ""),
    )


def page_url(document: Document, file: File, number: int, query_text: str) -> str:
    """The address of a page, with the query to mark; the file is named where there are several."""
    params = {"file": file.public_id} if len(document.files) > 1 else {}
    params |= {"q": query_text} if query_text else {}
    return f"/documents/{document.public_id}/pages/{number}" + (f"?{urlencode(params)}" if params else "")


def _cut(text: str, words: Sequence[Span], first: int, last: int) -> tuple[int, int]:
    """The first and the last word of the passage around words `first` to `last`."""
    earliest = max(0, first - max(0, WIDTH - (last - first + 1)) // 2)
    begin = _after_sentence(text, words, earliest, first)
    latest = min(len(words) - 1, max(last, begin + WIDTH - 1))
    return begin, _at_sentence_end(text, words, last, latest, begin)


def _after_sentence(text: str, words: Sequence[Span], earliest: int, first: int) -> int:
    """Where the sentence with word `first` begins, if it is not before `earliest`."""
    if earliest == 0:
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text, words[earliest][0], words[first][0])]
    return next((at for at in range(earliest, first + 1) if ends and words[at][0] >= ends[-1]), earliest)


def _at_sentence_end(text: str, words: Sequence[Span], last: int, latest: int, begin: int) -> int:
    """The last word up to `latest` that ends a sentence, unless that would leave too little."""
    beyond = words[latest + 1][0] if latest + 1 < len(words) else len(text)
    ends = [match.start() for match in _SENTENCE_END.finditer(text, words[last][1], beyond)]
    for at in range(latest, last - 1, -1):
        if ends and words[at][1] <= ends[-1] and at - begin >= WIDTH // 2:
            return at
    return latest


def _found(text: str, window: Span, leaves: Sequence[Leaf], language: str) -> list[Span]:
    found = spans(text, leaves, language, *window)
    if found:
        return found
    # A phrase that runs over the end of the page: mark its words on this one.
    parts = [Word(word) for leaf in leaves if isinstance(leaf, Phrase) for word in leaf.text.split()]
    return spans(text, parts, language, *window)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
