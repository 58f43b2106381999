"""ETags: whether a client still has what is here, and whether it has seen what it is about to change."""

import hashlib
import re
from typing import Annotated

from fastapi import Header
from pydantic import BaseModel

from repository.errors import Outdated

IfMatch = Annotated[
    str | None,
    Header(description="The ETag of what you have seen; 412 if it has changed since.", examples=['"3-5f1c9a20be77"']),
]
# Answered for every route in api/conditional.py, hence written down here for the description.
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "ETags you have; 304 without a body if one still holds.",
}
NOT_MODIFIED: dict[int | str, dict[str, object]] = {304: {"description": "What you have is still so."}}

_TAG = re.compile(r'(?:W/)?("[^"]*")|(\*)')


def tag_of(content: bytes) -> str:
    """The ETag of an answer: it changes whenever a byte of it does."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def tag_of_revision(revision: int, shape: BaseModel) -> str:
    """The ETag of something with revisions; what is said of it can change without one, as its reading goes on."""
    return f'"{revision}-{hashlib.sha256(shape.model_dump_json().encode()).hexdigest()[:12]}"'


def names(header: str, tag: str) -> bool:
    """Whether a list of ETags names this one; a star names any."""
    return any(found[1] or found[0] == tag for found in _TAG.findall(header))


def require_match(header: str | None, tag: str) -> None:
    """Raises Outdated where a client says what it has seen and that is no longer so."""
    if header is not None and not names(header, tag):
        raise Outdated("This has changed since you read it. Read it again, then send your change with the new ETag.")
