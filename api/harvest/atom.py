"""Atom feeds of any search, of a process and of an element: newest document first, with the passages that answer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from fastapi import APIRouter, Request, Response
from lxml import etree

from api.addresses import base_url
from api.authentication import CurrentActor
from api.harvest import markup
from api.harvest.atom_entry import add_entry
from api.harvest.caching import cache_headers
from api.house import CurrentHouse, House
from api.pagination import neighbours
from repository.access import Actor
from repository.authority import Authority
from repository.errors import Unknown
from repository.models import Document
from search.parameters import from_params, illegal, is_legal
from search.query import FACETS, SearchQuery
from search.results import SearchResults

router = APIRouter()

ATOM = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_MEDIA_TYPE = "application/atom+xml"
# A feed without entries has always been so: what never changes keeps its ETag.
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
_FACET_OF = {"iscms": "iscm", "elements": "element"}
# RFC 5005 names them so.
_RELATIONS = {"prev": "previous"}

Address = Callable[[SearchQuery], str]


@router.get("/feeds/search.atom")
def feed(request: Request, house: CurrentHouse, actor: CurrentActor) -> Response:
    """The parameters are those of the search page; values that are not legal are left out, as there."""
    params = request.query_params.multi_items()
    query, _ = from_params(params, house.repository.authority, house.repository.settings.page_size)
    site = base_url(request)
    return _answer(house, actor, query, site, lambda query: _addressed(f"{site}/feeds/search.atom", query))


@router.get("/feeds/{kind}/{code}.atom")
def feed_of(
    kind: Literal["iscms", "elements"], code: str, request: Request, house: CurrentHouse, actor: CurrentActor
) -> Response:
    """The documents of one process or of one element; what narrows a search narrows this feed too."""
    facet, authority = _FACET_OF[kind], house.repository.authority
    if not is_legal(facet, code, authority):
        raise Unknown(illegal(facet, code, authority))
    params = [(name, value) for name, value in request.query_params.multi_items() if name != facet]
    query, _ = from_params([*params, (facet, code)], authority, house.repository.settings.page_size)
    site = base_url(request)
    own = f"{site}/feeds/{kind}/{code}.atom"
    return _answer(house, actor, query, site, lambda query: _addressed(own, query.without(facet).with_page(query.page)))


def _answer(house: House, actor: Actor, query: SearchQuery, site: str, address: Address) -> Response:
    results = house.search.results(replace(query, sort="date"), actor)
    name = house.repository.settings.site_name
    with house.repository.read() as uow:
        documents = uow.documents.many([hit.id for hit in results.hits], actor)
        feed = _head(results, documents, name, f"{name}: {_subject(query, house.repository.authority)}", address)
        for relation, href, media_type in _links(results, site, address):
            markup.child(feed, "link", attributes={"rel": relation, "href": href, "type": media_type})
        rows = {document.public_id: document for document in documents}
        for hit in results.hits:
            if hit.id in rows:
                add_entry(feed, hit, rows[hit.id], query, site)
    return markup.answer(feed, _MEDIA_TYPE, cache_headers(actor))


def _head(
    results: SearchResults, documents: list[Document], author: str, title: str, address: Address
) -> etree._Element:
    feed = markup.root(ATOM, "feed", {None: ATOM, "opensearch": _OPENSEARCH})
    feed.set(markup.LANG, "en")
    markup.child(feed, "id", address(results.query.with_page(1)))
    markup.child(feed, "title", title)
    newest = max((document.updated_at for document in documents), default=_ALWAYS)
    markup.child(feed, "updated", markup.seconds(newest))
    markup.child(markup.child(feed, "author"), "name", author)
    first = (results.query.page - 1) * results.query.size + 1
    for element, number in (
        ("totalResults", results.total),
        ("startIndex", first),
        ("itemsPerPage", results.query.size),
    ):
        markup.child(feed, f"{{{_OPENSEARCH}}}{element}", str(number))
    return feed


def _links(results: SearchResults, site: str, address: Address) -> Iterator[tuple[str, str, str]]:
    query = results.query
    yield "self", address(query), _MEDIA_TYPE
    yield "alternate", f"{site}/search?{query.to_query_string()}", "text/html"
    yield "search", f"{site}/opensearch.xml", "application/opensearchdescription+xml"
    for relation, number in neighbours(query.page, results.pages):
        yield _RELATIONS.get(relation, relation), address(query.with_page(number)), _MEDIA_TYPE


def _subject(query: SearchQuery, authority: Authority) -> str:
    """What the feed is of: the words, then what narrows them."""
    limits = [
        value if facet == "year" else authority.label(facet, value) for facet in FACETS for value in query.values(facet)
    ]
    years = [str(year) for year in (query.year_from, query.year_to) if year is not None]
    return ", ".join(part for part in (query.text, *limits, *years) if part) or "all documents"


def _addressed(path: str, query: SearchQuery) -> str:
    # The order of a feed is always the same, so that it is no part of its address.
    parameters = query.with_sort("relevance").with_page(query.page).to_query_string()
    return path + (f"?{parameters}" if parameters else "")
