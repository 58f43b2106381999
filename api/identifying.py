"""Who is asking is found out before anything else of a request is read; a session's new secret goes into its cookie."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.authentication import NOBODY, SESSION_COOKIE, Identity, identity_of
from repository.settings import Settings

_OPEN_TO_ALL = ("/static/",)


class Identifying:
    """ASGI middleware; those without credentials cost nothing."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its identity."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN_TO_ALL):
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        if "authorization" in request.headers or SESSION_COOKIE in request.cookies:
            identity = await run_in_threadpool(identity_of, request)
        else:
            identity = request.state.identity = NOBODY

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start" and not identity.actor.is_anonymous:
                self._complete(MutableHeaders(scope=message), identity)
            await send(message)

        await self._app(scope, receive, complete)

    def _complete(self, headers: MutableHeaders, identity: Identity) -> None:
        if headers.get("content-type", "").startswith("text/html"):
            # What an account may see must not be there for whoever uses the browser next.
            headers.setdefault("Cache-Control", "private, no-store")
        is_set = any(cookie.startswith(f"{SESSION_COOKIE}=") for cookie in headers.getlist("set-cookie"))
        if identity.cookie and not is_set:
            answer = Response()
            set_session(answer, identity.cookie, self._settings)
            headers.append("Set-Cookie", answer.headers["set-cookie"])


def set_session(response: Response, secret: str, settings: Settings) -> None:
    """Give the browser a session's secret: out of reach for scripts and for requests from other sites."""
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=int(settings.session_hours * 3600),
        httponly=True,
        samesite="lax",
        secure=settings.are_cookies_secure,
    )


def unset_session(response: Response, settings: Settings) -> None:
    """Take it away again."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=settings.are_cookies_secure)
