"""Fonts of a PDF made ready once a file; pypdf itself makes each of them ready again for every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pypdf import _page


class _Kept:
    """Stands in for pypdf's class; each font is kept with what was made of it, so that its id stays its own."""

    def __init__(self, fonts: Any) -> None:
        self._fonts = fonts
        self._made: dict[int, tuple[Any, Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fonts, name)

    def from_font_resource(self, font: Any) -> Any:
        """The font made ready."""
        if id(font) not in self._made:
            self._made[id(font)] = font, self._fonts.from_font_resource(font)
        return self._made[id(font)][1]


@contextmanager
def fonts_kept() -> Iterator[None]:
    """While a file is read: a font of every page of 500 is decoded once."""
    fonts = getattr(_page, "Font", None)
    # pypdf names no way to hand fonts on; where a later version has no such class, it reads as it did before.
    if fonts is None or isinstance(fonts, _Kept):
        yield
        return
    setattr(_page, "Font", _Kept(fonts))  # noqa: B010 - a name of pypdf's own.
    try:
        yield
    finally:
        setattr(_page, "Font", fonts)  # noqa: B010
