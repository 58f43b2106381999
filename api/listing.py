"""Names one after the other, as a language separates them."""

from collections.abc import Iterable

_SEPARATORS = {"ar": "، "}


def separator(language: str = "en") -> str:
    """What stands between two of them."""
    return _SEPARATORS.get(language, ", ")


def listed(names: Iterable[str], language: str = "en") -> str:
    """Those that are there: "Bali, Indonesia"."""
    return separator(language).join(filter(None, names))
