"""OAI-PMH 2.0 at /oai: every public document as a record that other systems harvest."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from lxml import etree

from api.addresses import base_url
from api.harvest import markup, oai_page
from api.harvest.oai_request import OaiError, read
from api.harvest.oai_verbs import OAI, VERBS, Provider
from api.house import CurrentHouse
from repository.clock import now
from repository.errors import TooLarge

router = APIRouter()

_FORM = "application/x-www-form-urlencoded"
_FORM_BYTES = 16_000
_SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
# Errors after which the protocol forbids to repeat the arguments: they may be anything.
_UNREPEATED = ("badVerb", "badArgument")


async def _given(request: Request) -> list[tuple[str, str]]:
    """The arguments, from the address and from the form of a POST."""
    given = request.query_params.multi_items()
    if request.method == "POST" and request.headers.get("content-type", "").partition(";")[0].strip() == _FORM:
        given += parse_qsl((await _body(request)).decode(errors="replace"), keep_blank_values=True)
    return given


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            raise TooLarge("The form of an OAI-PMH request is never this large.")
    return body


@router.api_route("/oai", methods=["GET", "POST"])
def oai(request: Request, house: CurrentHouse, given: Annotated[list[tuple[str, str]], Depends(_given)]) -> Response:
    """Answers one request of a harvester; what the protocol calls an error is an answer too."""
    provider = Provider(house.repository, base_url(request))
    document = markup.root(OAI, "OAI-PMH", {None: OAI, "xsi": markup.XSI})
    document.set(markup.SCHEMA_LOCATION, f"{OAI} {_SCHEMA}")
    markup.child(document, "responseDate", markup.seconds(now()))
    echo = markup.child(document, "request", f"{provider.site}/oai")
    try:
        verb, arguments = read(given)
        answer = etree.Element(f"{{{OAI}}}{verb}")
        VERBS[verb](provider, answer, arguments)
    except OaiError as error:
        if error.code not in _UNREPEATED:
            _repeat(echo, {"verb": verb, **arguments})
        markup.child(document, "error", str(error), {"code": error.code})
    else:
        _repeat(echo, {"verb": verb, **arguments})
        document.append(answer)
    return oai_page.answer(request, document)


def _repeat(echo: etree._Element, arguments: dict[str, str]) -> None:
    for name, value in arguments.items():
        echo.set(name, value)
