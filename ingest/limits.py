"""How much of one file is read."""

from dataclasses import dataclass

from repository.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading: pages, characters of text, bytes a packed file may unfold to, and seconds.

    `skipped_pages` are pages that stopped an earlier try.
    """

    pages: int = 2000
    characters: int = 20_000_000
    unpacked_bytes: int = 400_000_000
    seconds: float = 120
    skipped_pages: frozenset[int] = frozenset()

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """The limits an administrator set."""
        return cls(
            pages=settings.read_pages,
            characters=settings.read_characters,
            unpacked_bytes=max(4 * settings.upload_bytes, 50_000_000),
            seconds=settings.read_seconds,
        )
