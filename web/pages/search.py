"""The search page, which is also the first page: all of its state is in the address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from api.citing.reference import site_of
from api.citing.schema_site import site_graph
from api.exports import LABELS
from repository.said import Said, mark, said
from search.hit import Hit
from search.parameters import from_params
from search.query import DEFAULT_SORT, SORTS, SearchQuery
from search.reasons import Reason
from search.results import SearchResults, WayOut
from search.ways_out import year_range
from web.facet_names import FACET_NAMES
from web.histogram import histogram
from web.interface_language import SOURCE
from web.pages.visit import CurrentVisit, Visit
from web.rail import rail
from web.summary import summary, understood

router = APIRouter()

# Real searches for a reader who does not know yet what to ask; each says what it shows.
TRIES = (
    ('"return and readmission"', mark("a phrase, kept whole with its “and”")),
    ('"regular pathways" OR "labour migration"', mark("either of two phrases")),
    ('"trata de personas"', mark("a Spanish phrase, found in Spanish texts")),
)
SORT_LABELS = {
    "relevance": mark("Best match"),
    "date": mark("Newest"),
    "oldest": mark("Oldest"),
    "title": mark("Title"),
    "process": mark("Process"),
}
SIZES = (20, 50, 100)
# What stands before the words, names or tags by which a document was found, in this order.
WHY_LABELS = {
    "title": mark("in the title:"),
    "text": mark("in the text:"),
    "also": mark("also:"),
    "tag": mark("tagged:"),
}
WHY_SHOWN = 3
# More other names of what was asked than these are only counted.
ALSO_SHOWN = 6
# Of a document; its own page has them all.
ELEMENTS_SHOWN = 3
NEWEST = 6
_AROUND = 2
# Characters of a search that every link of the page may repeat; a longer one is held once, by a form. So is that of a
# page with a whole list of values.
LONGEST_REPEATED = 48


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the search without it."""

    facet: str
    label: str
    query: SearchQuery


@router.get("/")
@router.get("/search")
def search_page(visit: CurrentVisit) -> HTMLResponse:
    """What is here when nothing is asked, else results."""
    params = visit.request.query_params.multi_items()
    query, notes = from_params(params, visit.authority, visit.settings.page_size)
    if query.is_empty and not any(value.strip() for _, value in params):
        return _home(visit)
    most = visit.settings.query_characters
    if len(query.text) > most:
        # Cut here, since every link of the page carries the words.
        query = replace(query, text=query.text[:most])
        notes.append(said("Only the first %(characters)s characters of the query were read.", characters=most))
    return _results(visit, query, notes)


def _home(visit: Visit) -> HTMLResponse:
    everything = SearchQuery(sort="date")
    results = visit.house.search.results(everything, visit.actor)
    return visit.page(
        "home.html",
        graph=site_graph(site_of(visit.request), results),
        query=SearchQuery(),
        results=results,
        summary=summary(results),
        years=histogram(results.facet("year"), everything, width=720, height=72),
        everything=everything,
        newest=results.hits[:NEWEST],
        tries=[(SearchQuery(text=text), why) for text, why in TRIES],
    )


def _results(visit: Visit, query: SearchQuery, notes: list[str]) -> HTMLResponse:
    results = visit.house.search.results(query, visit.actor)
    whole = visit.request.query_params.get("more", "")
    query_string = query.to_query_string()
    return visit.page(
        "search.html",
        query=query,
        results=results,
        summary=summary(results),
        understood=understood(results),
        ignored=[*notes, *results.ignored],
        chips=list(chips(visit, results)),
        years=histogram(results.facet("year"), query),
        facet_names=FACET_NAMES,
        facets=rail(results.facets, query, visit.label, whole),
        whole=whole,
        elements=SearchQuery(text=query.text).toggling("element"),
        query_string=query_string,
        page_numbers=page_numbers(query.page, results.pages),
        hidden=hidden(query),
        is_long=bool(whole) or len(query_string) > LONGEST_REPEATED,
        also_shown=ALSO_SHOWN,
        elements_shown=ELEMENTS_SHOWN,
        # A search with limits says "nofollow" for all of its links at once.
        alone="" if query.is_filtered else Markup(' rel="nofollow"'),
        why=partial(why, visit),
        way_out=partial(way_out, visit, query),
        kinds=[
            (visit.gettext("In whole documents"), not query.kind, query.with_kind("")),
            (visit.gettext("Only in recommendations and commitments"), bool(query.kind), query.with_kind("commitment")),
        ],
        exports=list(LABELS.items()),
        **_ways_to_sort(query),
    )


def _ways_to_sort(query: SearchQuery) -> dict[str, Any]:
    sorts = [sort for sort in SORTS if query.text.strip() or sort != DEFAULT_SORT]
    now = query.sort if query.sort in sorts else "date"
    return {
        "sorts": [(SORT_LABELS[sort], sort == now, query.with_sort(sort)) for sort in sorts],
        "sizes": [(size, size == query.size, replace(query, size=size, page=1)) for size in SIZES],
    }


def chips(visit: Visit, results: SearchResults) -> Iterable[Chip]:
    """Every filter that is on, in the order of the facets, each with the search without it."""
    query = results.query
    if query.year_from is not None or query.year_to is not None:
        first, last = query.year_from or visit.gettext("earliest"), query.year_to or visit.gettext("latest")
        yield Chip(visit.gettext("Years"), f"{first}–{last}", replace(query, year_from=None, year_to=None, page=1))
    for facet in results.facets:
        for value in facet.values:
            if value.selected and (facet.name, value.value) in query.filters:
                label = visit.facet_label(facet.name, value.value)
                yield Chip(visit.gettext(FACET_NAMES[facet.name]), label, value.query)


def way_out(visit: Visit, asked: SearchQuery, way: WayOut) -> Said:
    """What a wider query leaves out, the facet and its values by their names in the reader's language."""
    if not way.facet or visit.language.code == SOURCE:
        return way.label
    facet = said(FACET_NAMES[way.facet])
    values = tuple(visit.facet_label(way.facet, value) for value in asked.values(way.facet))
    return said(way.label.template, facet=facet, values=values or year_range(asked, way.facet))


def why(visit: Visit, hit: Hit) -> list[tuple[str, list[str]]]:
    """By what a document was found, kind by kind, the longer lists cut."""
    kinds = {label: [_said(visit, one) for one in hit.why if one.kind == kind] for kind, label in WHY_LABELS.items()}
    return [
        (label, [*texts[:WHY_SHOWN], *(["…"] if len(texts) > WHY_SHOWN else [])])
        for label, texts in kinds.items()
        if texts
    ]


def _said(visit: Visit, reason: Reason) -> str:
    return visit.facet_label(reason.facet, reason.code) if reason.code else reason.text


def hidden(query: SearchQuery) -> dict[str, list[tuple[str, str]]]:
    """What a form has to carry along: the search box all but its words, the years all but theirs, the rail all."""
    params = replace(query, page=1).to_params()
    return {
        "whole": params,
        "words": [item for item in params if item[0] != "q"],
        "years": [item for item in params if item[0] not in ("year", "year_from", "year_to")],
    }


def page_numbers(page: int, pages: int) -> list[int | None]:
    """The first, the last and those around the present page; nothing stands for a gap."""
    near = {number for number in range(page - _AROUND, page + _AROUND + 1) if 1 <= number <= pages}
    numbers: list[int | None] = []
    for number in sorted(near | ({1, pages} if pages else set())):
        if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers
