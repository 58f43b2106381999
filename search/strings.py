"""Many strings in two arrays: looked up by halving where they are sorted, read without decoding the others."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from search.arrays import Arrays, ArraysWriter

# Sorts behind every word with the same beginning.
_AFTER = b"\xff"


class Strings:
    """The strings written under one name, by number."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._text = arrays[f"{name}.text"].data
        self._ends = arrays[f"{name}.ends"]

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        begin = int(self._ends[number - 1]) if number else 0
        return bytes(self._text[begin : int(self._ends[number])])

    def __iter__(self) -> Iterator[bytes]:
        begin, text = 0, bytes(self._text)
        for end in self._ends.tolist():
            yield text[begin:end]
            begin = end

    def find(self, string: bytes) -> int:
        """The number of a string among sorted ones, -1 if it is not there."""
        number = bisect_left(self, string)
        return number if number < len(self) and self[number] == string else -1

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """The first of the sorted strings that begin like this, and the first after them."""
        first = bisect_left(self, prefix)
        return first, bisect_left(self, prefix + _AFTER, lo=first)


def write_strings(writer: ArraysWriter, name: str, strings: Sequence[bytes]) -> None:
    """Write strings in their order."""
    ends: NDArray[np.int64] = np.fromiter(accumulate(map(len, strings)), np.int64, len(strings))
    writer.add(f"{name}.text", np.frombuffer(b"".join(strings), np.uint8))
    writer.add_numbers(f"{name}.ends", ends)
