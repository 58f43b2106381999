"""The security log: one line of JSON for each thing an administrator should be able to look up, never a secret."""

import json
import logging
import re
from logging.handlers import WatchedFileHandler
from typing import Any

from starlette.requests import HTTPConnection

from repository.clock import now

LOGGER = "security"
_LONGEST = 300
_SECRET_LINK = re.compile(r"^(/(?:invitation|first-administrator)/).*", re.DOTALL)


def configure(path: str) -> None:
    """Send the log to a file, or without one to standard error; a file that was rotated away is opened anew."""
    logger = logging.getLogger(LOGGER)
    handler = WatchedFileHandler(path, encoding="utf-8", delay=True) if path else logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    for old in logger.handlers[:]:
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def note(event: str, request: HTTPConnection | None = None, account: str = "", **facts: Any) -> None:
    """One event. Everything is ASCII and on one line, so that nobody can write lines of their own into it."""
    line: dict[str, Any] = {"at": now().isoformat(timespec="milliseconds"), "event": event}
    if account:
        line["account"] = account
    if request is not None:
        line |= {"address": client_address(request), **_asked(request)}
    line |= {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in facts.items()}
    logging.getLogger(LOGGER).info("%s", json.dumps(line, ensure_ascii=True))


def client_address(request: HTTPConnection) -> str:
    """Who is at the other end; behind a trusted proxy, whoever it says."""
    return request.client.host if request.client else ""


def _asked(request: HTTPConnection) -> dict[str, str]:
    # Without what stands behind a question mark, and without the secret of a link that is good for once.
    path = _SECRET_LINK.sub(r"\1…", request.scope.get("path", ""))
    return {"method": str(request.scope.get("method", "")), "path": path[:_LONGEST]}
