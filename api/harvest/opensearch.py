"""OpenSearch: how a browser searches here, with completions while one types."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from api.addresses import base_url
from api.authentication import CurrentActor
from api.harvest import markup
from api.harvest.caching import cache_headers
from api.house import CurrentHouse

router = APIRouter()

_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST_SHORT_NAME, _LONGEST_LONG_NAME = 16, 48
_SUGGESTIONS = "application/x-suggestions+json"
# Media type, relation and address of each way to search.
_ADDRESSES = (
    ("text/html", "results", "/search?q={searchTerms}&page={startPage?}&size={count?}"),
    ("application/atom+xml", "results", "/feeds/search.atom?q={searchTerms}&page={startPage?}&size={count?}"),
    (_SUGGESTIONS, "suggestions", "/opensearch/suggestions?q={searchTerms}"),
    ("application/opensearchdescription+xml", "self", "/opensearch.xml"),
)


@router.get("/opensearch.xml")
def description(request: Request, house: CurrentHouse) -> Response:
    """The description document."""
    name, site = house.repository.settings.site_name, base_url(request)
    document = markup.root(_OPENSEARCH, "OpenSearchDescription")
    markup.child(document, "ShortName", name[:_LONGEST_SHORT_NAME].strip())
    markup.child(document, "LongName", name[:_LONGEST_LONG_NAME].strip())
    markup.child(document, "Description", "Outcome documents of inter-State consultation mechanisms on migration.")
    for media_type, relation, path in _ADDRESSES:
        markup.child(document, "Url", attributes={"type": media_type, "rel": relation, "template": site + path})
    for name, value in (("Language", "*"), ("InputEncoding", "UTF-8"), ("OutputEncoding", "UTF-8")):
        markup.child(document, name, value)
    return markup.answer(document, "application/opensearchdescription+xml")


@router.get("/opensearch/suggestions")
def suggestions(house: CurrentHouse, actor: CurrentActor, q: Annotated[str, Query()] = "") -> JSONResponse:
    """What was typed and its completions, in the shape that browsers read."""
    found = house.search.suggest(q, actor)
    completions = list(dict.fromkeys(item.text for item in found))
    return JSONResponse([q, completions], media_type=_SUGGESTIONS, headers=cache_headers(actor))
