"""Public ids: short, opaque, permanent, never row numbers."""

import secrets

# No vowels and no characters that look alike, so that an id neither spells nor misreads.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 10


def new_id() -> str:
    """A new public id of ten characters (about 47 bits, unguessable)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
