"""The directory of processes, and one fact sheet for each."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.citing.reference import site_of
from api.citing.schema_process import process
from repository.authority_records import Iscm
from repository.errors import Unknown
from repository.models import Document, Meeting
from repository.said import mark
from search.query import SearchQuery
from search.results import SearchResults
from web.histogram import histogram
from web.pages.visit import CurrentVisit, Visit
from web.profile import profile
from web.rendering import address
from web.series import gaps
from web.timeline import timeline

router = APIRouter()

# The directory's own filters: name, label, and the values a process has for it.
FILTERS: dict[str, tuple[str, Callable[[Iscm], tuple[str, ...]]]] = {
    "level": (mark("Level"), lambda iscm: (iscm.level,)),
    "region": (mark("Region"), lambda iscm: iscm.regions),
    "status": (mark("Status"), lambda iscm: (iscm.status,)),
}
LEVELS = {
    "RCP": mark(
        "States of one region who meet to consult on migration. Led by States, informal, without binding decisions."
    ),
    "IRF": mark(
        "States of two or more regions who consult along a route, across a sea or on a shared question, often "
        "between countries of origin, transit and destination."
    ),
    "Global": mark("Open to States of all regions: forums that gather what regional processes have learned."),
}
STATUSES = {
    "active": mark("meets"),
    "emerging": mark("has begun, its form is not settled"),
    "dormant": mark("has ended, rests or became another"),
    "other": mark("consults on migration within a wider body"),
}
# Documents named on the fact sheet; the rest is one search away.
LISTED = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter of the directory, and the address that switches it."""

    label: str
    count: int
    selected: bool
    url: str


@router.get("/iscms")
def directory(visit: CurrentVisit) -> HTMLResponse:
    """Every process by level, narrowed by what the address asks for."""
    chosen = {name: visit.request.query_params.get(name, "") for name in FILTERS}
    iscms = [iscm for iscm in visit.authority.iscms if _fits(iscm, chosen)]
    with visit.house.repository.read() as uow:
        counts = uow.documents.tag_counts("iscm", visit.actor)
    return visit.page(
        "iscms.html",
        choices={label: _choices(visit, name, chosen) for name, (label, _) in FILTERS.items()},
        levels=[(level, words, _named(iscms, level)) for level, words in LEVELS.items()],
        statuses=STATUSES,
        counts=counts,
        shown=len(iscms),
        known=len(visit.authority.iscms),
        is_narrowed=any(chosen.values()),
    )


@router.get("/iscms/{slug}")
def fact_sheet(slug: str, visit: CurrentVisit) -> HTMLResponse:
    """What is known of a process, its meetings, its documents and the elements they speak of."""
    try:
        iscm = visit.authority.iscm(slug)
    except KeyError:
        raise Unknown("There is no process “%(slug)s” here. The directory lists all of them.", slug=slug[:60]) from None
    query = SearchQuery(filters=frozenset({("iscm", slug)}), sort="date", size=LISTED)
    results = visit.house.search.results(query, visit.actor)
    with visit.house.repository.read() as uow:
        meetings = [(meeting, held) for meeting, held in uow.documents.meetings(visit.actor) if slug in meeting.iscms]
        return visit.page(
            "iscm.html",
            iscm=iscm,
            named_by=uow.mentions.of(slug, visit.actor),
            names=uow.mentions.by(slug, visit.actor),
            **_sheet(visit, iscm, results, meetings),
        )


def _sheet(
    visit: Visit, iscm: Iscm, results: SearchResults, meetings: list[tuple[Meeting, list[Document]]]
) -> dict[str, Any]:
    elements = {value.value: value.count for value in results.facet("element").values}
    names = dict.fromkeys(alias.name for alias in iscm.aliases if not alias.inflected and alias.name != iscm.name)
    return {
        "process": process(iscm, meetings, visit.authority, site_of(visit.request)),
        "results": results,
        "query": results.query,
        "years": histogram(results.facet("year"), results.query, width=720, height=56),
        "meetings": meetings,
        "held": sum(bool(documents) for _, documents in meetings),
        "timeline": timeline(meetings),
        "gaps": gaps(visit.authority.meetings, iscm.slug),
        "marks": profile(elements, results.total, visit.authority, visit.label),
        "aliases": list(names),
        "alias_language": {alias.name: alias.lang for alias in iscm.aliases},
        "level_words": LEVELS[iscm.level],
        "status_words": STATUSES[iscm.status],
    }


def _fits(iscm: Iscm, chosen: dict[str, str]) -> bool:
    return all(not value or value in FILTERS[name][1](iscm) for name, value in chosen.items())


def _named(iscms: list[Iscm], level: str) -> list[Iscm]:
    """Those of a level, the active ones first, then by name."""
    order = list(STATUSES)
    of_level = [iscm for iscm in iscms if iscm.level == level]
    return sorted(of_level, key=lambda iscm: (order.index(iscm.status), iscm.short_name.casefold()))


def _choices(visit: Visit, name: str, chosen: dict[str, str]) -> list[Choice]:
    """The values of one filter in the order of the authority data; counts ignore the filter's own choice."""
    others = {key: value for key, value in chosen.items() if key != name}
    counts = Counter(value for iscm in visit.authority.iscms if _fits(iscm, others) for value in FILTERS[name][1](iscm))
    return [
        Choice(
            visit.label(name, value),
            counts[value],
            value == chosen[name],
            address("/iscms", **others, **({} if value == chosen[name] else {name: value})),
        )
        for value in visit.authority.labels[name]
    ]
