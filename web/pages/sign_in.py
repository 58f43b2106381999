"""Signing in and out: a session cookie that scripts cannot read and other sites cannot send."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.authentication import SESSION_COOKIE, came_from_here, check_form
from repository.errors import Forbidden
from web.pages.visit import CurrentVisit, Visit
from web.throttle import Throttle

router = APIRouter()

# The same whatever was wrong, so that nobody can find out who has an account.
FAILED = "This address and password do not belong together. Check both and try again."


@router.get("/sign-in")
def sign_in_form(visit: CurrentVisit, next: str = "/") -> Response:
    """The form; a reader who is signed in already is sent on."""
    if not visit.actor.is_anonymous:
        return RedirectResponse(local_path(next), 303)
    return _form(visit, next)


@router.post("/sign-in")
def sign_in(
    visit: CurrentVisit,
    email: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Check the password, give the browser a session and send it where it was going."""
    # What does not say where it was sent from is no browser, and holds no session to abuse.
    if came_from_here(visit.request) is False:
        raise Forbidden("This form came from another site. Open the sign-in page here and try again.")
    brake = _throttle(visit.request)
    if seconds := brake.seconds_to_wait(email):
        return _form(visit, next, email, f"Too many attempts. Wait {seconds} seconds, then try again.", 429)
    session = _session(visit, email, password)
    if session is None:
        brake.failed(email)
        return _form(visit, next, email, FAILED, 422)
    brake.succeeded(email)
    response = RedirectResponse(local_path(next), 303)
    response.set_cookie(
        SESSION_COOKIE,
        session,
        max_age=int(visit.settings.session_hours * 3600),
        httponly=True,
        samesite="lax",
        secure=visit.settings.secure_cookies,
    )
    return response


@router.post("/sign-out")
def sign_out(visit: CurrentVisit, form_token: Annotated[str, Form()] = "") -> Response:
    """End the session here and in the database."""
    response = RedirectResponse("/", 303)
    session = visit.request.cookies.get(SESSION_COOKIE)
    if session and not visit.actor.is_anonymous:
        check_form(visit.request, form_token)
        with visit.house.repository.write() as uow:
            uow.accounts.revoke(session)
            uow.commit()
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=visit.settings.secure_cookies)
    return response


def local_path(wanted: str) -> str:
    """Where to go next: a path of this site, never another site's address."""
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    is_plain = wanted.isprintable() and "\\" not in wanted and wanted.isascii()
    return wanted if is_local and is_plain else "/"


def _form(visit: Visit, next_path: str, email: str = "", sentence: str = "", status: int = 200) -> HTMLResponse:
    return visit.page("sign_in.html", status, next=local_path(next_path), email=email, sentence=sentence)


def _session(visit: Visit, email: str, password: str) -> str | None:
    # Checking a password is slow on purpose, and nobody should wait for the write lock meanwhile.
    with visit.house.repository.read() as uow:
        user = uow.accounts.verify(email, password)
    if user is None:
        return None
    with visit.house.repository.write() as uow:
        session = uow.accounts.issue(user.email, "session", timedelta(hours=visit.settings.session_hours))
        uow.commit()
    return session


def _throttle(request: Request) -> Throttle:
    state = request.app.state
    if not hasattr(state, "sign_in_throttle"):
        state.sign_in_throttle = Throttle()
    throttle: Throttle = state.sign_in_throttle
    return throttle
