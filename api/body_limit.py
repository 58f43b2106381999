"""No request body is read beyond its limit: an upload's for accounts, a small one for everybody else."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.authentication import SESSION_COOKIE
from repository.errors import TooLarge

_ANONYMOUS_BYTES = 64_000
_FORM_OVERHEAD_BYTES = 1_000_000


class BodyLimit:
    """ASGI middleware that counts what arrives and stops at the limit, whatever Content-Length claims."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._upload_bytes = upload_bytes + _FORM_OVERHEAD_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counting `receive`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        limit = self._upload_bytes if _may_be_signed_in(headers) else _ANONYMOUS_BYTES
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise TooLarge(f"The request is larger than {limit / 1_000_000:,.0f} MB. Nothing was kept.")
            return message

        await self._app(scope, counted, send)


def _may_be_signed_in(headers: dict[bytes, bytes]) -> bool:
    return b"authorization" in headers or SESSION_COOKIE.encode() in headers.get(b"cookie", b"")
