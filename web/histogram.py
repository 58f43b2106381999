"""The years of a search as thin bars: plain geometry for an inline drawing."""

from dataclasses import dataclass

from search.query import SearchQuery
from search.results import Facet
from web.rendering import linked

_GAP = 0.25  # Share of a bar's step that stays empty.
_WIDEST = 12.0
_LEAST = 2.0  # A year with one document among hundreds is still seen.


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, in the drawing's units: `x` and `step` are the strip one can point at, the bar stands inside it."""

    year: str
    count: int
    selected: bool
    address: str
    x: float
    step: float
    inset: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from the first to the last year, and the size of the drawing."""

    bars: tuple[Bar, ...]
    width: int
    height: int

    @property
    def first(self) -> str:
        """The earliest year."""
        return self.bars[0].year

    @property
    def last(self) -> str:
        """The latest year."""
        return self.bars[-1].year


def histogram(facet: Facet, query: SearchQuery, width: int = 240, height: int = 64) -> Histogram | None:
    """The drawing of a year facet; none where no year has a document."""
    most = max((value.count for value in facet.values), default=0)
    if not most:
        return None
    step = width / len(facet.values)
    wide = min(step * (1 - _GAP), _WIDEST)
    bars, toggled = [], query.toggling(facet.name)
    for position, value in enumerate(facet.values):
        tall = max(_LEAST, height * value.count / most) if value.count else 0.0
        bars.append(
            Bar(
                year=value.value,
                count=value.count,
                selected=value.selected or _in_range(value.value, query),
                address=linked("/search?" + toggled(value.value)),
                x=round(position * step, 2),
                step=round(step, 2),
                inset=round((step - wide) / 2, 2),
                width=round(wide, 2),
                height=round(tall, 2),
            )
        )
    return Histogram(tuple(bars), width, height)


def _in_range(year: str, query: SearchQuery) -> bool:
    if query.year_from is None and query.year_to is None:
        return False
    return (query.year_from or 0) <= int(year) <= (query.year_to or 9999)
