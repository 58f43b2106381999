"""File names made safe to keep, to show and to send back."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

from repository.authority_records import LANGUAGES

LONGEST = 200
_VERSION = re.compile(rf"[._-](?:{'|'.join(LANGUAGES)})(?=\.[^.]*$)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff/\\:*?\"<>|]")
_NAMELESS = "document"


def safe_name(filename: str) -> str:
    """The last part of a name without control characters, at most 200 characters, its ending kept."""
    last = PurePosixPath(PureWindowsPath(filename.replace("\x00", "")).name).name
    name = unicodedata.normalize("NFC", _UNSAFE.sub("", last))
    name = " ".join(name.split()).strip(". ")
    if len(name) > LONGEST:
        stem, dot, suffix = name.rpartition(".")
        name = f"{stem[: LONGEST - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 10 else name[:LONGEST]
    return name or _NAMELESS


def without_language(name: str) -> str:
    """A name without the language and the ending: the same for all language versions of a document."""
    return _VERSION.sub("", name).rpartition(".")[0].casefold() or name.casefold()
