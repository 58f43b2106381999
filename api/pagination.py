"""Lists in pages: the Link header (RFC 8288) that names the first, previous, next and last one."""

from collections.abc import Callable, Iterator

from fastapi import Request

from api.addresses import base_url
from api.links import api_search_url
from search.results import SearchResults


def pagination(results: SearchResults, site: str) -> str:
    """The value of the header of a page of results."""
    return _header(
        neighbours(results.query.page, results.pages),
        lambda number: site + api_search_url(results.query.with_page(number)),
    )


def pagination_of(request: Request, page: int, size: int, total: int) -> str:
    """The value of the header of any other list whose address takes `page` and `size`."""
    site = base_url(request)
    return _header(
        neighbours(page, -(-total // size)),
        lambda number: f"{site}{request.url.path}?{request.url.include_query_params(page=number).query}",
    )


def neighbours(page: int, pages: int) -> Iterator[tuple[str, int]]:
    """The relations of a page of a list, each with the number of its page; pages that are not there are not named."""
    last = max(pages, 1)
    yield "first", 1
    if page > 1:
        yield "prev", min(page - 1, last)
    if page < last:
        yield "next", page + 1
    yield "last", last


def _header(relations: Iterator[tuple[str, int]], address: Callable[[int], str]) -> str:
    return ", ".join(f'<{address(number)}>; rel="{relation}"' for relation, number in relations)
