"""What an account may see must not be kept where others could find it."""

from repository.access import Actor


def cache_headers(actor: Actor) -> dict[str, str]:
    """The headers of an answer that depends on who asks."""
    return {} if actor.is_anonymous else {"Cache-Control": "private, no-store"}
