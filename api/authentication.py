"""Who is asking: a bearer token, a signed-in session, or a reader without an account."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from api import security_log
from api.house import House
from repository.access import ANONYMOUS, Actor
from repository.clock import now
from repository.errors import Forged, Unauthenticated
from repository.people import Token
from repository.said import said
from repository.tokens import holder, is_current, trouble

SESSION_COOKIE = "iscm_session"
_UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_STATE = "identity"
# Requests that were on their way with the secret of before, when a session got a new one.
_GRACE = timedelta(seconds=60)
# Being used is written down at most so often.
_NOTED_EVERY = timedelta(seconds=60)
_NO_BEARER = said("Send “Authorization: Bearer TOKEN”. Make a token with: iscm token EMAIL")
_REFUSED = said("This token is unknown, was revoked or has expired. Make a new one with: iscm token EMAIL")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is asking, and how that is known.

    `session_id` and `form_key` are those of a signed-in session, `cookie` the new secret its browser is to keep;
    `refused` is set for a token that is worth nothing.
    """

    actor: Actor = ANONYMOUS
    session_id: str = ""
    form_key: str = ""
    cookie: str = ""
    refused: str = ""


NOBODY = Identity()


def identity_of(request: HTTPConnection) -> Identity:
    """As found out before the request reached its route, or now; a route that needs nobody is not troubled."""
    known: Identity | None = getattr(request.state, _STATE, None)
    if known is None:
        known = _identified(request, request.app.state.house)
        setattr(request.state, _STATE, known)
    return known


def current_actor(request: Request) -> Actor:
    """The actor of a request; a bad bearer token is refused rather than taken for nobody."""
    identity = identity_of(request)
    if identity.refused:
        raise Unauthenticated(identity.refused)
    return identity.actor


def api_actor(request: Request, actor: Annotated[Actor, Depends(current_actor)]) -> Actor:
    """As `current_actor`; a session that writes must come from our own pages."""
    if identity_of(request).session_id and request.method in _UNSAFE and not came_from_here(request):
        raise Forged("This request did not come from a page of this site. Send a bearer token instead.")
    return actor


def check_form(request: Request, token: str) -> None:
    """Raise Forged unless the form's token belongs to the request's session, and the form came from here."""
    identity = identity_of(request)
    is_ours = bool(identity.form_key) and hmac.compare_digest(identity.form_key.encode(), token.encode())
    if not is_ours or came_from_here(request) is False:
        raise Forged("This form has expired or came from elsewhere. Go back, reload the page and send it again.")


def came_from_here(request: HTTPConnection) -> bool | None:
    """Whether one of our own pages sent this request; None where the sender does not say, as no browser would."""
    # Browsers send Sec-Fetch-Site on every request they make; Origin covers the older ones.
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return None if origin is None else urlsplit(origin).netloc in _own_hosts(request)


def _own_hosts(request: HTTPConnection) -> set[str]:
    public = request.app.state.house.repository.settings.base_url
    return {request.headers.get("host", ""), urlsplit(public).netloc} - {""}


def _identified(request: HTTPConnection, house: House) -> Identity:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme:
        return _by_token(request, house, scheme, secret.strip())
    session = request.cookies.get(SESSION_COOKIE)
    return _by_session(request, house, session) if session else NOBODY


def _by_token(request: HTTPConnection, house: House, scheme: str, secret: str) -> Identity:
    if scheme.casefold() != "bearer":
        return Identity(refused=_NO_BEARER)
    with house.repository.read() as uow:
        token = uow.tokens.find(secret, "bearer")
    because = trouble(token) if token else "unknown"
    if token is None or because:
        known = {"token": token.public_id} if token else {}
        security_log.note("token refused", request, token.user.email if token else "", because=because, **known)
        return Identity(refused=_REFUSED)
    _note_use(house, token)
    return Identity(holder(token))


def _by_session(request: HTTPConnection, house: House, secret: str) -> Identity:
    with house.repository.read() as uow:
        session = uow.tokens.find(secret, "session")
    if session is None or trouble(session) or _is_idle(house, session):
        return NOBODY
    known = Identity(holder(session), session.public_id, session.form_key)
    if is_current(session, secret):
        return _kept_up(house, session, known)
    if session.rotated_at and now() - session.rotated_at <= _GRACE:
        return known
    # The secret of before, long after its browser got another one: somebody has a copy of the cookie.
    security_log.note("session ended", request, session.user.email, because="an old cookie was used again")
    with house.repository.write() as uow:
        uow.tokens.end(secret)
        uow.commit()
    return NOBODY


def _is_idle(house: House, session: Token) -> bool:
    idle = timedelta(minutes=house.repository.settings.session_idle_minutes)
    return now() - (session.used_at or session.created_at) > idle


def _kept_up(house: House, session: Token, known: Identity) -> Identity:
    """The identity, with a new secret for the cookie where the old one has been in use for long."""
    every = timedelta(minutes=house.repository.settings.session_rotation_minutes)
    if now() - (session.rotated_at or session.created_at) <= every:
        _note_use(house, session)
        return known
    with house.repository.write() as uow:
        secret = uow.tokens.rotate(session)
        uow.commit()
    return Identity(known.actor, known.session_id, known.form_key, cookie=secret or "")


def _note_use(house: House, token: Token) -> None:
    if token.used_at is None or now() - token.used_at > _NOTED_EVERY:
        with house.repository.write() as uow:
            uow.tokens.used(token.id)
            uow.commit()


CurrentActor = Annotated[Actor, Depends(api_actor)]
