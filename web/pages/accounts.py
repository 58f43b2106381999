"""Everybody's accounts, for administrators: add, change the role, disable, a new link to set a password."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api import security_log
from api.authentication import check_form
from repository.access import ROLES
from repository.errors import Conflict, Rejected
from repository.people import User
from repository.unit_of_work import UnitOfWork
from web.pages.account import FormToken, OwnVisit
from web.pages.visit import Visit

router = APIRouter()

_INVITED_DAYS = 7
Email = Annotated[str, Form(max_length=200)]
Role = Annotated[str, Form(max_length=20)]


@router.get("/accounts")
def accounts(visit: OwnVisit) -> Response:
    """All accounts."""
    visit.require("administer")
    return _page(visit)


@router.post("/accounts")
def add(visit: OwnVisit, form_token: FormToken = "", email: Email = "", role: Role = "reader") -> Response:
    """A new account, and the link by which its holder sets a password."""
    _check(visit, form_token)
    with visit.house.repository.write() as uow:
        try:
            user = uow.accounts.add(email, role)
        except (Rejected, Conflict) as trouble:
            return _page(visit, 422, sentence=trouble.sentence, email=email)
        uow.audit.note_account("add account", user.email, by=visit.actor.email, after={"role": role})
        link = _link(visit, uow, user)
    security_log.note("account added", visit.request, visit.actor.email, whom=user.email, role=role)
    return _page(visit, link=link, invited=user.email)


@router.post("/accounts/invitation")
def invite(visit: OwnVisit, form_token: FormToken = "", email: Email = "") -> Response:
    """Another link to set a password; the one before is worthless then."""
    _check(visit, form_token)
    with visit.house.repository.write() as uow:
        user = uow.accounts.get(email)
        uow.tokens.end_all(user, ("invitation",))
        uow.audit.note_account("invite", user.email, by=visit.actor.email)
        link = _link(visit, uow, user)
    security_log.note("password link made", visit.request, visit.actor.email, whom=user.email)
    return _page(visit, link=link, invited=user.email)


@router.post("/accounts/role")
def change_role(visit: OwnVisit, form_token: FormToken = "", email: Email = "", role: Role = "") -> Response:
    """Another role, from the next request on."""
    _check(visit, form_token)
    with visit.house.repository.write() as uow:
        user = uow.accounts.get(email)
        before = uow.accounts.set_role(user, role)
        changes = {"before": {"role": before}, "after": {"role": role}}
        uow.audit.note_account("change role", user.email, by=visit.actor.email, **changes)
        uow.commit()
    security_log.note("role changed", visit.request, visit.actor.email, whom=user.email, before=before, after=role)
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/state")
def change_state(
    visit: OwnVisit, form_token: FormToken = "", email: Email = "", state: Annotated[str, Form(max_length=10)] = ""
) -> Response:
    """Disable an account (`off`): its sessions end and its tokens are worthless; or enable it again (`on`)."""
    _check(visit, form_token)
    with visit.house.repository.write() as uow:
        user = uow.accounts.get(email)
        if state == "off":
            uow.accounts.disable(user)
        else:
            uow.accounts.enable(user)
        event = "account disabled" if state == "off" else "account enabled"
        uow.audit.note_account(event, user.email, by=visit.actor.email)
        uow.commit()
    security_log.note(event, visit.request, visit.actor.email, whom=user.email)
    return RedirectResponse("/accounts", 303)


def _check(visit: Visit, form_token: str) -> None:
    visit.actor.require("administer")
    check_form(visit.request, form_token)


def _link(visit: Visit, uow: UnitOfWork, user: User) -> str:
    """The address to hand to the holder; commits the unit of work."""
    secret = uow.tokens.issue(user, "invitation", timedelta(days=_INVITED_DAYS))
    uow.commit()
    return f"{visit.base_url}/invitation/{secret}"


def _page(
    visit: Visit, status: int = 200, sentence: str = "", email: str = "", link: str = "", invited: str = ""
) -> HTMLResponse:
    with visit.house.repository.read() as uow:
        return visit.page(
            "accounts.html",
            status,
            users=uow.accounts.all(),
            invitations={token.user_id for token in uow.tokens.standing("invitation")},
            roles=ROLES,
            sentence=sentence,
            email=email,
            link=link,
            invited=invited,
            invited_days=_INVITED_DAYS,
        )
