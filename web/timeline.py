"""The meetings of a process along the years: a filled dot where an outcome is held, an open one where none is."""

from collections.abc import Sequence
from dataclasses import dataclass

from repository.models import Document, Meeting

_ROW = 9.0  # Meetings of the same year are stacked.
_EDGE = 8.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One meeting; `x` and `y` in the drawing's units."""

    x: float
    y: float
    meeting: Meeting
    is_filled: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dots over an axis of years; `ticks` are (x, year)."""

    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, int], ...]
    width: int
    height: float


def timeline(meetings: Sequence[tuple[Meeting, list[Document]]], width: int = 720) -> Timeline | None:
    """The drawing; none with fewer than two years, where there is nothing to see."""
    dated = [(int(meeting.date_from[:4]), meeting, documents) for meeting, documents in meetings if meeting.date_from]
    years = sorted({year for year, _, _ in dated})
    if len(years) < 2:
        return None
    scale = (width - 2 * _EDGE) / (years[-1] - years[0])
    stacked = dict.fromkeys(years, 0)
    places = []
    for year, meeting, documents in reversed(dated):
        places.append((_EDGE + (year - years[0]) * scale, stacked[year], meeting, bool(documents)))
        stacked[year] += 1
    height = max(stacked.values()) * _ROW + _EDGE
    dots = tuple(Dot(round(x, 1), height - _EDGE - level * _ROW, meeting, held) for x, level, meeting, held in places)
    return Timeline(dots, _ticks(years[0], years[-1], scale), width, height)


def _ticks(first: int, last: int, scale: float) -> tuple[tuple[float, int], ...]:
    """Years to print: the first, the last, and round ones between that leave room for each other."""
    step = 10 if last - first > 12 else 5
    room = 40.0 / scale
    between = [year for year in range(first, last) if year % step == 0 and first + room < year < last - room]
    return tuple((round(_EDGE + (year - first) * scale, 1), year) for year in (first, *between, last))
