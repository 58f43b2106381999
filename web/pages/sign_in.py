"""Signing in with a password, and out: a session cookie that scripts cannot read and other sites cannot send."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api import security_log
from api.authentication import SESSION_COOKIE, came_from_here, check_form
from api.identifying import unset_session
from repository import passwords
from repository.errors import Forged
from repository.people import User
from web.attempts import attempted, network, too_many
from web.pages.visit import CurrentVisit, Visit
from web.signing_in import local_path, opened_session

router = APIRouter()


@router.get("/sign-in")
def sign_in_form(visit: CurrentVisit, next: str = "/") -> Response:
    """The form; a reader who is signed in already is sent on."""
    if not visit.actor.is_anonymous:
        return RedirectResponse(local_path(next), 303)
    return form(visit, next)


@router.post("/sign-in")
def sign_in(
    visit: CurrentVisit,
    email: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=passwords.LONGEST)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Check the password, give the browser a session and send it where it was going."""
    require_from_here(visit)
    if wait := attempted(visit, email):
        security_log.note("sign-in throttled", visit.request, _known(visit, email), seconds=wait)
        return _too_many(visit, next, email, wait)
    user, fresh_hash = _verified(visit, email, password)
    if user is None:
        security_log.note("sign-in failed", visit.request, _known(visit, email))
        # The same whatever was wrong, so that nobody can find out who has an account.
        failed = visit.gettext("This address and password do not belong together. Check both and try again.")
        return form(visit, next, email, failed, 422)
    with visit.house.repository.write() as uow:
        uow.guesses.succeeded(email, network(visit))
        account = uow.accounts.get(user.email)
        account.password_hash = fresh_hash or account.password_hash
        return opened_session(visit, uow, account, next, by="password")


@router.post("/sign-out")
def sign_out(visit: CurrentVisit, form_token: Annotated[str, Form()] = "") -> Response:
    """End the session here and in the database."""
    response = RedirectResponse("/", 303)
    session = visit.request.cookies.get(SESSION_COOKIE)
    if session and not visit.actor.is_anonymous:
        check_form(visit.request, form_token)
        with visit.house.repository.write() as uow:
            uow.tokens.end(session)
            uow.commit()
        security_log.note("signed out", visit.request, visit.actor.email)
    unset_session(response, visit.settings)
    return response


def form(visit: Visit, next_path: str, email: str = "", sentence: str = "", status: int = 200) -> HTMLResponse:
    """The sign-in page, with what went wrong."""
    return visit.page(
        "sign_in.html",
        status,
        next=local_path(next_path),
        email=email,
        sentence=sentence,
        provider=visit.settings.oidc_name if visit.request.app.state.provider else "",
    )


def require_from_here(visit: Visit) -> None:
    """Raise Forged for a form of another site. What does not say where it is from is no browser."""
    if came_from_here(visit.request) is False:
        raise Forged("This form came from another site. Open the page here and try again.")


def _too_many(visit: Visit, next_path: str, email: str, seconds: int) -> HTMLResponse:
    page = form(visit, next_path, email, too_many(visit, seconds), 429)
    page.headers["Retry-After"] = str(seconds)
    return page


def _verified(visit: Visit, email: str, password: str) -> tuple[User | None, str]:
    """Whose password this is, and its hash with today's parameters where it was made with others."""
    # Checking a password is slow on purpose, and nobody should wait for the write lock meanwhile.
    with visit.house.repository.read() as uow:
        user = uow.accounts.verify(email, password)
    is_outdated = user is not None and passwords.is_outdated(user.password_hash)
    return user, passwords.hashed(password) if is_outdated else ""


def _known(visit: Visit, email: str) -> str:
    """The address, where it is one of an account: what was mistyped may be a password."""
    with visit.house.repository.read() as uow:
        user = uow.accounts.by_email(email)
    return user.email if user else ""
