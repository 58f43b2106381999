"""The passages that answer a search, one to a line: document, page, text and link."""

from collections.abc import Iterator
from dataclasses import replace

from api.citing.reference import Site
from api.exporting.lines import csv_line
from api.links import page_url
from repository.access import Actor
from search.hit import Hit, Passage
from search.query import LARGEST_SIZE, SearchQuery
from search.searching import Search

COLUMNS = ("document", "title", "processes", "date_from", "date_to", "file", "language", "page", "text", "url")


def passage_lines(search: Search, query: SearchQuery, actor: Actor, site: Site) -> Iterator[str]:
    """CSV in portions, a page of results at a time, with the passages that the page of results shows."""
    yield csv_line(COLUMNS)
    query, pages = replace(query, page=1, size=LARGEST_SIZE), 1
    while query.page <= pages:
        results = search.results(query, actor)
        pages, query = results.pages, query.with_page(query.page + 1)
        yield "".join(_line(hit, passage, results.query.text, site) for hit in results.hits for passage in hit.passages)


def _line(hit: Hit, passage: Passage, words: str, site: Site) -> str:
    return csv_line(
        (
            hit.id,
            hit.title,
            "; ".join(iscm.label for iscm in hit.iscms),
            hit.date_from or "",
            hit.date_to or "",
            passage.file_id,
            passage.language,
            str(passage.page),
            passage.text,
            site.url + page_url(hit.id, passage.page, passage.file_id, words),
        )
    )
