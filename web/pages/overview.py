"""Overviews: processes by elements, a phrase over the years, and processes compared on one element."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from api.exporting.matrix import columns
from repository.errors import Unknown
from search.parameters import from_params
from search.query import SearchQuery
from web.comparison import QuotedDocument, quoted
from web.heat_map import TINTS, heat_map
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address
from web.trend import trend

router = APIRouter()

# What a reader takes out of the address; the rest of a search has no place in an overview.
_ASKED = ("q", "year_from", "year_to")
_MOST_COMPARED = 4
# Passages read for each process; those of the same sentences are put together.
_MOST_PASSAGES = 60
TREND_TRIES = ('"return and readmission"', '"labour mobility"', '"climate change"', '"trafficking in persons"')


def scheme_of(visit: Visit) -> str:
    """The scheme that the address names, else the elements."""
    asked = visit.request.query_params.get("scheme", "")
    return asked if asked in ("theme", "objective") else "element"


@router.get("/overview")
def overview(visit: CurrentVisit) -> HTMLResponse:
    """The heat map."""
    query, notes = _asked(visit)
    scheme = scheme_of(visit)
    found = visit.house.search.crossing(query, "iscm", scheme, visit.actor)
    known = visit.house.search.crossing(SearchQuery(), "year", "iscm", visit.actor)
    labelled = [(code, visit.label(scheme, code)) for code, _ in columns(visit.authority, scheme)]
    return visit.page(
        "overview.html",
        map=heat_map(found, query, scheme, labelled, visit.authority),
        query=query,
        notes=notes,
        scheme=scheme,
        schemes=_schemes(visit, query),
        periods=_periods(visit, query, scheme),
        years=sorted(year for year in known.rows if year),
        table_url=_csv("/api/matrix.csv", query, scheme=scheme),
        tints=TINTS,
    )


@router.get("/overview/cell")
def cell(visit: CurrentVisit, cell: Annotated[str, Query(max_length=40)] = "") -> RedirectResponse:
    """From a cell of the map, `rabat.s`, to the search that it stands for."""
    query, _ = _asked(visit)
    slug, _, code = cell.partition(".")
    scheme = scheme_of(visit)
    _check(visit, [slug], scheme, code)
    found = replace(query, filters=frozenset({("iscm", slug), (scheme, code)}))
    return RedirectResponse("/search?" + found.to_query_string(), 303)


@router.get("/overview/trend")
def trend_page(visit: CurrentVisit) -> HTMLResponse:
    """How often a search finds documents, year by year and process by process."""
    query, notes = _asked(visit)
    chart = None
    if query.text.strip():
        found = visit.house.search.crossing(query, "year", "iscm", visit.actor)
        among = visit.house.search.crossing(query.with_text(""), "year", "iscm", visit.actor)
        chart = trend(found, among, query, visit.authority)
    return visit.page(
        "trend.html",
        query=query,
        notes=notes,
        trend=chart,
        tries=[(text, address("/overview/trend", q=text)) for text in TREND_TRIES],
        table_url=_csv("/api/trend.csv", query),
    )


@router.get("/overview/compare")
def compare(
    visit: CurrentVisit,
    iscm: Annotated[list[str] | None, Query()] = None,
    element: str = "",
    theme: str = "",
    objective: str = "",
) -> HTMLResponse:
    """Passages of two or more processes on one element, theme or objective, beside each other."""
    given = {"element": element, "theme": theme, "objective": objective}
    scheme, code = next(((name, value) for name, value in given.items() if value), ("element", ""))
    slugs = list(dict.fromkeys(slug for slug in iscm or () if slug))[:_MOST_COMPARED]
    _check(visit, slugs, scheme, code)
    sides: list[tuple[str, int, list[QuotedDocument]]] = []
    if code:
        counts = visit.house.search.crossing(SearchQuery(), "iscm", scheme, visit.actor)
        with visit.house.repository.read() as uow:
            for slug in slugs:
                found = uow.mentions.passages(slug, scheme, code, visit.actor, _MOST_PASSAGES)
                pages = uow.mentions.page_texts((one.file_id, one.page) for one in found)
                sides.append((slug, counts.cell(slug, code), quoted(found, pages)))
    return visit.page(
        "compare.html",
        scheme=scheme,
        code=code,
        slugs=slugs,
        sides=[(visit.authority.iscm(slug), count, documents) for slug, count, documents in sides],
        iscms=sorted(visit.authority.iscms, key=lambda iscm: iscm.short_name.casefold()),
        codes={name: columns(visit.authority, name) for name in given},
        most=_MOST_COMPARED,
    )


def _check(visit: Visit, slugs: Sequence[str], scheme: str, code: str) -> None:
    known = {one.slug for one in visit.authority.iscms}
    if strange := [slug for slug in slugs if slug not in known]:
        raise Unknown("There is no process “%(slug)s” here. The directory lists all of them.", slug=strange[0][:60])
    if code and code not in {known_code for known_code, _ in columns(visit.authority, scheme)}:
        raise Unknown(
            "There is no %(scheme)s “%(code)s”. The page about this repository lists all of them.",
            scheme=scheme,
            code=code[:20],
        )


def _asked(visit: Visit) -> tuple[SearchQuery, list[str]]:
    params = [item for item in visit.request.query_params.multi_items() if item[0] in _ASKED]
    return from_params(params, visit.authority)


def _schemes(visit: Visit, query: SearchQuery) -> list[tuple[str, str, str]]:
    names = {
        "element": visit.gettext("24 elements"),
        "theme": visit.gettext("6 themes"),
        "objective": visit.gettext("23 objectives"),
    }
    return [(name, label, _overview(query, name)) for name, label in names.items()]


def _periods(visit: Visit, query: SearchQuery, scheme: str) -> list[tuple[str, bool, str]]:
    """Periods that mean something for the Compact: before the New York Declaration, while it was made, since."""
    periods = {
        (None, None): visit.gettext("all years"),
        (None, 2015): visit.gettext("before the New York Declaration (to 2015)"),
        (2016, 2018): visit.gettext("while the Compact was made (2016–2018)"),
        (2019, None): visit.gettext("since its adoption (from 2019)"),
    }
    return [
        (
            label,
            (query.year_from, query.year_to) == years,
            _overview(SearchQuery(text=query.text, year_from=years[0], year_to=years[1]), scheme),
        )
        for years, label in periods.items()
    ]


def _overview(query: SearchQuery, scheme: str) -> str:
    return address(
        "/overview",
        scheme="" if scheme == "element" else scheme,
        q=query.text,
        year_from=query.year_from,
        year_to=query.year_to,
    )


def _csv(path: str, query: SearchQuery, **more: Any) -> str:
    return address(path, q=query.text, year_from=query.year_from, year_to=query.year_to, **more)
