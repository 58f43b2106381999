"""Arrays in one file: written one after the other, read in place, each with a checksum."""

import json
import mmap
import os
import struct
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from search.damage import Damaged, noticed

_MAGIC = b"ISCMARR2"
# At the file's end: the mark, where the directory begins, how long it is, and its checksum.
_TAIL = struct.Struct("<8sQQI")
_ALIGNED = 64
# Checksums are made in pieces, so that other threads get their turn.
_PIECE = 1 << 22


class ArraysWriter:
    """A new file of arrays, on the disk when the `with` ends without an error, and gone when it ends with one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._directory: dict[str, tuple[str, int, int, int]] = {}
        self.meta: dict[str, Any] = {}

    def add(self, name: str, array: NDArray[Any]) -> None:
        """Write one array of one dimension."""
        self._file.write(bytes(-self._file.tell() % _ALIGNED))
        plain = np.ascontiguousarray(array).view(np.uint8)
        entry = (array.dtype.str, len(array), self._file.tell(), _checksum(plain.data))
        self._directory[name] = entry
        self._file.write(plain.data)

    def add_numbers(self, name: str, numbers: NDArray[Any]) -> None:
        """Write numbers from 0 up in as few bytes as they need."""
        self.add(name, numbers.astype(np.min_scalar_type(int(numbers.max()) if len(numbers) else 0), copy=False))

    def __enter__(self) -> Self:
        self._file = self._path.open("xb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            if error is None:
                self._finish()
        if error is not None:
            self._path.unlink(missing_ok=True)

    def _finish(self) -> None:
        directory = json.dumps({"arrays": self._directory, "meta": self.meta}).encode()
        begin = self._file.tell()
        self._file.write(directory)
        self._file.write(_TAIL.pack(_MAGIC, begin, len(directory), zlib.crc32(directory)))
        self._file.flush()
        os.fsync(self._file.fileno())


class Arrays:
    """A file of arrays, mapped into memory: opening reads its directory only. Safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        with noticed(but=FileNotFoundError), path.open("rb") as file:
            # The map keeps what it shows even after the file is removed.
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            directory = self._read_directory()
        self._directory: dict[str, tuple[str, int, int, int]] = directory["arrays"]
        self.meta: dict[str, Any] = directory["meta"]
        self._made: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        if (made := self._made.get(name)) is None:
            dtype, count, offset, _ = self._directory[name]
            made = np.frombuffer(self._map, dtype, count, offset) if count else np.empty(0, dtype)
            self._made[name] = made
        return made

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    @property
    def is_whole(self) -> bool:
        """Whether the file still is as long as what is mapped: to read what was cut off would end the process."""
        return self._map.size() == len(self._map)

    def check(self) -> None:
        """Compare everything with its checksum; raises Damaged."""
        for name, (_, _, _, written) in self._directory.items():
            if _checksum(self[name].view(np.uint8).data) != written:
                raise Damaged(f"The checksum of “{name}” in a segment of the index is wrong.")

    def _read_directory(self) -> dict[str, Any]:
        magic, begin, length, checksum = _TAIL.unpack_from(self._map, len(self._map) - _TAIL.size)
        written = self._map[begin : begin + length]
        if magic != _MAGIC or begin + length + _TAIL.size != len(self._map) or zlib.crc32(written) != checksum:
            raise Damaged("A segment of the index is not whole.")
        directory: dict[str, Any] = json.loads(written)
        return directory


def _checksum(content: memoryview) -> int:
    checksum = 0
    for begin in range(0, len(content), _PIECE):
        checksum = zlib.crc32(content[begin : begin + _PIECE], checksum)
    return checksum
