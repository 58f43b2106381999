"""What the benchmark asks of an engine: build, open, and one complete response."""

import resource
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from corpus import Document
from queries import Query

# What a complete response shows: so many hits, each with a passage of about so many words, or so many characters.
HITS, PASSAGE_WORDS, PASSAGE_CHARACTERS = 20, 36, 240

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One complete response: how many, the best ids, the counts of every facet, the marked passages as HTML."""

    total: int
    ids: tuple[str, ...]
    facets: Counts
    passages: tuple[str, ...]


class Watch:
    """Adds up the seconds spent inside its `with`: by the clock, and of processor time, that of ended children too."""

    def __init__(self) -> None:
        self.seconds = self.processor = 0.0

    def __enter__(self) -> Self:
        self._begin = time.perf_counter(), _processor()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._begin[0]
        self.processor += _processor() - self._begin[1]


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


class Engine(Protocol):
    """A search engine on a folder of its own. Restricted documents are in it and never in an answer."""

    name: str

    def __init__(self, folder: Path) -> None: ...

    def build(self, documents: Iterable[Document], watch: Watch) -> None:
        """Index documents; the watch runs only while it does, not while they are made up."""
        ...

    def open(self, watch: Watch) -> None:
        """Open what was built, ready to answer; the watch runs while its index is opened."""
        ...

    def answer(self, query: Query, passages: bool = True) -> Answer:
        """Answer a query; without passages to see what these cost."""
        ...
