"""What the layout of a PDF page tells: lines in large type, and the order of words on right-to-left lines."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from pypdf import PageObject

from ingest.extractors.pdf_visual_order import is_turned, turned

_ARABIC = re.compile(r"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")
_TIGHT = re.compile(r"\s*(?<=[\w\s])([/\u2013-])\s*(?=\w)")
_MOSTLY = 0.3
_SHORTEST_FRAGMENT = 2.5
_LONGEST_HEADLINE = 400
_SHOWING = (b"Tj", b"TJ")
_SAME_LINE = 2.0  # Points.
_LEAST_JUMP = 12.0
_NARROWEST_COLUMN = 100.0  # What stands nearer to the margin are the words behind a number or bullet.
_SAME_START = 4.0
_FEWEST_STARTS = 6
_SHARE_OF_LINES = 0.3


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text that was drawn at once: where, and how large."""

    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as pypdf reads it: its text, and the pieces it was drawn in.

    `may_have_columns` says that many of its lines go on, behind a gap, at one and the same distance from the left.
    """

    text: str
    fragments: tuple[Fragment, ...]
    may_have_columns: bool = False


def drawn(page: PageObject) -> Drawn:
    """Read a page once, for its text and its layout."""
    found: list[Fragment] = []
    shown: list[tuple[float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
            found.append(Fragment(x, y, abs(size) * scale, text.strip()))

    def before(operator: Any, _operands: Any, cm: list[float], tm: list[float]) -> None:
        if operator in _SHOWING:
            shown.append((tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    text = page.extract_text(visitor_text=visit, visitor_operand_before=before)
    return Drawn(text, tuple(found), _may_have_columns(shown))


def _may_have_columns(shown: list[tuple[float, float]]) -> bool:
    """Whether many lines go on at one distance from the left; `shown` are the places where text begins."""
    starts: Counter[int] = Counter()
    lines, nearest = 1, min((x for x, _ in shown), default=0.0) + _NARROWEST_COLUMN
    for (x, y), (next_x, next_y) in pairwise(shown):
        if abs(next_y - y) > _SAME_LINE:
            lines += 1
        elif next_x - x > _LEAST_JUMP and next_x > nearest:
            starts[int(next_x / _SAME_START)] += 1
    least = max(_FEWEST_STARTS, _SHARE_OF_LINES * lines)
    return any(count + starts[start + 1] >= least for start, count in starts.items())


def headlines(page: Drawn) -> tuple[str, ...]:
    """Text set larger than most of the page, the largest first; lines of one headline joined."""
    runs = [
        (size, " ".join(" ".join(line) for line in _lines(tuple(fragments))))
        for size, fragments in groupby(page.fragments, key=lambda fragment: round(fragment.size, 1))
    ]
    weights: dict[float, int] = {}
    for size, text in runs:
        weights[size] = weights.get(size, 0) + len(text)
    if not weights:
        return ()
    usual = max(weights, key=lambda size: weights[size])
    large = [(size, " ".join(text.split())) for size, text in runs if size > usual * 1.05]
    large.sort(key=lambda run: -run[0])
    return tuple(text for _, text in large if _LETTER.search(text) and len(text) <= _LONGEST_HEADLINE)[:3]


def in_reading_order(page: Drawn) -> str:
    """The text as it was, unless the page is mostly Arabic: then its lines are put together again.

    pypdf gives the pieces of a line from left to right; where Arabic meets digits or bold type, that
    is the wrong way round. Some files hold the letters themselves as they look.
    """
    text = page.text
    if not _ARABIC.search(text) or len(_ARABIC.findall(text)) < _MOSTLY * max(len(_LETTER.findall(text)), 1):
        return text
    fragments = page.fragments
    if was_turned := is_turned(text):
        text = turned(text)
        fragments = tuple(replace(fragment, text=turned(fragment.text)) for fragment in fragments)
    letters = [fragment for fragment in fragments if _LETTER.search(fragment.text)]
    # A line that was drawn at once is in order already, also once it is turned.
    if was_turned and len(letters) <= text.count("\n") + 1:
        return text
    if not letters or sum(len(fragment.text) for fragment in letters) < _SHORTEST_FRAGMENT * len(letters):
        return text
    return "\n".join(_TIGHT.sub(r"\1", " ".join(line)) for line in _lines(fragments, was_turned))


def _lines(fragments: tuple[Fragment, ...], was_turned: bool = False) -> Iterator[list[str]]:
    """Lines of fragments; those of a line with Arabic letters run from right to left."""
    for _, group in groupby(fragments, key=lambda fragment: round(fragment.y / 2)):
        line = list(group)
        text = "".join(fragment.text for fragment in line)
        if len(_ARABIC.findall(text)) > len(_LATIN.findall(text)):
            yield list(_reversed_runs(_from_the_right(line, was_turned)))
        else:
            yield [fragment.text for fragment in line]


def _from_the_right(line: list[Fragment], was_turned: bool) -> list[Fragment]:
    """Where a piece of text changes its direction, pypdf parts it, and gives all parts the place of the first.

    They are in the order of reading where the file holds its text so, else in that of looking.
    """
    if was_turned:
        return sorted(line, key=lambda fragment: -fragment.x)
    return sorted(line, key=lambda fragment: fragment.x)[::-1]


def _reversed_runs(line: list[Fragment]) -> Iterator[str]:
    """From right to left, but Latin words in between from left to right."""
    for latin, group in groupby(line, key=lambda fragment: bool(_LATIN.search(fragment.text))):
        run = [fragment.text for fragment in group]
        yield from reversed(run) if latin else run
