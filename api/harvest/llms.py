"""llms.txt: a plain index of what is here and how to ask for it, for programs that read rather than crawl."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from api.addresses import base_url
from api.harvest.caching import cache_headers
from api.house import CurrentHouse
from api.links import process_url
from repository.access import ANONYMOUS
from repository.authority import Authority

router = APIRouter()

_ABOUT = (
    "Outcome documents of inter-State consultation mechanisms on migration (ISCMs): kept, read page by page, "
    "attributed to their process, tagged to the Global Compact for Migration with the passages as evidence. "
    "Cite the document, its page and its process; the process is the corporate author."
)
_WAYS = (
    ("/api/openapi.json", "API", "OpenAPI 3.1; JSON; reading needs no account"),
    ("/api/search?q=%22return+and+readmission%22", "Search", "hits with passages and pages, facets with counts"),
    ("/programs", "Examples", "a script in Python and one for the shell"),
    ("/oai?verb=Identify", "OAI-PMH 2.0", "oai_dc, mods, oai_iscm; sets by process, level, year and element"),
    ("/feeds/search.atom", "Atom", "a feed of any search, takes the same parameters"),
    ("/sitemap.xml", "Sitemap", "every document, process and year"),
    ("/meetings.ics", "Meetings", "a calendar"),
    ("/about", "About", "what is read by rules, what is not claimed"),
)


@router.get("/llms.txt")
def index(request: Request, house: CurrentHouse) -> PlainTextResponse:
    """The index, in the plain form that llmstxt.org describes."""
    repository = house.repository
    with repository.read() as uow:
        processes, elements = (uow.documents.tag_counts(scheme, ANONYMOUS) for scheme in ("iscm", "element"))
        years = uow.years.with_documents(ANONYMOUS)
    site = base_url(request)
    lines = [
        *(f"# {repository.settings.site_name}", "", f"> {_ABOUT}", "", "## Ways in", ""),
        *(f"- [{name}]({site}{path}): {words}" for path, name, words in _WAYS),
        *("", "## Processes", "", *_processes(repository.authority, processes, site)),
        *("", "## GCM elements", "", *_elements(repository.authority, elements, site)),
        *("", "## Optional", "", *(f"- [Highlights of {year}]({site}/highlights/{year})" for year in years)),
    ]
    return PlainTextResponse("\n".join(lines) + "\n", headers=cache_headers(ANONYMOUS))


def _processes(authority: Authority, counts: dict[str, int], site: str) -> Iterator[str]:
    for iscm in sorted(authority.iscms, key=lambda iscm: iscm.short_name.casefold()):
        name = iscm.short_name if iscm.short_name == iscm.name else f"{iscm.short_name}, {iscm.name}"
        yield f"- [{name}]({site}{process_url(iscm.slug)}): {iscm.level}; documents: {counts.get(iscm.slug, 0)}"


def _elements(authority: Authority, counts: dict[str, int], site: str) -> Iterator[str]:
    for element in authority.elements:
        address = f"{site}/search?element={element.letter}"
        yield f"- [{element.letter}: {element.label}]({address}): documents: {counts.get(element.letter, 0)}"
