"""robots.txt: documents and processes are for crawlers, endless combinations of facets are not."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from api.addresses import base_url

router = APIRouter()

_CLOSED = ("/api/", "/search?", "/feeds/", "/oai?", "/unapi", "/opensearch/", "/export", "/sign-in", "/upload")


@router.get("/robots.txt")
def robots(request: Request) -> PlainTextResponse:
    """Rules for all crawlers, and where the sitemap is."""
    rules = "".join(f"Disallow: {path}\n" for path in _CLOSED)
    return PlainTextResponse(f"User-agent: *\n{rules}\nSitemap: {base_url(request)}/sitemap.xml\n")
