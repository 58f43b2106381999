"""The time, always UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment in UTC, to the microsecond."""
    return datetime.now(UTC)
