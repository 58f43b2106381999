"""Splitting texts into words in bulk, for the index: the same words that `tokens` finds, several times as fast."""

import re
import sys

import numpy as np
from numpy.typing import NDArray

from search.analysis import INSIDE, SPANNING, TOKEN

_SUM = re.compile(r"\d\+\d")
# What each character of the basic plane is to a word: nothing, a letter or digit of it, or something inside it.
_BETWEEN, _LETTER, _MARK = 0, 1, 2
_PARTS = np.fromiter((_LETTER if chr(code).isalnum() else _BETWEEN for code in range(0x10000)), np.uint8, 0x10000)
_PARTS[[code for code in range(0x10000) if re.match(f"[{INSIDE}{SPANNING}]", chr(code))]] = _MARK
_SPACE = ord(" ")
_PARTS_OF_LATIN = _PARTS[:0x100].tobytes()
_SPACED = bytes(_SPACE if part == _BETWEEN else code for code, part in enumerate(_PARTS_OF_LATIN))
_WIDE = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"


def split(text: str) -> tuple[list[str], NDArray[np.int64]]:
    """The words of a text as written and where each begins: the same that `tokens` finds, in bulk."""
    if not ("+" in text and _SUM.search(text)):
        # Begun with a space, every word begins where the one character is none of a word and the next one is.
        words, parts = _split(f" {text}")
        if _MARK not in parts:
            kinds = np.frombuffer(parts, np.uint8)
            return words, np.flatnonzero(kinds[1:] > kinds[:-1])
    found = list(TOKEN.finditer(text))
    return [match.group() for match in found], np.array([match.start() for match in found], np.int64)


def _split(text: str) -> tuple[list[str], bytes]:
    """A text at whatever is no letter or digit, and what each of its characters is to a word."""
    try:
        encoded = text.encode("latin-1")
    except UnicodeEncodeError:
        characters = np.frombuffer(bytearray(text.encode(_WIDE, "surrogatepass")), np.uint16)
        if len(characters) != len(text):
            return [], bytes([_MARK])
        parts = _PARTS[characters]
        characters[parts == _BETWEEN] = _SPACE
        return characters.tobytes().decode(_WIDE, "surrogatepass").split(), parts.tobytes()
    return encoded.translate(_SPACED).decode("latin-1").split(), encoded.translate(_PARTS_OF_LATIN)
