"""The words of the interface in its languages: one PO file each, read when the service starts."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

_FOLDER = Path(__file__).parent


def mark(text: str) -> str:
    """A text that translators are to find here, but that is translated only where it is shown."""
    return text


@cache
def translations(language: str) -> NullTranslations:
    """What gettext needs for a language; a text without a translation stands for itself, as do all in English."""
    path = _FOLDER / f"{language}.po"
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled, domain="messages")
