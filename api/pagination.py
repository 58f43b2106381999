"""The Link header of a list in pages (RFC 8288): first, previous, next and last."""

from collections.abc import Iterator

from api.links import api_search_url
from search.results import SearchResults


def pagination(results: SearchResults, site: str) -> str:
    """The value of the header; pages that are not there are not named."""
    return ", ".join(
        f'<{site}{api_search_url(results.query.with_page(number))}>; rel="{relation}"'
        for relation, number in neighbours(results)
    )


def neighbours(results: SearchResults) -> Iterator[tuple[str, int]]:
    """The relations of a page of results, each with the number of its page."""
    page, last = results.query.page, max(results.pages, 1)
    yield "first", 1
    if page > 1:
        yield "prev", min(page - 1, last)
    if page < last:
        yield "next", page + 1
    yield "last", last
