"""The fields of the index, and how a term's places are written in it."""

from collections.abc import Generator, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Format

from repository.authority_records import LANGUAGES

# Raise it whenever an index written before could no longer be read, or would answer otherwise: it is then rebuilt.
VERSION = 1

ID_FIELD = "public_id"
RECORD = "record"
# Unstemmed words, for prefixes.
WORDS, TITLE_WORDS = "words", "title_words"
BODY = {language: f"body_{language}" for language in LANGUAGES}
TITLE = {language: f"title_{language}" for language in LANGUAGES}
POSITIONED = (WORDS, TITLE_WORDS, *BODY.values(), *TITLE.values())

Positions = Mapping[str, list[int]]
_POSITION = np.dtype("<u4")


class PackedPositions(Format):
    """A term's places in a document as 32-bit numbers in a row, so that numpy reads them without decoding."""

    def decode_positions(self, value: bytes) -> list[int]:
        return [int(position) for position in unpack(value)]

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // _POSITION.itemsize

    def decode_weight(self, value: bytes) -> float:
        return self.decode_frequency(value)

    def combine(self, values: Iterable[bytes]) -> bytes:
        return np.unique(np.concatenate([unpack(value) for value in values])).tobytes()


class Positioned(FieldType):
    """A field that is given its terms with their places; the analysis is ours and came before."""

    def __init__(self) -> None:
        # Not through the parent, which wants an analyzer.
        self.format = PackedPositions()

    def index(self, value: Positions, **_: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), np.array(positions, _POSITION).tobytes()


def unpack(value: bytes) -> NDArray[np.uint32]:
    """The positions in a packed value, or in several joined."""
    return np.frombuffer(value, _POSITION)


def schema() -> Schema:
    """The schema of a new index."""
    fields = {name: Positioned() for name in POSITIONED}
    return Schema(**{ID_FIELD: ID(unique=True), RECORD: STORED()}, **fields)
