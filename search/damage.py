"""Telling a damaged index from other trouble: Whoosh checks little, and what fails then fails in many ways."""

import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from whoosh.index import IndexError as WhooshIndexError


class Damaged(Exception):
    """The index cannot be read. Nothing is lost: it can be built anew from the database."""


# Pickles, offsets and compressed blocks fail in their own ways when bytes are missing or wrong.
_SIGNS = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    AttributeError,
    ImportError,
    TypeError,
    AssertionError,
    MemoryError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
    WhooshIndexError,
)


@contextmanager
def noticed(but: type[Exception] | tuple[()] = ()) -> Iterator[None]:
    """Around nothing but reading of index files: whatever goes wrong there is damage, but for one exception."""
    try:
        yield
    except but:
        raise
    except _SIGNS as error:
        raise Damaged(f"The search index cannot be read: {error!r}") from error
