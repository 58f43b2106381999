"""One error body everywhere: RFC 9457 problem details, made from the kinds of trouble the floors raise."""

import logging
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Protocol

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api import security_log
from api.authentication import identity_of
from api.citing.media_types import asked_for
from repository import errors
from repository.said import Said, mark, said, together

logger = logging.getLogger(__name__)

# The first kind that fits decides: special kinds stand before the ones they derive from.
STATUS_OF: tuple[tuple[type[errors.Trouble], int], ...] = (
    (errors.TooLarge, 413),
    (errors.Unsupported, 415),
    (errors.Rejected, 422),
    (errors.Unreadable, 422),
    (errors.Withdrawn, 410),
    (errors.Unknown, 404),
    (errors.Unauthenticated, 401),
    (errors.Forbidden, 403),
    (errors.Conflict, 409),
    (errors.Outdated, 412),
    (errors.Busy, 503),
)

ErrorPage = Callable[[Request, int, str], Response]


class Answer(Protocol):
    """Makes the response for a status and a sentence."""

    def __call__(
        self, request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
    ) -> Response: ...


class Problem(BaseModel):
    """What went wrong, in words for a person (RFC 9457)."""

    type: str = Field("about:blank", examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no document “k7d2m9xq4t” here."])


def problem_responses(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The entries of `responses=` for the statuses a route can answer with besides success."""
    return {
        status: {
            "model": Problem,
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in (*statuses, 429)
    }


# For routes that name a document.
MOVED: dict[int | str, dict[str, object]] = {
    301: {"description": "It is part of another document now: see `Location`."}
}


def answering(error_page: ErrorPage) -> Answer:
    """How trouble is answered: a page for people, problem details below /api and wherever data are asked for."""

    def answer(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
        path, wanted = request.url.path, request.headers.get("accept", "")
        if path.startswith(_FOR_PROGRAMS) or _A_FORM.fullmatch(path) or asked_for(wanted):
            response: Response = _problem(status, detail)
        else:
            response = error_page(request, status, detail)
        response.headers.update({**_HEADERS.get(status, {}), **(headers or {})})
        return response

    return answer


def install(app: FastAPI, answer: Answer, failure_headers: Mapping[str, str] | None = None) -> None:
    """Give every kind of trouble its status and its sentence.

    What nobody foresaw is answered outside of all middleware, which therefore cannot add its headers.
    """

    def on_trouble(request: Request, error: Exception) -> Response:
        assert isinstance(error, errors.Trouble)  # noqa: S101 - registered for this kind alone.
        if isinstance(error, errors.Moved) and request.method in ("GET", "HEAD"):
            return _moved(request, error)
        status = next(status for kind, status in STATUS_OF if isinstance(error, kind))
        if isinstance(error, errors.Forbidden):
            event = "forgery refused" if isinstance(error, errors.Forged) else "forbidden"
            security_log.note(event, request, identity_of(request).actor.email, because=str(error))
        return answer(request, status, error.sentence)

    def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this kind alone.
        return answer(request, 422, _validation_sentence(error))

    def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this kind alone.
        return answer(request, error.status_code, _http_sentence(request, error), error.headers)

    def on_failure(request: Request, error: Exception) -> Response:
        logger.exception("%s %s failed", request.method, request.url.path, exc_info=error)
        sentence = said("Something went wrong on our side. Nothing was lost; the error has been logged.")
        return answer(request, 500, sentence, failure_headers)

    app.add_exception_handler(errors.Trouble, on_trouble)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_failure)


def _moved(request: Request, error: errors.Moved) -> Response:
    """For good to the same of the document that it is part of now."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(here.replace(error.public_id, error.to), 301)


# A document in one of the forms for programs: /documents/k7d2m9xq4t.ris
_A_FORM = re.compile(r"/documents/[^/]+\.[a-z]+")
_FOR_PROGRAMS = ("/api", "/healthz", "/oai", "/feeds", "/unapi")
# What pydantic says of a value, in its words, by the name it has for it.
_FAULTS = {
    "missing": mark("Field required"),
    "int_parsing": mark("Input should be a valid integer, unable to parse string as an integer"),
    "bool_parsing": mark("Input should be a valid boolean, unable to interpret input"),
    "greater_than_equal": mark("Input should be greater than or equal to %(ge)s"),
    "less_than_equal": mark("Input should be less than or equal to %(le)s"),
    "string_too_long": mark("String should have at most %(max_length)s characters"),
    "string_pattern_mismatch": mark("String should match pattern '%(pattern)s'"),
}
_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "5"}}


def _problem(status: int, detail: str) -> JSONResponse:
    body = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(body.model_dump(), status, media_type="application/problem+json")


def _validation_sentence(error: RequestValidationError) -> Said:
    faults = together([_fault(item) for item in error.errors()[:5]], "; ")
    return said("The request could not be understood. %(faults)s.", faults=faults)


def _fault(item: Mapping[str, Any]) -> str:
    template, context = _FAULTS.get(item["type"], ""), item.get("ctx", {})
    # What no route of ours asks for is left in the words of pydantic.
    fault = said(template, **context) if template else str(item["msg"])
    where = ".".join(str(part) for part in item["loc"] if part not in ("body", "query", "path"))
    return said("“%(where)s”: %(fault)s", where=where, fault=fault) if where else fault


def _http_sentence(request: Request, error: HTTPException) -> str:
    if error.status_code == 404:
        return said("There is nothing at %(path)s.", path=request.url.path[:200])
    if error.status_code == 405:
        return said("%(method)s is not possible here.", method=request.method)
    return str(error.detail)
