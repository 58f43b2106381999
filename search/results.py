"""What a search finds: hits, facets, ways out and completions, as frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from repository.said import Said, counted, said
from search.hit import Hit
from search.query import SearchQuery


# Of what an answer has dozens or hundreds, a named tuple is made in a quarter of the time.
class FacetValue(NamedTuple):
    """One value of a facet, and how many hits of the query that was asked have it."""

    value: str
    label: str
    # Nobody misses the method of tuples.
    count: int  # type: ignore[assignment]
    selected: bool
    facet: str
    asked: SearchQuery

    @property
    def query(self) -> SearchQuery:
        """The query that switches the value on or off."""
        return self.asked.toggled(self.facet, self.value)


# A value of a facet, its label, and how many hits have it.
Counted = tuple[str, str, int]


@dataclass(frozen=True)
class Facet:
    """One facet; its counts ignore its own selection. Years are in order and without gaps, others most first."""

    name: str
    label: str
    counted: Sequence[Counted]
    asked: SearchQuery

    @cached_property
    def values(self) -> tuple[FacetValue, ...]:
        """Its values, each with what choosing it asks; made when they are looked at, for there are hundreds."""
        name, asked, chosen = self.name, self.asked, self.asked.values(self.name)
        return tuple([FacetValue(*one, one[0] in chosen, name, asked) for one in self.counted])


@dataclass(frozen=True, slots=True)
class WayOut:
    """A wider query that does find something, for a reader who found nothing: "without year: 2003".

    `facet` is the one that is left out, if it is one.
    """

    label: Said
    total: int
    query: SearchQuery
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """The query with unknown words replaced by known ones, and how much that finds."""

    text: str
    total: int
    query: SearchQuery


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to one query.

    `understood` is the query as it was read, in canonical spelling; `ignored` has a sentence for everything
    left out; `also_searched` has the other names of what was asked that were looked for as well; `hits` are
    those of the asked page. `holding_all` is set where most of the words were enough: so many documents hold all.
    """

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    understood: str = ""
    ignored: tuple[str, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    also_searched: tuple[str, ...] = ()
    did_you_mean: Correction | None = None
    holding_all: int | None = None

    @property
    def is_relaxed(self) -> bool:
        """Whether these documents hold most of the words, since too few hold all of them."""
        return self.holding_all is not None

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for everything that was read otherwise than it was typed."""
        if self.holding_all is None:
            return self.ignored
        return (_relaxed(self.holding_all), *self.ignored)

    @property
    def pages(self) -> int:
        """How many pages of hits there are."""
        return -(-self.total // self.query.size)

    def facet(self, name: str) -> Facet:
        """The facet of that name."""
        return next(facet for facet in self.facets if facet.name == name)


def _relaxed(holding_all: int) -> Said:
    if not holding_all:
        return said("No document holds all of these words; what holds most of them is shown.")
    return counted(
        "Only one document holds all of these words; what holds most of them is shown.",
        "Only %(count)s documents hold all of these words; what holds most of them is shown.",
        holding_all,
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion. `kind` is process, element, concept, phrase or title; `document_id` is set for a title."""

    text: str
    kind: str
    count: int | None
    query: SearchQuery
    document_id: str | None = None
