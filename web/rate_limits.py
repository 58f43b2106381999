"""So many searches, exports and uploads a minute for one network address, so that nobody takes all for themselves."""

import ipaddress
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api import security_log
from api.authentication import identity_of
from api.problems import Answer
from repository.said import said
from repository.settings import Settings
from web.counting import Table

_MINUTE = 60.0
_FILE = "limits"
_OPEN_TO_ALL = ("/static/", "/healthz")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request: what it is called, and which requests are of it; the first that fits counts."""

    name: str
    pattern: re.Pattern[str]
    methods: tuple[str, ...] = ("GET", "HEAD")


KINDS = (
    Kind("uploads", re.compile(r"/api/documents|/upload"), ("POST",)),
    Kind("exports", re.compile(r"/api/export\.\w+|/api/\w+\.csv")),
    Kind("searches", re.compile(r"/|/search|/api/search|/api/commitments|/feeds/.+")),
    Kind("requests", re.compile(r".*", re.DOTALL), ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")),
)
_SAID = {
    "uploads": said("uploads"),
    "exports": said("exports"),
    "searches": said("searches"),
    "requests": said("requests"),
}
# Whoever has an account may do these as often as needed; an upload is costly whoever sends it.
_FREE_FOR_ACCOUNTS = ("exports", "searches", "requests")


class Buckets:
    """Token buckets: each holds a minute's worth and fills up steadily. Used from one thread, that of the server."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._table = Table(path)

    def take(self, kind: str, address: str, per_minute: int) -> int:
        """Take one; answers 0, or the seconds until there is one again."""
        now = self._clock()
        with self._table.row(kind, address) as row:
            left, at = row.figures or (float(per_minute), now)
            # The clock begins anew with the machine, which may have been off for long.
            passed = now - at if at <= now else _MINUTE
            left = min(float(per_minute), left + passed * per_minute / _MINUTE)
            wait = 0 if left >= 1 else max(1, math.ceil((1 - left) * _MINUTE / per_minute))
            row.set(left if wait else left - 1, now)
        return wait


class RateLimits:
    """ASGI middleware that answers 429 by itself; this machine's own requests are not counted."""

    def __init__(self, app: ASGIApp, settings: Settings, answer: Answer) -> None:
        self._app = app
        self._limits = {kind.name: int(getattr(settings, f"{kind.name}_per_minute")) for kind in KINDS}
        self._answer = answer
        self._buckets = Buckets(settings.data_dir / _FILE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say when to come back."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN_TO_ALL):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        kind, wait = self._wait(request)
        if not wait:
            await self._app(scope, receive, send)
            return
        security_log.note("rate limited", request, kind=kind, limit=self._limits[kind])
        sentence = said(
            "Your network address may send %(most)s %(kind)s a minute and has sent more. "
            "Wait %(seconds)s seconds, then go on; nothing was lost.",
            most=self._limits[kind],
            kind=_SAID[kind],
            seconds=wait,
        )
        response = self._answer(request, 429, sentence, {"Retry-After": str(wait)})
        await response(scope, receive, send)

    def _wait(self, request: Request) -> tuple[str, int]:
        kind = _kind_of(request)
        network = network_of(security_log.client_address(request))
        is_free = kind in _FREE_FOR_ACCOUNTS and not identity_of(request).actor.is_anonymous
        if not self._limits[kind] or not network or is_free:
            return kind, 0
        return kind, self._buckets.take(kind, network, self._limits[kind])


def _kind_of(request: Request) -> str:
    path, method = request.url.path, request.method
    fitting = (kind.name for kind in KINDS if method in kind.methods and kind.pattern.fullmatch(path))
    return next(fitting, KINDS[-1].name)


def network_of(address: str) -> str:
    """What is counted as one: an IPv4 address, or the /64 that a household or office has; nothing for this machine."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return network_of(str(known.ipv4_mapped))
        return "" if known.is_loopback else str(ipaddress.ip_network((known, 64), strict=False))
    return "" if known.is_loopback else address
