"""Search and suggestions as JSON."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.addresses import base_url
from api.authentication import CurrentActor
from api.house import CurrentHouse
from api.links import api_search_url
from api.pagination import pagination
from api.presenting import search_shape
from api.problems import problem_responses
from api.shapes.searching import SearchShape, SuggestionShape, SuggestionsShape
from repository.errors import Rejected
from repository.said import together
from search.parameters import from_params
from search.query import FACETS, KINDS, LARGEST_SIZE, SORTS

router = APIRouter(tags=["search"])

_EXAMPLES = {
    "iscm": "rabat",
    "mention": "gfmd",
    "year": "2018",
    "type": "declaration",
    "element": "s",
    "theme": "3",
    "objective": "21",
    "region": "africa",
    "level": "IRF",
    "state": "MAR",
    "meeting_level": "ministerial",
    "language": "en",
}


def _parameter(name: str, schema: dict[str, Any], description: str, example: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": description, "example": example}


# Read from the address as a whole by search.parameters, hence written down here for the description.
SEARCH_PARAMETERS = [
    _parameter(
        "q",
        {"type": "string"},
        "Words, “phrases”, “loose phrases”~5, -not, OR, prefix*, ( ), key:value.",
        '"return and readmission"',
    ),
    *(
        {
            **_parameter(
                name, {"type": "array", "items": {"type": "string"}}, "Repeat to widen (OR).", [_EXAMPLES[name]]
            ),
            "explode": True,
        }
        for name in FACETS
    ),
    _parameter("year_from", {"type": "integer"}, "First year.", 1999),
    _parameter("year_to", {"type": "integer"}, "Last year.", 2024),
    _parameter(
        "kind",
        {"type": "string", "enum": [kind for kind in KINDS if kind]},
        "Only in recommendations, commitments and requests; the passages are these paragraphs.",
        "commitment",
    ),
    _parameter("sort", {"type": "string", "enum": list(SORTS)}, "Order of the hits.", "relevance"),
    _parameter(
        "expand",
        {"type": "boolean"},
        "Also look for other names of what is asked, in six languages, and for most of the words where too few "
        "documents hold all of them; false searches exactly what was typed.",
        True,
    ),
    _parameter("page", {"type": "integer", "minimum": 1}, "Page of the results.", 1),
    _parameter("size", {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE}, "Hits on a page.", 20),
]


@router.get(
    "/search",
    summary="Search the documents",
    responses=problem_responses(401, 422, 503),
    openapi_extra={"parameters": SEARCH_PARAMETERS},
)
def search(request: Request, response: Response, house: CurrentHouse, actor: CurrentActor) -> SearchShape:
    """Hits with passages on their pages, and facets whose counts ignore their own selection."""
    params = request.query_params.multi_items()
    query, notes = from_params(params, house.repository.authority, house.repository.settings.page_size)
    if notes:
        raise Rejected(together(notes))
    results = house.search.results(query, actor)
    response.headers["Link"] = pagination(results, base_url(request))
    return search_shape(results)


@router.get("/suggest", summary="Completions", responses=problem_responses(401, 422, 503))
def suggest(
    house: CurrentHouse, actor: CurrentActor, q: Annotated[str, Query(description="What was typed so far.")] = ""
) -> SuggestionsShape:
    """Completions over processes, elements, concepts, frequent phrases and titles."""
    return SuggestionsShape(
        suggestions=[
            SuggestionShape(
                text=item.text,
                kind=item.kind,
                count=item.count,
                document=item.document_id,
                url=api_search_url(item.query),
            )
            for item in house.search.suggest(q, actor)
        ]
    )
