"""One's own account: sessions and tokens that are open, another password."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api import security_log
from api.authentication import check_form, identity_of
from repository import passwords
from repository.access import SCOPES, narrowed
from repository.errors import Forbidden
from web.attempts import attempted, network, refusal, too_many
from web.pages.visit import CurrentVisit, Visit
from web.signing_in import opened_session

router = APIRouter()

_LONGEST_DAYS = 3650
FormToken = Annotated[str, Form()]
Id = Annotated[str, Form(max_length=20)]
Password = Annotated[str, Form(max_length=passwords.LONGEST)]


def own_visit(visit: CurrentVisit) -> Visit:
    """A visit of somebody who is signed in; a token is not enough, so that a stolen one makes no others."""
    if not visit.actor.is_anonymous and not identity_of(visit.request).session_id:
        raise Forbidden("This needs a signed-in session; a token is not enough.")
    return visit


OwnVisit = Annotated[Visit, Depends(own_visit)]


@router.get("/account")
def account(visit: OwnVisit) -> Response:
    """Sessions, tokens, password."""
    visit.require_account()
    return _page(visit)


@router.post("/account/password")
def change_password(
    visit: OwnVisit, form_token: FormToken = "", current: Password = "", password: Password = "", again: Password = ""
) -> Response:
    """Another password; every other session ends, and this one gets a new secret."""
    check_form(visit.request, form_token)
    email = visit.actor.email
    if sentence := _refused(visit, current, password, again):
        return _page(visit, 422, password_sentence=sentence)
    kept = passwords.hashed(password)
    with visit.house.repository.write() as uow:
        user = uow.accounts.get(email)
        uow.accounts.set_password(user, kept)
        uow.guesses.succeeded(email, network(visit))
        uow.audit.note_account("change password", email, by=email)
        security_log.note("password set", visit.request, email, by="holder")
        return opened_session(visit, uow, user, "/account", by="password")


@router.post("/account/sessions/end")
def end_session(visit: OwnVisit, form_token: FormToken = "", id: Id = "") -> Response:
    """End one session, or without an id all but this one."""
    check_form(visit.request, form_token)
    with visit.house.repository.write() as uow:
        user = uow.accounts.get(visit.actor.email)
        if id:
            uow.tokens.revoke(id, "session", user)
        else:
            uow.tokens.end_all(user, ("session",), but=identity_of(visit.request).session_id)
        uow.commit()
    security_log.note("sessions ended", visit.request, visit.actor.email, which=id or "all others")
    return RedirectResponse("/account", 303)


@router.post("/account/tokens")
def make_token(
    visit: OwnVisit,
    form_token: FormToken = "",
    name: Annotated[str, Form(max_length=100)] = "",
    scope: Annotated[str, Form(max_length=20)] = "read",
    days: Annotated[int, Form(ge=1, le=_LONGEST_DAYS)] = 90,
) -> Response:
    """A new token, shown on the page that follows and never again."""
    check_form(visit.request, form_token)
    with visit.house.repository.write() as uow:
        email = visit.actor.email
        secret = uow.accounts.issue(email, "bearer", timedelta(days=days), scope, name)
        uow.audit.note_account("issue token", email, by=email, after={"days": days, "scope": scope})
        uow.commit()
    security_log.note("token made", visit.request, email, scope=scope, days=days)
    return _page(visit, made=secret)


@router.post("/account/tokens/revoke")
def revoke_token(visit: OwnVisit, form_token: FormToken = "", id: Id = "") -> Response:
    """Make a token worthless."""
    check_form(visit.request, form_token)
    with visit.house.repository.write() as uow:
        email = visit.actor.email
        token = uow.tokens.revoke(id, "bearer", uow.accounts.get(email))
        uow.audit.note_account("revoke token", email, by=email, after={"token": token.public_id})
        uow.commit()
    security_log.note("token revoked", visit.request, email, token=id)
    return RedirectResponse("/account", 303)


def _page(visit: Visit, status: int = 200, made: str = "", password_sentence: str = "") -> HTMLResponse:
    with visit.house.repository.read() as uow:
        user = uow.accounts.get(visit.actor.email)
        return visit.page(
            "account.html",
            status,
            user=user,
            sessions=uow.tokens.standing("session", user),
            session_id=identity_of(visit.request).session_id,
            tokens=uow.tokens.standing("bearer", user),
            scopes=[scope for scope in SCOPES if narrowed(user.role, scope) == SCOPES[scope]],
            days=visit.settings.token_days,
            made=made,
            searches=uow.saved_searches.of(user),
            password_sentence=password_sentence,
            shortest=passwords.SHORTEST,
        )


def _refused(visit: Visit, current: str, password: str, again: str) -> str:
    """Why the password stays as it is, in a sentence; guessing it here is braked as at the door."""
    email = visit.actor.email
    if sentence := refusal(visit, email, password, again):
        return sentence
    if wait := attempted(visit, email):
        security_log.note("sign-in throttled", visit.request, email, seconds=wait)
        return too_many(visit, wait)
    with visit.house.repository.read() as uow:
        if uow.accounts.verify(email, current) is None:
            security_log.note("sign-in failed", visit.request, email)
            return visit.gettext("The present password is not right. Nothing was changed.")
    return ""
