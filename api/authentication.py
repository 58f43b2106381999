"""Who is asking: a bearer token, a signed-in session, or a reader without an account."""

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Request

from api.house import CurrentHouse, House
from repository.access import ANONYMOUS, Actor
from repository.errors import Forbidden, Unauthenticated

SESSION_COOKIE = "iscm_session"
_UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def current_actor(request: Request, house: CurrentHouse) -> Actor:
    """The actor of a request; a bad bearer token is refused rather than taken for nobody."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme:
        return _bearer(house, scheme, secret.strip())
    session = request.cookies.get(SESSION_COOKIE)
    return _session(house, session) if session else ANONYMOUS


def api_actor(request: Request, actor: Annotated[Actor, Depends(current_actor)]) -> Actor:
    """As `current_actor`; a session that writes must come from our own pages."""
    by_cookie = not actor.is_anonymous and "authorization" not in request.headers
    if by_cookie and request.method in _UNSAFE and not came_from_here(request):
        raise Forbidden("This request did not come from a page of this site. Send a bearer token instead.")
    return actor


def form_token(session: str) -> str:
    """What a form carries to show that it came from a page of this session."""
    return hmac.new(session.encode(), b"form", hashlib.sha256).hexdigest()


def check_form(request: Request, token: str) -> None:
    """Raise Forbidden unless the form's token belongs to the request's session."""
    session = request.cookies.get(SESSION_COOKIE, "")
    if not session or not hmac.compare_digest(form_token(session), token):
        raise Forbidden("This form has expired or came from elsewhere. Go back, reload the page and send it again.")


def _bearer(house: House, scheme: str, secret: str) -> Actor:
    if scheme.casefold() != "bearer":
        raise Unauthenticated("Send “Authorization: Bearer TOKEN”. Make a token with: iscm token EMAIL")
    with house.repository.read() as uow:
        actor = uow.accounts.actor(secret, "bearer")
    if actor is None:
        raise Unauthenticated("This token is unknown or has expired. Make a new one with: iscm token EMAIL")
    return actor


def _session(house: House, secret: str) -> Actor:
    with house.repository.read() as uow:
        return uow.accounts.actor(secret, "session") or ANONYMOUS


def came_from_here(request: Request) -> bool | None:
    """Whether one of our own pages sent this request; None where the sender does not say, as no browser would."""
    # Browsers send Sec-Fetch-Site on every request they make; Origin covers the older ones.
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return None if origin is None else origin.partition("://")[2] == request.headers.get("host")


CurrentActor = Annotated[Actor, Depends(api_actor)]
