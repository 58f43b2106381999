"""How visible a document is, and until when: what follows from one for the other."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from repository.clock import now
from repository.errors import Rejected


def with_embargo(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes to a document with what follows: under embargo it is restricted; who says how visible it is ends one.

    Raises Rejected for a day that is none or not to come.
    """
    until = changes.get("embargo_until")
    if until:
        if changes.get("visibility", "restricted") != "restricted":
            raise Rejected("A document cannot be public and under embargo. Leave out one of the two.")
        check_day(until)
        return {**changes, "visibility": "restricted"}
    return {**changes, "embargo_until": None} if "visibility" in changes else dict(changes)


def check_day(text: str) -> None:
    """Raise Rejected for a day that is none or not to come."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2016-11-03") else None
    except ValueError:
        day = None
    if day is None:
        raise Rejected(
            "“%(text)s” is not a day. Write the day from which the document is public: 2027-01-31.",
            text=text[:40],
        )
    if day <= now().date():
        raise Rejected("The embargo until %(text)s would be over already. Name a day to come.", text=text)
