"""Facets: which documents a selection leaves, and how many each value has; counting costs no second query."""

from collections.abc import Callable, Mapping

import numpy as np

from search.columns import Mask, packed
from search.query import FACETS, SearchQuery
from search.results import Facet, FacetValue
from search.snapshot import Snapshot

LABELS = {
    "iscm": "Process",
    "mention": "Also named in the text",
    "year": "Year",
    "type": "Document type",
    "element": "GCM element",
    "theme": "GCM theme",
    "objective": "GCM objective",
    "region": "Region",
    "level": "Level",
    "state": "State",
    "meeting_level": "Meeting level",
    "language": "Language",
}
# Later than any year, and earlier.
_ALWAYS, _EVER = -1, 10_000

# The labels of all values of a facet.
Labels = Callable[[str], Mapping[str, str]]


class Selection:
    """The filters of a query on a snapshot: a mask for each facet that narrows."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        self._snapshot = snapshot
        self._masks = {name: self._mask(name, query) for name in FACETS if _narrows(name, query)}

    def narrows(self, name: str) -> bool:
        """Whether a facet has a filter."""
        return name in self._masks

    def all(self) -> Mask:
        """The documents that pass every filter."""
        return self.without("")

    def without(self, name: str) -> Mask:
        """The documents that pass every filter but those of one facet."""
        mask = np.ones(len(self._snapshot), bool)
        for other, passed in self._masks.items():
            if other != name:
                mask &= passed
        return mask

    def _mask(self, name: str, query: SearchQuery) -> Mask:
        mask = np.ones(len(self._snapshot), bool)
        if values := query.values(name):
            mask = self._snapshot.column(name).having(values)
        if name == "year" and _has_range(query):
            mask = mask & self._snapshot.column(name).having(_years_between(self._snapshot, query))
        return mask


def facets(
    snapshot: Snapshot, matching: Mask, selection: Selection, query: SearchQuery, labels: Labels
) -> tuple[Facet, ...]:
    """Every facet of what matches the words, each counted under the filters of the others."""
    passing = packed(matching & selection.all())
    found = []
    for name in FACETS:
        among = packed(matching & selection.without(name)) if selection.narrows(name) else passing
        found.append(Facet(name, LABELS[name], _values(name, snapshot.column(name).counts(among), query, labels(name))))
    return tuple(found)


def _values(
    name: str, counts: Mapping[str, int], query: SearchQuery, labels: Mapping[str, str]
) -> tuple[FacetValue, ...]:
    selected = query.values(name)
    shown = {**dict.fromkeys(selected, 0), **counts}
    if name == "year":
        shown = _without_gaps(shown)
        return tuple([FacetValue(year, year, shown[year], year in selected, name, query) for year in sorted(shown)])
    ranked = sorted([(-count, labels[value], value) for value, count in shown.items()])
    return tuple([FacetValue(value, said, -count, value in selected, name, query) for count, said, value in ranked])


def _without_gaps(counts: Mapping[str, int]) -> dict[str, int]:
    years = [int(year) for year in counts]
    every = range(min(years), max(years) + 1) if years else ()
    return {str(year): counts.get(str(year), 0) for year in every}


def _narrows(name: str, query: SearchQuery) -> bool:
    return bool(query.values(name)) or (name == "year" and _has_range(query))


def _has_range(query: SearchQuery) -> bool:
    return query.year_from is not None or query.year_to is not None


def _years_between(snapshot: Snapshot, query: SearchQuery) -> list[str]:
    first = _ALWAYS if query.year_from is None else query.year_from
    last = _EVER if query.year_to is None else query.year_to
    return [year for year in snapshot.column("year").numbers if first <= int(year) <= last]
