"""Ids in portions of a size that one query and the memory bear."""

from collections.abc import Iterable, Iterator
from itertools import islice

SIZE = 100


def batches(ids: Iterable[str], size: int = SIZE) -> Iterator[list[str]]:
    """The ids, so many at a time."""
    rest = iter(ids)
    while batch := list(islice(rest, size)):
        yield batch
