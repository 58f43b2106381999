"""One-time links: a new account's holder chooses a password; the first administrator says who they are."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from api import security_log
from repository import passwords
from repository.errors import Rejected, Unknown
from repository.people import User
from repository.said import said
from repository.tokens import trouble
from repository.unit_of_work import UnitOfWork
from web.attempts import refusal
from web.one_time_link import OneTimeLink
from web.pages.sign_in import require_from_here
from web.pages.visit import CurrentVisit, Visit
from web.signing_in import opened_session

router = APIRouter()

_OVER = said("This link has been used or has expired. Ask an administrator for a new one.")
Password = Annotated[str, Form(max_length=passwords.LONGEST)]


@router.get("/invitation/{secret}")
def invitation(secret: str, visit: CurrentVisit) -> HTMLResponse:
    """The form; looking at it uses nothing up, since mail programs look at links too."""
    with visit.house.repository.read() as uow:
        return _form(visit, _invited(uow, secret).email)


@router.post("/invitation/{secret}")
def accept(secret: str, visit: CurrentVisit, password: Password = "", again: Password = "") -> Response:
    """Set the password and sign in; the link is used up."""
    require_from_here(visit)
    with visit.house.repository.read() as uow:
        email = _invited(uow, secret).email
    if sentence := refusal(visit, email, password, again):
        return _form(visit, email, sentence, 422)
    kept = passwords.hashed(password)
    with visit.house.repository.write() as uow:
        user = _invited(uow, secret)
        uow.accounts.set_password(user, kept)
        uow.audit.note_account("set password", user.email, by=user.email)
        security_log.note("password set", visit.request, user.email, by="invitation")
        return opened_session(visit, uow, user, "/account", by="invitation")


@router.get("/first-administrator/{secret}")
def first_form(secret: str, visit: CurrentVisit) -> HTMLResponse:
    """The form behind the link that the service prints when it starts without any account."""
    _require_first(visit, secret)
    return _form(visit, "", is_first=True)


@router.post("/first-administrator/{secret}")
def first(
    secret: str,
    visit: CurrentVisit,
    email: Annotated[str, Form(max_length=200)] = "",
    password: Password = "",
    again: Password = "",
) -> Response:
    """Add the first administrator and sign in; the link is used up."""
    require_from_here(visit)
    link = _require_first(visit, secret)
    if sentence := refusal(visit, email, password, again):
        return _form(visit, email, sentence, 422, is_first=True)
    with visit.house.repository.write() as uow:
        if uow.accounts.count():
            raise Unknown(_OVER)
        try:
            user = uow.accounts.add(email, "administrator", password)
        except Rejected as trouble:
            return _form(visit, email, trouble.sentence, 422, is_first=True)
        link.use_up()
        uow.audit.note_account("add account", user.email, by=user.email, after={"role": user.role})
        security_log.note("account added", visit.request, user.email, role=user.role)
        return opened_session(visit, uow, user, "/account", by="first administrator")


def _form(visit: Visit, email: str, sentence: str = "", status: int = 200, is_first: bool = False) -> HTMLResponse:
    page = visit.page(
        "invitation.html", status, email=email, sentence=sentence, is_first=is_first, shortest=passwords.SHORTEST
    )
    # The address of this page is a secret.
    page.headers.update({"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
    return page


def _invited(uow: UnitOfWork, secret: str) -> User:
    token = uow.tokens.find(secret, "invitation")
    if token is None or trouble(token):
        raise Unknown(_OVER)
    return token.user


def _require_first(visit: Visit, secret: str) -> OneTimeLink:
    link = _link(visit.request)
    with visit.house.repository.read() as uow:
        is_open = link is not None and link.opens(secret) and not uow.accounts.count()
    if link is None or not is_open:
        raise Unknown(_OVER)
    return link


def _link(request: Request) -> OneTimeLink | None:
    link: OneTimeLink | None = request.app.state.first_administrator
    return link
