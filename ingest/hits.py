"""A trigger, and where it was met."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase that speaks for an element (or, as `mask` and `exclude`, against counting what it covers)."""

    letters: tuple[str, ...]
    phrase: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger met in a text."""

    page: int
    start: int
    end: int
    trigger: Trigger
    factor: float
