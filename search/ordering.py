"""The order of results: by relevance, date, title or process, ties always broken the same way."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.analysis import forms
from search.columns import Mask
from search.entries import Record
from search.gathered import Numbers
from search.labels import Labeller
from search.query import Sort
from search.ranking import Scores
from search.snapshot import Snapshot

# Scores closer than this are equal: the order in which a sum was made must not decide.
DECIMALS = 6
# After everything that is written.
_LAST = "\U0010ffff"


def ordered(snapshot: Snapshot, mask: Mask, scores: Scores, sort: Sort, label: Labeller, most: int) -> Numbers:
    """The first so many of the matching documents, first to last."""
    found = np.flatnonzero(mask)
    if sort == "relevance":
        ranked = np.round(scores[found], DECIMALS)
        if most < len(found):
            # Whatever is as good as the last one asked for, so that ties are broken among all of them.
            last = np.partition(ranked, len(ranked) - most)[len(ranked) - most]
            found, ranked = found[ranked >= last], ranked[ranked >= last]
        keys: tuple[NDArray[Any], NDArray[Any]] = (-ranked, _newest(snapshot)[found])
    else:
        keys = _RANKS[sort](snapshot, found, label)
    # The last key is the first that decides.
    order = np.lexsort((snapshot.joined("ids")[found], *reversed(keys)))
    return found[order][:most]


def _newest(snapshot: Snapshot) -> Numbers:
    return snapshot.kept("newest", lambda: -_ranks(snapshot.joined("dates")))


def _oldest(snapshot: Snapshot) -> Numbers:
    # A date that is not known is empty and comes before all others; it shall come after them.
    return snapshot.kept("oldest", lambda: np.where(snapshot.joined("dates") == b"", len(snapshot), -_newest(snapshot)))


def _titles(snapshot: Snapshot) -> Numbers:
    return snapshot.kept("titles in order", lambda: _ranks_of([key.decode() or _LAST for key in snapshot.title_keys()]))


def _processes(snapshot: Snapshot, label: Labeller) -> Numbers:
    return snapshot.kept(
        "processes in order", lambda: _ranks_of([_process(record, label) for record in snapshot.records])
    )


_RANKS: dict[Sort, Callable[[Snapshot, Numbers, Labeller], tuple[Numbers, Numbers]]] = {
    "date": lambda snapshot, found, _: (_newest(snapshot)[found], _titles(snapshot)[found]),
    "oldest": lambda snapshot, found, _: (_oldest(snapshot)[found], _titles(snapshot)[found]),
    "title": lambda snapshot, found, _: (_titles(snapshot)[found], _newest(snapshot)[found]),
    "process": lambda snapshot, found, label: (_processes(snapshot, label)[found], _newest(snapshot)[found]),
}


def _ranks(keys: NDArray[np.bytes_]) -> Numbers:
    """The rank of each key among all; equal keys share one."""
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _ranks_of(keys: Sequence[str]) -> Numbers:
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return np.array([ranks[key] for key in keys], np.int64)


def _process(record: Record | None, label: Labeller) -> str:
    codes = record.codes["iscm"] if record else ()
    return " ".join(forms(label("iscm", codes[0]))) if codes else _LAST
