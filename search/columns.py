"""Which documents have which value of a facet: a bit for each document, so that counting takes microseconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.gathered import Numbers
from search.segment import Segment

Mask = NDArray[np.bool_]
Bits = NDArray[np.uint64]

_BITS = 64


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one facet by number, and for each a row of bits, 64 documents to a number.

    `bits` has a row for each value and as many columns as it takes for `size` documents.
    """

    numbers: dict[str, int]
    bits: Bits
    size: int

    def having(self, values: Iterable[str]) -> Mask:
        """The documents with any of these values; none for no values."""
        known = [self.numbers[value] for value in values if value in self.numbers]
        return unpacked(np.bitwise_or.reduce(self.bits[known], axis=0), self.size)

    def counts(self, among: Bits) -> dict[str, int]:
        """How many of some documents have each value, without zeros."""
        counts = np.bitwise_count(self.bits & among).sum(axis=1, dtype=np.int64).tolist()
        return {value: count for value, count in zip(self.numbers, counts, strict=True) if count}


def column(segments: Sequence[Segment], bases: Sequence[int], facet: str) -> Column:
    """The values of a facet over several segments, documents counted through."""
    size = sum(segment.size for segment in segments)
    numbers: dict[str, int] = {}
    rows, values = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for segment, base in zip(segments, bases, strict=True):
        own = segment.arrays.meta["values"].get(facet, ())
        of: Numbers = np.array([numbers.setdefault(value, len(numbers)) for value in own], np.int64)
        if len(own):
            rows.append(segment.arrays[f"codes.{facet}.rows"].astype(np.int64) + base)
            values.append(of[segment.arrays[f"codes.{facet}.numbers"]])
    matrix = np.zeros((len(numbers), size), bool)
    matrix[np.concatenate(values), np.concatenate(rows)] = True
    return Column(numbers, packed(matrix), size)


def how_many(mask: Mask) -> int:
    """The number of documents in a mask."""
    return int(np.count_nonzero(mask))


def packed(mask: Mask) -> Bits:
    """A mask, or several in rows, with 64 documents to a number."""
    octets = np.packbits(mask, axis=-1, bitorder="little")
    bits = np.zeros((*mask.shape[:-1], -(-mask.shape[-1] // _BITS)), np.uint64)
    bits.view(np.uint8)[..., : octets.shape[-1]] = octets
    return bits


def unpacked(bits: Bits, size: int) -> Mask:
    """The mask, or the masks, that were packed."""
    return np.unpackbits(bits.view(np.uint8), axis=-1, count=size, bitorder="little").view(bool)
