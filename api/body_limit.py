"""No request body is read beyond its limit: an upload's for those who may upload, a small one for everybody else."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.authentication import identity_of
from api.problems import Answer
from repository.said import said

_FORM_BYTES = 64_000
_FORM_OVERHEAD_BYTES = 1_000_000


class BodyLimit:
    """ASGI middleware that counts what arrives and answers by itself beyond the limit, whatever Content-Length says."""

    def __init__(self, app: ASGIApp, upload_bytes: int, answer: Answer) -> None:
        self._app = app
        self._upload_bytes = upload_bytes + _FORM_OVERHEAD_BYTES
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counting `receive`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        may_upload = identity_of(Request(scope)).actor.may("upload")
        limit = self._upload_bytes if may_upload else _FORM_BYTES
        received, answered = 0, False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            # The form parser is told that the sender hung up; whatever it answers is replaced below.
            return message if received <= limit else {"type": "http.disconnect"}

        async def replaced(message: Message) -> None:
            nonlocal answered
            if received <= limit:
                await send(message)
            elif not answered:
                answered = True
                await self._refuse(scope, receive, send, limit)

        try:
            await self._app(scope, counted, replaced)
        except Exception:
            # A handler without an answer for the hang-up; beyond the limit the answer is ours.
            if received <= limit or answered:
                raise
            await self._refuse(scope, receive, send, limit)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        request = Request(scope)
        if identity_of(request).actor.is_anonymous:
            status = 401
            sentence = said("Sign in first, or send a bearer token: so large a request needs an account.")
        else:
            status = 413
            sentence = said(
                "The request is larger than %(megabytes)s MB. Nothing was kept.",
                megabytes=f"{limit / 1_000_000:,.3g}",
            )
        response = self._answer(request, status, sentence, {"Connection": "close"})
        await response(scope, receive, send)
