"""Conditional requests: an answer for programs gets an ETag, and 304 says that the client has it already."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.etags import names, tag_of

# Answers that are whole in memory and the same until something changes. Streams have no length and pass by.
_KINDS = ("application/json", "application/atom+xml", "application/xml", "text/plain")
_KEPT = ("etag", "cache-control", "vary", "link", "content-location", "expires", "date")


class Conditional:
    """ASGI middleware for GET: adds the ETag where a route did not set its own, and answers If-None-Match."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold an answer back until its ETag is known."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held = _Held(Headers(scope=scope), send)
        await self._app(scope, receive, held.send)


class _Held:
    def __init__(self, request: Headers, send: Send) -> None:
        self._request = request
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_ours(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._answer(self._start)

    async def _answer(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        headers.setdefault("ETag", tag_of(self._body))
        if "authorization" in self._request or "cookie" in self._request:
            headers.setdefault("Cache-Control", "private, no-cache")
        headers.add_vary_header("Authorization, Cookie")
        if names(self._request.get("if-none-match", ""), headers["etag"]):
            kept = [(name, value) for name, value in start["headers"] if name.decode().lower() in _KEPT]
            await self._send({"type": "http.response.start", "status": 304, "headers": kept})
            await self._send({"type": "http.response.body", "body": b""})
        else:
            await self._send(start)
            await self._send({"type": "http.response.body", "body": self._body})


def _is_ours(start: Message) -> bool:
    headers = Headers(scope=start)
    kind = headers.get("content-type", "").partition(";")[0].strip()
    return start["status"] == 200 and kind in _KINDS and "content-length" in headers
