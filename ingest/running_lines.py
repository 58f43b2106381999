"""Lines that recur at the head or foot of many pages."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

_EDGE = 2
_FEWEST_PAGES = 2


@lru_cache(maxsize=8)
def running_lines(texts: tuple[str, ...]) -> frozenset[str]:
    """Headers and footers: the first and last lines that at least two pages, and a third of all, share."""
    counts = Counter(line for text in texts for line in set(_edges(text)))
    least = max(_FEWEST_PAGES, len(texts) // 3)
    return frozenset(line for line, times in counts.items() if times >= least)


def _edges(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    yield from lines[:_EDGE]
    yield from lines[-_EDGE:]
