"""Processes by elements: how many documents of each process speak of each element."""

from collections import Counter
from collections.abc import Iterable, Iterator

from api.exporting.batches import batches
from api.exporting.streams import csv_line
from repository.access import Actor
from repository.repository import Repository

_UNKNOWN = "unknown"


def matrix_lines(repository: Repository, ids: Iterable[str], actor: Actor) -> Iterator[str]:
    """CSV: a line for each process of the authority data, one for documents of none, a column for each element.

    A document of two processes counts for both, so that columns do not add up to a number of documents.
    """
    counts = _counts(repository, ids, actor)
    authority = repository.authority
    letters = [element.letter for element in authority.elements]
    names = [f"{element.letter}: {element.label}" for element in authority.elements]
    yield csv_line(["process", "name", "documents", *names])
    for slug, name in [*((iscm.slug, iscm.name) for iscm in authority.iscms), (_UNKNOWN, "Process not known")]:
        yield csv_line([slug, name, str(counts[slug, ""]), *(str(counts[slug, letter]) for letter in letters)])


def _counts(repository: Repository, ids: Iterable[str], actor: Actor) -> Counter[tuple[str, str]]:
    """Documents by (process, element); the empty element stands for all documents of the process."""
    counts: Counter[tuple[str, str]] = Counter()
    for batch in batches(ids, 500):
        with repository.read() as uow:
            codes = uow.exporting.codes(batch, ("iscm", "element"), actor)
            standing = uow.indexing.shown(batch, actor)
        for public_id in standing:
            tags = codes.get(public_id, set())
            slugs = [code for scheme, code in tags if scheme == "iscm"] or [_UNKNOWN]
            letters = [code for scheme, code in tags if scheme == "element"]
            counts.update((slug, letter) for slug in slugs for letter in ("", *letters))
    return counts
