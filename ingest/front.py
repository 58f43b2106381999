"""The front of a document: the lines of its title block, and the opening of its text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice

from ingest.dates import dates_in
from ingest.folding import fold
from ingest.title_lines import Line, ends_front, lines_of

_MOST_FRONTS = 2
_MOST_LINES = 16
_LONGEST_BLOCK = 1600
_OPENING = 1800
_FOLIO = re.compile(
    r"^[\W_]*(?:(?:page|pag|p|стр|صفحة)\W*)?\d{0,4}(?:\s*(?:/|of|de|sur|из|من)\s*\d{1,4})?[\W_]*$", re.IGNORECASE
)
_YEAR = re.compile(r"^\W*(?:19[5-9]|20[0-4])\d\W*$")  # A line of its own in some title blocks; no page has this number.
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)]\s", re.IGNORECASE)
_CLAUSE_END = (".", ",", ";", ":", "،", "؛")
_LONGEST_DATE_LINE = 160
_SENTENCE_WORDS = 7
_SENTENCE_WITHIN = re.compile(r"[^\W\d_A-Z]{3,}[.;؟] +[^\W\d_a-zа-я]")
_ITEM = re.compile(r"^(?:[-–•▪●◦‣■]\s|\(?(?:1|i|a|а|أ)[.)]\s)", re.IGNORECASE)  # The first of a list.
_NO_STOP = ("...", " г.", " гг.")
_LINK = 30  # A bullet before the title with fewer characters is a link of the site that keeps the text.
_BULLET = re.compile(r"^[•▪●◦‣■\uf0b7]\s")
_SHORTEST_PROSE = 45
# The first words of those who speak, and the hours of a programme: the text proper has begun.
_BEGUN = re.compile(r"^(?:(?:we|nous|nosotr[oa]s|nos|мы|نحن)(?=[\s,])|\d{1,2}[:.h]\d\d(?![\d.]))")
# Verbs that begin the sentence by which a text tells who met, or how a process came to be; no title begins so.
_TOLD = re.compile(
    r"^(?:(?:el|la|los|las) )?(?:se (?:celebr|reuni|llev|realiz|inaugur|desarroll)\w*|tuv(?:o|ieron) lugar|"
    r"(?:il )?s'est (?:tenue?|reunie?|deroulee?)|realiz(?:ou|aram)-se|reuni(?:u|ram)-se|decorr(?:eu|eram)|teve lugar|"
    r"состоял\w*|прошл\w*|собрал\w*|(?:انعقدت?|عقدت|اجتمعت?|انشئت|انشئ|تاسست?|استضافت?|شهدت?|اختتمت?))(?!\w)"
)
_SHORTEST_TOLD = 40
_CONTENTS = re.compile(
    r"^(?:(?:table of )?contents|in this issue|dans ce numero|en este numero|nesta edicao|в этом номере|"
    r"(?:في )?هذا العدد|table des matieres|sommaire|indice(?: de contenidos?)?|contenido|sumario|conteudo|"
    r"содержание|оглавление|(?:فهرس )?(?:ال)?محتويات)\W*$"
)
_WIDEST = 130  # Longer lines were not broken to fit a page.
_WRAPPED = 60  # Shorter lines were not broken for want of room.


_JOINING = {
    "of", "the", "on", "and", "for", "in", "to", "a", "de", "du", "des", "la", "le", "les", "sur", "et", "en", "d", "l",
    "del", "los", "las", "y", "e", "sobre", "para", "da", "do", "dos", "das", "o", "и", "по", "о", "в", "на", "к", "с",
    "من", "في", "بشان", "حول", "و", "عن", "al", "au", "aux", "with", "com", "con", "avec", "между", "between",
}  # fmt: skip
_LAST_WORD = re.compile(r"(\w+)\W*$")


@dataclass(frozen=True, slots=True)
class Front:
    """The first page with text: `block` are the lines above the text proper, which begins at `body`."""

    page: int
    text: str
    block: tuple[Line, ...]
    body: int

    @property
    def opening(self) -> tuple[int, int]:
        """Span of the first paragraphs of the text proper."""
        return self.body, min(len(self.text), self.body + _OPENING)


def fronts(texts: Sequence[str], openers: Iterable[str], marks: Iterable[str]) -> tuple[Front, ...]:
    """The front of a document, and the one behind it where the first page is a cover; none without any text.

    `openers` are words that begin preambles; `marks` say that a text is a sample and are no part of it.
    """
    begins, skipped = tuple(fold(opener) for opener in openers), tuple(fold(mark) for mark in marks)
    found: list[Front] = []
    for number, text in enumerate(texts, start=1):
        if text.strip():
            found.append(_front(number, text, begins, skipped))
            if len(found) == _MOST_FRONTS or found[-1].body < len(text):
                break
    return tuple(found)


def _front(number: int, text: str, openers: tuple[str, ...], skipped: tuple[str, ...]) -> Front:
    lines = list(islice(dropwhile(_is_link, lines_of(text)), _MOST_LINES + 4))
    end = _end_of_block(lines, openers)
    block = tuple(_joined([line for line in lines[:end] if not _is_noise(line, skipped)]))
    body = lines[end].start if end < len(lines) else len(text)
    return Front(number, text, block, body)


def _joined(lines: list[Line]) -> Iterator[Line]:
    """Lines that run over the end of a printed line, whole again."""
    width = max((len(line.text) for line in lines), default=0)
    current: list[Line] = []
    for line in lines:
        # Lines parted by a blank one are paragraphs of their own.
        apart = bool(current) and (line.start - current[-1].end > 1 or line.is_piece)
        if current and (apart or not _runs_on(current[-1].text, line.text, width)):
            yield _whole(current)
            current = []
        current.append(line)
    if current:
        yield _whole(current)


def _whole(lines: list[Line]) -> Line:
    return Line(" ".join(line.text for line in lines), lines[0].start, lines[-1].end)


def _runs_on(text: str, following: str, width: int) -> bool:
    """Whether a line goes on in the next: by its last word, an open bracket, a small letter, or want of room."""
    last = _LAST_WORD.search(fold(text))
    if (last and last[1] in _JOINING) or text.endswith((",", "،", "-", "–", ":")) or text.count("(") > text.count(")"):
        return True
    if text.endswith((".", ";", ")", "»", "”")) or (dates_in(following) and len(following.split()) < _SENTENCE_WORDS):
        return False
    full = len(text) + len(following.split()[0]) >= 0.95 * width and width >= _WRAPPED
    return following[:1].islower() or full


def _is_noise(line: Line, marks: tuple[str, ...]) -> bool:
    return (bool(_FOLIO.match(line.text)) and not _YEAR.match(line.text)) or fold(line.text) in marks


def _is_link(line: Line) -> bool:
    return bool(_BULLET.match(line.text)) and len(line.text) < _LINK


def _end_of_block(lines: list[Line], openers: tuple[str, ...]) -> int:
    """Index of the first line of the text proper."""
    width = max((len(line.text) for line in lines if len(line.text) < 200), default=0)
    dated = False
    for index, line in enumerate(lines):
        if ends_front(line) or _CONTENTS.match(fold(line.text[:40])):
            return index
        if index >= _MOST_LINES or line.start > _LONGEST_BLOCK or _is_prose(lines, index, width, openers, dated):
            return index
        dated = dated or (len(line.text) <= _LONGEST_DATE_LINE and bool(dates_in(line.text)))
    return len(lines)


def _ends_clause(text: str) -> bool:
    return text.endswith(_CLAUSE_END) and not text.endswith(_NO_STOP)


def _is_sentence(text: str) -> bool:
    """A line that ends like a sentence, is as long as one, and is more than a date and a place."""
    dated = sum(date.end - date.start for date in dates_in(text))
    return (
        _ends_clause(text)
        and text.endswith((".", "؟", ";"))
        and len(text.split()) >= _SENTENCE_WORDS
        and dated * 3 < len(text)
    )


def _holds_sentence(text: str) -> bool:
    """Whether one sentence ends and another begins within a line."""
    return len(text.split()) >= _SENTENCE_WORDS and bool(_SENTENCE_WITHIN.search(text))


def _opens_paragraph(lines: list[Line], index: int) -> bool:
    """Whether a line and those right below it are mostly small letters and run on to the end of a sentence."""
    below = _contiguous(lines, index)
    if not below or not is_mostly_small(lines[index].text) or not below[0].text[:1].islower():
        return False
    if below[0].text.endswith((".", ";", ":")) or _holds_sentence(below[0].text):
        return len(lines[index].text) >= _SHORTEST_PROSE
    return len(below) == 2 and below[1].text[:1].islower() and len(below[0].text) >= _SHORTEST_PROSE


def _contiguous(lines: list[Line], index: int) -> list[Line]:
    """The next two lines, as far as no blank line parts them."""
    found: list[Line] = []
    for before, line in zip(lines[index : index + 2], lines[index + 1 : index + 3], strict=False):
        if line.start - before.end > 1:
            break
        found.append(line)
    return found


def is_mostly_small(text: str) -> bool:
    """Whether at least half of the words begin with small letters, as in sentences."""
    words = [word for word in text.split() if word[:1].isalpha()]
    return len(words) >= 5 and sum(word[:1].islower() for word in words) * 2 >= len(words)


def _is_prose(lines: list[Line], index: int, width: int, openers: tuple[str, ...], dated: bool) -> bool:
    text = lines[index].text
    if len(text) > (200 if is_mostly_small(text) else 340) or (len(text) > 110 and _ends_clause(text)):
        return True
    folded = fold(text)
    if _BEGUN.match(folded) or (len(text) > _SHORTEST_TOLD and (folded.startswith(openers) or _TOLD.match(folded))):
        return True
    if len(text) > _WRAPPED and any(f", {opener} " in folded[:_WRAPPED] for opener in openers):
        return True
    if _NUMBERED.match(text) and len(text) > 50:
        return True
    if text.endswith(":") and index + 1 < len(lines) and _ITEM.match(lines[index + 1].text):
        return True
    if _is_sentence(text) or _holds_sentence(text) or _BULLET.match(text) or _opens_paragraph(lines, index):
        return True
    following = [line.text for line in _contiguous(lines, index) if not line.is_piece]
    long = [len(line) >= 0.7 * width and width >= 60 for line in (text, *following)]
    ends = any(line.endswith(_CLAUSE_END) or _holds_sentence(line) for line in following)
    if dated and long[0] and (text.endswith(_CLAUSE_END) or ends):
        return True
    wraps = all(len(line) <= _WIDEST for line in following)
    return len(following) == 2 and all(long) and wraps and (ends or text[-1].islower())
