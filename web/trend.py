"""A search over the years, for all processes and for each: bars of what was found before bars of what there is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from repository.authority import Authority
from repository.authority_records import Iscm
from search.crossing import Crossing
from search.query import SearchQuery

_GAP = 0.22  # Share of a bar's step that stays empty.
_LEAST = 1.5  # One document among hundreds is still seen.


@dataclass(frozen=True, slots=True)
class TrendBar:
    """One year: documents found of those there are, and the bars' geometry in units of the drawing."""

    year: str
    found: int
    among: int
    url: str
    x: float
    step: float
    width: float
    found_height: float
    among_height: float

    @property
    def share(self) -> int:
        """Per cent."""
        return round(100 * self.found / self.among) if self.among else 0


@dataclass(frozen=True, slots=True)
class TrendChart:
    """The years of all documents or of one process."""

    iscm: Iscm | None
    bars: tuple[TrendBar, ...]
    found: int
    among: int
    width: int
    height: int
    url: str

    @property
    def thickness(self) -> float:
        """Of one bar."""
        return self.bars[0].width

    @property
    def among_path(self) -> str:
        """The bars of what there is as one path of thick strokes, a tenth of the weight of rectangles."""
        return self._path(lambda bar: bar.among_height)

    @property
    def found_path(self) -> str:
        """The same for what was found."""
        return self._path(lambda bar: bar.found_height)

    def _path(self, tall: Callable[[TrendBar], float]) -> str:
        drawn = ((bar.x + bar.step / 2, tall(bar)) for bar in self.bars if tall(bar))
        return "".join(f"M{x:.4g} {self.height}v-{height:.3g}" for x, height in drawn)


@dataclass(frozen=True, slots=True)
class Trend:
    """All documents, then each process in which something was found, most first."""

    whole: TrendChart
    processes: tuple[TrendChart, ...]
    years: tuple[str, ...]


def trend(found: Crossing, among: Crossing, query: SearchQuery, authority: Authority) -> Trend | None:
    """Both crossings are years by processes; none where no document has a year."""
    years = _every(year for year in among.rows if year)
    if not years:
        return None
    whole = _chart(None, years, found.rows, among.rows, query, (720, 150))
    slugs = {slug for _, slug in found.cells}
    charts = []
    for iscm in authority.iscms:
        if iscm.slug in slugs:
            own = query.toggled("iscm", iscm.slug)
            mine, all_of_it = ({year: one.cell(year, iscm.slug) for year in years} for one in (found, among))
            charts.append(_chart(iscm, years, mine, all_of_it, own, (220, 44)))
    charts.sort(key=lambda chart: (-chart.found, chart.iscm.short_name if chart.iscm else ""))
    return Trend(whole, tuple(charts), years)


def _chart(
    iscm: Iscm | None,
    years: Sequence[str],
    found: Mapping[str, int],
    among: Mapping[str, int],
    query: SearchQuery,
    size: tuple[int, int],
) -> TrendChart:
    width, height = size
    toggled = query.toggling("year")
    step, most = width / len(years), max(among.get(year, 0) for year in years) or 1

    def tall(count: int) -> float:
        return round(max(_LEAST, height * count / most), 2) if count else 0.0

    bars = tuple(
        TrendBar(
            year=year,
            found=found.get(year, 0),
            among=among.get(year, 0),
            url="/search?" + toggled(year),
            x=round(at * step, 2),
            step=round(step, 2),
            width=round(step * (1 - _GAP), 2),
            found_height=tall(found.get(year, 0)),
            among_height=tall(among.get(year, 0)),
        )
        for at, year in enumerate(years)
    )
    totals = (sum(bar.found for bar in bars), sum(bar.among for bar in bars))
    return TrendChart(iscm, bars, *totals, width, height, "/search?" + query.to_query_string())


def _every(years: Iterable[str]) -> tuple[str, ...]:
    """The years from the first to the last, those without documents too."""
    known = [int(year) for year in years]
    return tuple(str(year) for year in range(min(known), max(known) + 1)) if known else ()
