"""Error pages: what happened and what to do, in the look of every other page, never a trace."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.authentication import identity_of
from repository.said import mark
from web.interface_language import interface_language
from web.pages.visit import DEFAULT_NAME, answer, frame

HEADINGS = {
    400: mark("This request could not be read"),
    401: mark("Please sign in first"),
    403: mark("This account may not do that"),
    404: mark("There is nothing at this address"),
    405: mark("This address does not answer that"),
    409: mark("This does not fit what is already here"),
    410: mark("This was withdrawn"),
    413: mark("This is too large"),
    415: mark("This kind of file is not read here"),
    422: mark("Something in this request is not right"),
    429: mark("Please wait a moment"),
    503: mark("The repository is busy"),
}
FALLBACK = mark("Something went wrong on our side")


def error_page(request: Request, status: int, sentence: str) -> HTMLResponse:
    """The page for an error; it needs neither the database nor the index, which may be what failed."""
    house = getattr(request.app.state, "house", None)
    name = house.repository.settings.site_name if house else DEFAULT_NAME
    heading = HEADINGS.get(status, FALLBACK)
    values = {"status": status, "heading": heading, "sentence": sentence, "query": request.query_params.get("q", "")}
    framed = frame(request, identity_of(request).actor, name)
    return answer(interface_language(request), "error.html", {**framed, **values}, status)
