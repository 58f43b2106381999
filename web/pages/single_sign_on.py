"""Signing in at an OpenID Connect provider: there and back, with nothing kept here in between."""

from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Cookie
from fastapi.responses import RedirectResponse, Response

from api import security_log
from repository.errors import Busy, Forbidden, Rejected, Unknown
from repository.people import User
from repository.said import said
from repository.unit_of_work import UnitOfWork
from web.pages.sign_in import form
from web.pages.visit import CurrentVisit, Visit
from web.provider import Flow, Person, Provider
from web.signing_in import local_path, opened_session

router = APIRouter()

_COOKIE = "iscm_sign_in"
_PATH = "/sign-in"
_MINUTES = 10
_NO_ROLE = said("You are known there, but have no role here. Ask an administrator of this repository for an account.")
_UNVERIFIED = said(
    "There is an account with this e-mail address here, and the provider does not vouch for the address. Sign "
    "in with the account's password."
)


@router.get("/sign-in/provider")
def begin(visit: CurrentVisit, next: str = "/") -> Response:
    """To the provider; what must come back is in a cookie that only this browser has."""
    provider, flow = _provider(visit), Flow.begun()
    try:
        response = RedirectResponse(provider.address(flow, _back(visit)), 303)
    except Busy as trouble:
        return form(visit, next, sentence=trouble.sentence, status=503)
    response.set_cookie(
        _COOKIE,
        f"{flow.secret}.{quote(local_path(next), safe='')}",
        max_age=_MINUTES * 60,
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=visit.settings.are_cookies_secure,
    )
    return response


@router.get("/sign-in/provider/return")
def finish(
    visit: CurrentVisit,
    code: str = "",
    state: str = "",
    iscm_sign_in: Annotated[str, Cookie()] = "",
) -> Response:
    """Back from there: who it is, which account that is, and on."""
    secret, _, following = iscm_sign_in.partition(".")
    following = local_path(unquote(following))
    try:
        # Without a cookie there is a secret that nobody knows.
        person = _provider(visit).person(Flow(secret) if secret else Flow.begun(), state, code, _back(visit))
        with visit.house.repository.write() as uow:
            user = _account(uow, person)
            _follow(visit, uow, user, person)
            response: Response = opened_session(visit, uow, user, following, by="provider")
    except (Forbidden, Busy, Rejected) as trouble:
        security_log.note("sign-in failed", visit.request, because=str(trouble), by="provider")
        response = form(visit, following, sentence=trouble.sentence, status=503 if isinstance(trouble, Busy) else 403)
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def _provider(visit: Visit) -> Provider:
    provider: Provider | None = visit.request.app.state.provider
    if provider is None:
        raise Unknown("Here one signs in with a password only.")
    return provider


def _back(visit: Visit) -> str:
    return f"{visit.base_url}/sign-in/provider/return"


def _account(uow: UnitOfWork, person: Person) -> User:
    """The account of a person; a new one only for whom a group gives a role."""
    if user := uow.accounts.by_subject(person.subject):
        return user
    user = uow.accounts.by_email(person.email) if person.email else None
    if user is None:
        if not person.role:
            raise Forbidden(_NO_ROLE)
        user = uow.accounts.add(person.email, person.role)
        user.is_provided = True
        uow.audit.note_account("add account", user.email, by="provider", after={"role": user.role})
    elif user.subject or not person.is_verified:
        raise Forbidden(_UNVERIFIED)
    user.subject = person.subject
    return user


def _follow(visit: Visit, uow: UnitOfWork, user: User, person: Person) -> None:
    """An account that came from the provider has the role that its groups give today; one made here keeps its own."""
    if user.disabled_at:
        raise Forbidden("This account has been disabled. Ask an administrator of this repository.")
    if not user.is_provided or user.role == person.role:
        return
    if not person.role:
        raise Forbidden(_NO_ROLE)
    before, user.role = user.role, person.role
    changes = {"before": {"role": before}, "after": {"role": user.role}}
    uow.audit.note_account("change role", user.email, by="provider", **changes)
    security_log.note("role changed", visit.request, user.email, before=before, after=user.role, by="provider")
