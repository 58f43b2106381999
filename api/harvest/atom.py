"""Atom feeds of any search: newest document first, each with the passages that answer it."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from fastapi import APIRouter, Request, Response
from lxml import etree

from api.addresses import base_url
from api.authentication import CurrentActor
from api.harvest import markup
from api.harvest.caching import cache_headers
from api.house import CurrentHouse
from repository.clock import now
from repository.models import Document
from search.parameters import from_params
from search.query import SearchQuery
from search.results import Hit, Passage, SearchResults

router = APIRouter()

ATOM = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_MEDIA_TYPE = "application/atom+xml"


@router.get("/feeds/search.atom")
def feed(request: Request, house: CurrentHouse, actor: CurrentActor) -> Response:
    """The parameters are those of the search page; values that are not legal are left out, as there."""
    settings = house.repository.settings
    params = request.query_params.multi_items()
    query, _ = from_params(params, house.repository.authority, settings.page_size)
    results = house.search.results(replace(query, sort="date"), actor)
    with house.repository.read() as uow:
        documents = uow.documents.many([hit.id for hit in results.hits], actor)
    document = _feed(results, documents, settings.site_name, base_url(request))
    return markup.answer(document, _MEDIA_TYPE, cache_headers(actor))


def _feed(results: SearchResults, documents: list[Document], name: str, site: str) -> etree._Element:
    rows = {document.public_id: document for document in documents}
    feed = markup.root(ATOM, "feed", {None: ATOM, "opensearch": _OPENSEARCH})
    feed.set(markup.LANG, "en")
    markup.child(feed, "id", _address(results.query.with_page(1), site))
    every = "selected documents" if results.query.is_filtered else "all documents"
    markup.child(feed, "title", f"{name}: {results.query.text or every}")
    newest = max((document.updated_at for document in documents), default=now())
    markup.child(feed, "updated", markup.seconds(newest))
    markup.child(markup.child(feed, "author"), "name", name)
    for relation, href, media_type in _links(results, site):
        markup.child(feed, "link", attributes={"rel": relation, "href": href, "type": media_type})
    first = (results.query.page - 1) * results.query.size + 1
    for element, number in (
        ("totalResults", results.total),
        ("startIndex", first),
        ("itemsPerPage", results.query.size),
    ):
        markup.child(feed, f"{{{_OPENSEARCH}}}{element}", str(number))
    for hit in results.hits:
        if hit.id in rows:
            _entry(feed, hit, rows[hit.id], site)
    return feed


def _links(results: SearchResults, site: str) -> Iterator[tuple[str, str, str]]:
    query = results.query
    yield "self", _address(query, site), _MEDIA_TYPE
    yield "alternate", f"{site}/search?{query.to_query_string()}", "text/html"
    yield "search", f"{site}/opensearch.xml", "application/opensearchdescription+xml"
    yield "first", _address(query.with_page(1), site), _MEDIA_TYPE
    if query.page > 1:
        yield "previous", _address(query.with_page(query.page - 1), site), _MEDIA_TYPE
    if query.page < results.pages:
        yield "next", _address(query.with_page(query.page + 1), site), _MEDIA_TYPE


def _address(query: SearchQuery, site: str) -> str:
    # The order of a feed is always the same, so that it is no part of its address.
    parameters = query.with_sort("relevance").with_page(query.page).to_query_string()
    return f"{site}/feeds/search.atom" + (f"?{parameters}" if parameters else "")


def _entry(feed: etree._Element, hit: Hit, document: Document, site: str) -> None:
    entry = markup.child(feed, "entry")
    address = site + hit.url.partition("?")[0]
    markup.child(entry, "id", address)
    markup.child(entry, "title", hit.title or "Untitled document")
    markup.child(entry, "updated", markup.seconds(document.updated_at))
    markup.child(entry, "published", markup.seconds(document.created_at))
    for iscm in hit.iscms:
        author = markup.child(entry, "author")
        markup.child(author, "name", iscm.label)
    markup.child(entry, "link", attributes={"rel": "alternate", "href": site + hit.url, "type": "text/html"})
    for scheme, labelled in [("iscm", item) for item in hit.iscms] + [("element", item) for item in hit.elements]:
        markup.child(entry, "category", attributes={"term": f"{scheme}:{labelled.value}", "label": labelled.label})
    markup.child(entry, "content", _content(hit, site), {"type": "html"})


def _content(hit: Hit, site: str) -> str:
    sample = "<p>Illustrative sample, not an official text</p>" if hit.is_sample else ""
    dates = " to ".join(dict.fromkeys(day for day in (hit.date_from, hit.date_to) if day))
    line = ", ".join(part for part in (hit.type.label if hit.type else "", hit.place, dates) if part)
    return sample + (f"<p>{escape(line)}</p>" if line else "") + "".join(_quote(item, site) for item in hit.passages)


def _quote(passage: Passage, site: str) -> str:
    link = f'<a href="{escape(site + passage.url)}">p. {passage.page}</a>'
    language = f'lang="{escape(passage.language)}" dir="{passage.direction}"'
    return f"<blockquote {language}><p>{link} {passage.html}</p></blockquote>"
