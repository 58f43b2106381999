"""Opening a session: a new secret for the browser, the old one worthless, the security log told."""

from datetime import timedelta

from fastapi.responses import RedirectResponse

from api import security_log
from api.authentication import SESSION_COOKIE
from api.identifying import set_session
from repository.clock import now
from repository.people import User
from repository.unit_of_work import UnitOfWork
from web.browsers import browser_name
from web.pages.visit import Visit


def opened_session(visit: Visit, uow: UnitOfWork, user: User, next_path: str, by: str) -> RedirectResponse:
    """Sign this browser in, and send it on; commits the unit of work."""
    before = visit.request.cookies.get(SESSION_COOKIE)
    if before:
        uow.tokens.end(before)
    name = browser_name(visit.request.headers.get("user-agent", ""))
    secret = uow.tokens.issue(user, "session", timedelta(hours=visit.settings.session_hours), name=name)
    user.signed_in_at = now()
    uow.commit()
    security_log.note("signed in", visit.request, user.email, by=by)
    response = RedirectResponse(local_path(next_path), 303)
    set_session(response, secret, visit.settings)
    return response


def local_path(wanted: str) -> str:
    """Where to go next: a path of this site, never another site's address."""
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    is_plain = wanted.isprintable() and "\\" not in wanted and wanted.isascii()
    return wanted if is_local and is_plain else "/"
