"""Facets: which documents a selection leaves, and how many each value has; counting costs no second query."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from search.columns import Mask
from search.labels import Labels
from search.query import FACETS, SearchQuery
from search.results import Counted, Facet
from search.snapshot import Snapshot
from search.tally import tally

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


class Selection:
    """The filters of a query on a snapshot: a mask for each facet that narrows."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        self._snapshot = snapshot
        chosen = {name for name, _ in query.filters} | ({"year"} if _has_range(query) else set())
        self._masks = {name: self._mask(name, query) for name in FACETS if name in chosen}
        self._all = self.without("")

    @property
    def narrowed(self) -> Collection[str]:
        """The facets that have a filter."""
        return self._masks.keys()

    def all(self) -> Mask:
        """The documents that pass every filter."""
        return self._all

    def without(self, name: str) -> Mask:
        """The documents that pass every filter but those of one facet."""
        mask = np.ones(len(self._snapshot), bool)
        for other, passed in self._masks.items():
            if other != name:
                mask &= passed
        return mask

    def _mask(self, name: str, query: SearchQuery) -> Mask:
        column, values = self._snapshot.column(name), query.values(name)
        if name != "year" or not _has_range(query):
            return column.having(values)
        between = column.having(_years_between(self._snapshot, query))
        return column.having(values) & between if values else between


def facets(
    snapshot: Snapshot, matching: Mask, selection: Selection, query: SearchQuery, labels: Labels
) -> tuple[Facet, ...]:
    """Every facet of what matches the words, each counted under the filters of the others."""
    every = tally(snapshot, labels)
    counts = every.counts(matching & selection.all())
    for name in selection.narrowed:
        rows = every.rows[name]
        counts[rows] = every.counts(matching & selection.without(name), rows)
    order, counted = every.in_order(counts), counts.tolist()
    found = []
    for name in FACETS:
        values: Sequence[Counted] = [(*every.values[at], counted[at]) for at in order[every.rows[name]] if counted[at]]
        # Only what is selected is shown for its own sake.
        if name in selection.narrowed:
            values = _with_selected(name, values, query, labels)
        found.append(Facet(name, LABELS[name], _without_gaps(values) if name == "year" else values, query))
    return tuple(found)


def _with_selected(name: str, ranked: Sequence[Counted], query: SearchQuery, labels: Labels) -> list[Counted]:
    """Also what was selected and no document has."""
    missing = set(query.values(name)).difference(value for value, _, _ in ranked)
    return [*ranked, *((value, said, 0) for said, value in sorted((labels.one(name, one), one) for one in missing))]


def _without_gaps(years: Iterable[Counted]) -> list[Counted]:
    """The years from first to last, also those in between that no document has."""
    counts = {int(year): many for year, _, many in years}
    every = range(min(counts), max(counts) + 1) if counts else ()
    return [(str(year), str(year), counts.get(year, 0)) for year in every]


def _has_range(query: SearchQuery) -> bool:
    return query.year_from is not None or query.year_to is not None


def _years_between(snapshot: Snapshot, query: SearchQuery) -> list[str]:
    first = _ALWAYS if query.year_from is None else query.year_from
    last = _EVER if query.year_to is None else query.year_to
    return [year for year in snapshot.column("year").numbers if first <= int(year) <= last]
