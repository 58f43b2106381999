"""Processes down, a GCM scheme across: how large a share of each process's documents speaks of each code."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from repository.authority import Authority
from repository.authority_records import Iscm
from search.crossing import Crossing
from search.query import SearchQuery

# A map of more bytes of addresses is a form, whose buttons name their process and code only.
_MOST_BYTES_OF_LINKS = 45_000
# Steps of tint, from "some" to "all".
TINTS = 6
_LEVELS = ("RCP", "IRF", "Global")


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Documents of one process on one code; `tint` is their share in steps, 0 where there is none."""

    code: str
    count: int
    tint: int
    url: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One process."""

    iscm: Iscm
    documents: int
    url: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows of the processes that have documents; `without` are the others."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]
    without: tuple[Iscm, ...]
    total: int

    @property
    def is_linked(self) -> bool:
        """Whether each cell is a link; else, where words or years make the links long, a button."""
        return sum(len(cell.url) for row in self.rows for cell in row.cells if cell.count) <= _MOST_BYTES_OF_LINKS


def heat_map(
    found: Crossing, query: SearchQuery, scheme: str, columns: Sequence[tuple[str, str]], authority: Authority
) -> HeatMap:
    """The map of what a search found; each cell leads to its documents."""
    iscms = sorted(authority.iscms, key=lambda iscm: (_LEVELS.index(iscm.level), iscm.short_name.casefold()))
    before = urlencode([("q", query.text)]) + "&" if query.text else ""
    years = [("year_from", query.year_from), ("year_to", query.year_to)]
    after = "".join(f"&{name}={year}" for name, year in years if year is not None)
    rows = []
    for iscm in iscms:
        documents, own = found.rows.get(iscm.slug, 0), f"/search?{before}iscm={iscm.slug}"
        counts = ((code, found.cell(iscm.slug, code)) for code, _ in columns)
        cells = (
            HeatCell(code, count, tint(count, documents), f"{own}&{scheme}={code}{after}") for code, count in counts
        )
        if documents:
            rows.append(HeatRow(iscm, documents, own + after, tuple(cells)))
    without = tuple(iscm for iscm in iscms if not found.rows.get(iscm.slug))
    return HeatMap(tuple(columns), tuple(rows), without, found.total)


def tint(count: int, of: int) -> int:
    """The share as a step from 0 to `TINTS`."""
    return -(-TINTS * count // of) if of else 0
