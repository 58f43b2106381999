"""Fingerprints: 64 bits of a text (simhash over words in threes), of which near-equal texts share most."""

import re
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

BITS = 64
_QUARTER = BITS // 4
# A text with fewer words says too little to be told from another.
FEWEST_WORDS = 40
# The beginning of a book tells as much as all of it.
_MOST_WORDS = 30_000
_WORD = re.compile(r"\w+")


def fingerprint(texts: Iterable[str]) -> tuple[int, int]:
    """The 64 bits of a text, given page by page, and how many words they stand for."""
    words: list[str] = []
    for text in texts:
        words += _WORD.findall(text.casefold())
        if len(words) >= _MOST_WORDS:
            break
    threes = {" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))}
    hashes = b"".join(blake2b(three.encode(), digest_size=BITS // 8).digest() for three in threes)
    bits = np.unpackbits(np.frombuffer(hashes, np.uint8).reshape(-1, BITS // 8), axis=1)
    majority = np.packbits(2 * bits.sum(axis=0, dtype=np.int64) > len(bits))
    return int.from_bytes(majority.tobytes(), "big"), len(words)


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits two fingerprints differ."""
    return (one ^ other).bit_count()


def quarters(value: int) -> tuple[int, int, int, int]:
    """Four times 16 bits: fingerprints that differ in three bits or fewer have at least one of them in common."""
    first, second, third, fourth = (value >> shift & 0xFFFF for shift in range(3 * _QUARTER, -1, -_QUARTER))
    return first, second, third, fourth


def signed(value: int) -> int:
    """The same bits as databases keep them: as a number with a sign."""
    return value - (1 << BITS) if value >> (BITS - 1) else value


def unsigned(value: int) -> int:
    """What `signed` was made of."""
    return value % (1 << BITS)
