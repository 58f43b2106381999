"""Error pages: what happened and what to do, in the look of every other page, never a trace."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.authentication import identity_of
from web.interface_language import interface_language
from web.pages.visit import DEFAULT_NAME, answer, frame

HEADINGS = {
    400: "This request could not be read",
    401: "Please sign in first",
    403: "This account may not do that",
    404: "There is nothing at this address",
    405: "This address does not answer that",
    409: "This does not fit what is already here",
    410: "This was withdrawn",
    413: "This is too large",
    415: "This kind of file is not read here",
    422: "Something in this request is not right",
    429: "Please wait a moment",
    503: "The repository is busy",
}
FALLBACK = "Something went wrong on our side"


def error_page(request: Request, status: int, sentence: str) -> HTMLResponse:
    """The page for an error; it needs neither the database nor the index, which may be what failed."""
    house = getattr(request.app.state, "house", None)
    name = house.repository.settings.site_name if house else DEFAULT_NAME
    heading = HEADINGS.get(status, FALLBACK)
    values = {"status": status, "heading": heading, "sentence": sentence, "query": request.query_params.get("q", "")}
    framed = frame(request, identity_of(request).actor, name)
    return answer(interface_language(request), "error.html", {**framed, **values}, status)
