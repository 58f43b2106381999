"""The rail of facets beside results: a row for each value, the longer lists folded, the longest cut."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from search.query import SearchQuery
from search.results import Facet, FacetValue
from web.rendering import linked, twentieths

# Longer lists are folded behind "more"; those longer still are cut, and a link opens them whole.
SHOWN, MOST = 5, 8
# What a reader sees for a value of a facet.
Label = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One value: how many documents have it, in twentieths of the most frequent too, and the search with or without."""

    value: str
    label: str
    count: int
    selected: bool
    share: int
    address: str


@dataclass(frozen=True, slots=True)
class RailFacet:
    """One facet: the rows one sees, those behind "more", and how many values there are in all."""

    name: str
    shown: tuple[Row, ...]
    folded: tuple[Row, ...]
    values: int

    @property
    def is_cut(self) -> bool:
        """Whether there are values that are not even folded."""
        return len(self.shown) + len(self.folded) < self.values


def rail(facets: Iterable[Facet], query: SearchQuery, label: Label, whole: str = "") -> tuple[RailFacet, ...]:
    """The facets that have values, but for the years, which are drawn; the one named by `whole` is not cut."""
    return tuple(
        _rail_facet(facet, query, label, facet.name == whole)
        for facet in facets
        if facet.values and facet.name != "year"
    )


def _rail_facet(facet: Facet, query: SearchQuery, label: Label, whole: bool) -> RailFacet:
    chosen = [value for value in facet.values if value.selected]
    others = [value for value in facet.values if not value.selected]
    ranked = chosen + others
    shown = len(ranked) if whole else max(SHOWN, len(chosen))
    # One row takes no more room than the word that hides it.
    shown += len(ranked) == shown + 1
    most = max(value.count for value in facet.values)
    rows = _rows(ranked[: max(MOST, shown)], query, label, most)
    return RailFacet(facet.name, rows[:shown], rows[shown:], len(ranked))


def _rows(values: Sequence[FacetValue], query: SearchQuery, label: Label, most: int) -> tuple[Row, ...]:
    toggled = query.toggling(values[0].facet)
    return tuple(
        Row(
            value=value.value,
            label=label(value.facet, value.value),
            count=value.count,
            selected=value.selected,
            share=twentieths(value.count, most),
            address=linked("/search?" + toggled(value.value)),
        )
        for value in values
    )
