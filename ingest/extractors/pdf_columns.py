"""Two columns whose lines were drawn across the page: read down one column, then the other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FEWEST_LINES = 6
_SHORTEST_HALF = 20
_NARROWEST_GUTTER = 8.0  # Points.
_SAME_LINE = 3.0
_SAME_START = 4.0
MOST_PIECES = 800
_MOST_ENDS = 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and where it stands, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    text: str


def in_columns(text: str, pieces: Sequence[Piece]) -> str:
    """The text with the lines of two columns parted, or as it was where there are no such columns."""
    halves = {_bare(left + right): len(_bare(left)) for left, right in _halves(pieces)}
    if len(halves) < _FEWEST_LINES:
        return text
    lines = text.split("\n")
    woven = sum(_bare(line) in halves for line in lines)
    return "\n".join(_unwoven(lines, halves)) if woven >= _FEWEST_LINES else text


def _halves(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """The lines that run over the gutter, as what stands left and right of it; none where that looks like a table."""
    found = [half for line in _lines(pieces) if (half := _parted(line))]
    starts = Counter(round(start / _SAME_START) for start, _, _ in found)
    if not starts:
        return []
    start, _ = starts.most_common(1)[0]
    pairs = [(left, right) for at, left, right in found if abs(round(at / _SAME_START) - start) <= 1]
    lengths = sorted(min(len(left), len(right)) for left, right in pairs)
    ends = sum(left.rstrip().endswith((".", ";", ":")) for left, _ in pairs)
    is_prose = lengths[len(lengths) // 2] >= _SHORTEST_HALF and ends <= _MOST_ENDS * len(pairs)
    return pairs if is_prose else []


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    if len(pieces) > MOST_PIECES:
        return
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        rows.setdefault(round(piece.bottom / _SAME_LINE), []).append(piece)
    for row in rows.values():
        yield sorted(row, key=lambda piece: piece.left)


def _parted(line: list[Piece]) -> tuple[float, str, str] | None:
    """Where the right half begins, and both halves, of a line with one wide gap."""
    gaps = [(after.left - before.right, index) for index, (before, after) in enumerate(pairwise(line))]
    widest, index = max(gaps, default=(0.0, 0))
    if widest < _NARROWEST_GUTTER:
        return None
    left = " ".join(piece.text.strip() for piece in line[: index + 1])
    right = " ".join(piece.text.strip() for piece in line[index + 1 :])
    return line[index + 1].left, left, right


def _unwoven(lines: list[str], halves: dict[str, int]) -> Iterator[str]:
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        length = halves.get(_bare(line))
        if length is None:
            yield from (*left, *right)
            left, right = [], []
            yield line
        else:
            at = _position(line, length)
            left.append(line[:at].rstrip())
            right.append(line[at:].lstrip())
    yield from (*left, *right)


def _bare(text: str) -> str:
    return "".join(text.split())


def _position(line: str, characters: int) -> int:
    """Behind how much of a line so many characters stand, blanks not counted."""
    for index, character in enumerate(line):
        if not character.isspace():
            characters -= 1
        if characters == 0:
            return index + 1
    return len(line)
