"""The lines of a first page as they were set: those printed, and those told apart where a text lost its line breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.dates import dates_in
from ingest.folding import fold

_LONGEST_LINE = 200  # A longer one holds several that lost their breaks, or is a paragraph.
_REACH = 2500
_SHORTEST_PIECE = 3
_MOST_PIECES = 14
_CAPITALS = re.compile(r"(?:[^\W\d_a-zа-яё]{2,}[^\w\n]{1,3}){2,}[^\W\d_a-zа-яё]{2,}|[^\W\d_a-zа-яё]{8,}")
_SMALL = re.compile(r"[a-zа-яёà-öø-ÿ]")
# An article in capitals after a word begins a sentence, since no stop parts it from the heading before.
_ARTICLE = re.compile(r"(?<=\w)[\s»”)]+(?=(?:The|We|La|Le|Les|El|Los|Las|Os|As|Nous|En|In the|In attendance|On the)\s)")
_NUMBERED = re.compile(r"(?<=[^\d\s.,;:])\s+(?=1\s?[.)]\s+\w)")
_YEAR_SIGN = re.compile(r"^\s*(?:г\.|года|m|م)\s", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[^\W\d_A-ZА-Я]{3}[.?!؟])\s+(?=[^\W\d_a-zа-я])")
_ORDINAL_OR_JOINING = re.compile(
    r"(?:^|\s)(?:of|de|del|and|y|et|the|in|on|at|to|for|by|with|en|a|e|or|,)$", re.IGNORECASE
)
# What the sites that keep copies print around a text.
_CHROME = re.compile(
    r"^(?:document sample|<<|>>|anuncio|home|sitemap|you are here|transcript|documents?|download|report|share|"
    r"total pages?:?\s*\d+|file type:.{0,60}|size:.{0,20}|upload:.{0,40}|post on .{0,20}|category:.{0,40}|"
    r"\d+ (?:views?|downloads?)|.{0,25}\bseite \d+\s?von \d+|.{0,25}\bpage \d+\s?sur \d+|embed size.{0,60}|"
    r"\d*\s*\|?\s*p\s?a\s?g\s?e|comparte esta noticia|search|menu|news|noticias?|actualites|new[s]?letter sign.{0,20}|"
    r"select your language|skip to .{0,20}|n/a|cc by.{0,10}|.{0,12}image)$"
)
_REPORT = "REPORT"  # In capitals a heading, not a button of a site.
_NOT_OURS = re.compile(r"^(?:similar documents|related documents|documentos relacionados|recommended documents)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the first page, or several that are one sentence, and where it stands.

    `is_piece`: told apart from what stands beside it, in a text that lost its line breaks.
    """

    text: str
    start: int
    end: int
    is_piece: bool = False


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a page in order, without what a site printed around them."""
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        folded = fold(stripped[:80])
        if stripped and (stripped == _REPORT or not _CHROME.match(folded)):
            start = position + raw.index(stripped)
            yield from _pieces(stripped, start)
        position += len(raw) + 1


def ends_front(line: Line) -> bool:
    """Whether a line begins what a site printed below the title of a text it keeps."""
    return bool(_NOT_OURS.match(fold(line.text[:40])))


def _pieces(line: str, start: int) -> Iterator[Line]:
    if len(line) <= _LONGEST_LINE:
        yield Line(line, start, start + len(line))
        return
    cuts = sorted({cut for cut in _seams(line[:_REACH]) if 0 < cut < len(line)})[:_MOST_PIECES]
    for first, last in zip([0, *cuts], [*cuts, len(line)], strict=True):
        piece = line[first:last].strip()
        if len(piece) >= _SHORTEST_PIECE or not cuts:
            begin = start + first + line[first:last].index(piece)
            yield Line(piece, begin, begin + len(piece), bool(cuts))


def _seams(line: str) -> Iterator[int]:
    """Where one line may have ended and the next begun, until the first sentence that is finished."""
    end = next((match.start() for match in _SENTENCE.finditer(line)), len(line))
    head = line[:end]
    yield end
    for match in _CAPITALS.finditer(head):
        if _SMALL.search(line):
            yield from (match.start(), match.end())
    for pattern in (_ARTICLE, _NUMBERED):
        for match in pattern.finditer(head):
            if not _ORDINAL_OR_JOINING.search(head[: match.start()]):
                yield match.end()
    for date in dates_in(head):
        sign = _YEAR_SIGN.match(head[date.end :])
        end = date.end + (sign.end() if sign else 0)
        if date.precision == "day" and head[end:].lstrip(" ")[:1].isupper():
            yield end
