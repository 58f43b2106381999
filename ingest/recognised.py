"""What OCR made of one page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recognised:
    """Text that was recognised on a page; `confidence` is 0 to 1, the mean over its characters.

    `label` is the printed page number, where it was told from the text before.
    """

    text: str
    confidence: float
    language: str | None = None
    label: str | None = None


NOTHING = Recognised("", 0.0)
