"""The words of the interface in its languages: one PO file each, read when the service starts."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

_FOLDER = Path(__file__).parent


@cache
def translations(language: str) -> NullTranslations:
    """What gettext needs for a language; a text without a translation stands for itself, as do all in English."""
    catalog = _catalog(language)
    if catalog is None:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled, domain="messages")


@cache
def templates(language: str) -> tuple[tuple[str, str], ...]:
    """The English texts that a language has a translation for, with that for another `count` than one, if any."""
    ids = [message.id for message in _catalog(language) or () if message.id]
    texts = [(one, "") if isinstance(one, str) else (one[0], one[1]) for one in ids]
    return tuple((one, many) for one, many in texts if not many or "%(count)s" in many)


@cache
def _catalog(language: str) -> Catalog | None:
    path = _FOLDER / f"{language}.po"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)
