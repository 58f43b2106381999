"""robots.txt: documents and processes are for crawlers, endless combinations of facets are not."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from api.addresses import base_url
from repository.authority_records import LANGUAGES

router = APIRouter()

_CLOSED = ("/api/", "/feeds/", "/oai?", "/unapi", "/opensearch/")
# Pages that stand below each language too, as /fr/search.
_CLOSED_PAGES = ("/search?", "/export", "/sign-in", "/upload")


@router.get("/robots.txt")
def robots(request: Request) -> PlainTextResponse:
    """Rules for all crawlers, and where the sitemap is."""
    pages = (f"{prefix}{path}" for prefix in ("", *(f"/{code}" for code in LANGUAGES)) for path in _CLOSED_PAGES)
    rules = "".join(f"Disallow: {path}\n" for path in (*_CLOSED, *pages))
    return PlainTextResponse(f"User-agent: *\n{rules}\nSitemap: {base_url(request)}/sitemap.xml\n")
