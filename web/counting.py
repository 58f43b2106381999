"""Counts by key that all processes of the service share: a table of fixed size in a file, mapped into each of them."""

import fcntl
import hashlib
import mmap
import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A row is the key's hash and two figures. A key has its place among the few rows of one group.
_ROW = struct.Struct("=Qdd")
_GROUP, _GROUPS = 8, 4096
_SECRET = 16
_BYTES = _SECRET + _GROUPS * _GROUP * _ROW.size

Figures = tuple[float, float]


class Row:
    """The figures of one key, for as long as nobody else may change them."""

    def __init__(self, table: mmap.mmap, place: int, key: int, figures: Figures | None) -> None:
        self._table, self._place, self._key = table, place, key
        self.figures = figures

    def set(self, first: float, second: float) -> None:
        """Write them down."""
        _ROW.pack_into(self._table, self._place, self._key, first, second)


class Table:
    """Two figures a key, the second rising with time; of a full group the row with the lowest gives way."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with self._locked():
            if os.fstat(self._file).st_size != _BYTES:
                os.ftruncate(self._file, 0)
                os.ftruncate(self._file, _BYTES)
                # So that nobody can choose addresses that fall into one group.
                os.pwrite(self._file, secrets.token_bytes(_SECRET), 0)
        self._table = mmap.mmap(self._file, _BYTES)
        self._secret = self._table[:_SECRET]

    def __del__(self) -> None:
        os.close(self._file)

    @contextmanager
    def row(self, *key: str) -> Iterator[Row]:
        """The row of a key; without figures where it has none yet."""
        digest = hashlib.blake2b("\0".join(key).encode(), digest_size=8, key=self._secret).digest()
        number = int.from_bytes(digest) or 1
        with self._locked():
            yield self._found(number)

    def _found(self, number: int) -> Row:
        begin = _SECRET + number % _GROUPS * _GROUP * _ROW.size
        places = range(begin, begin + _GROUP * _ROW.size, _ROW.size)
        rows = {place: _ROW.unpack_from(self._table, place) for place in places}
        for place, (key, first, second) in rows.items():
            if key == number:
                return Row(self._table, place, number, (first, second))
        return Row(self._table, min(rows, key=lambda place: rows[place][2]), number, None)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # For a few microseconds; processes that end let go of it by themselves.
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
