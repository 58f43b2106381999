"""The order of results: by relevance, date, title or process, ties always broken the same way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from search.analysis import forms
from search.columns import Mask
from search.entries import Numbers, Record
from search.evaluator import Scores
from search.query import Sort
from search.snapshot import Snapshot

Labeller = Callable[[str, str], str]
# Scores closer than this are equal: the order in which a sum was made must not decide.
DECIMALS = 6
# After everything that is written.
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where each document of a snapshot stands by one thing alone; equal is equal, unknown is last."""

    newest: Numbers
    oldest: Numbers
    title: Numbers
    process: Numbers
    id: Numbers


def ordered(snapshot: Snapshot, mask: Mask, scores: Scores, sort: Sort, label: Labeller) -> Numbers:
    """The matching documents, first to last."""
    ranks = snapshot.kept("ranks", lambda: _ranks(snapshot, label))
    keys = {
        "relevance": (-np.round(scores, DECIMALS), ranks.newest),
        "date": (ranks.newest, ranks.title),
        "oldest": (ranks.oldest, ranks.title),
        "title": (ranks.title, ranks.newest),
        "process": (ranks.process, ranks.newest),
    }[sort]
    found = np.flatnonzero(mask)
    # The last key is the first that decides.
    order = np.lexsort([key[found] for key in (ranks.id, *reversed(keys))])
    return np.asarray(found[order], np.int64)


def _ranks(snapshot: Snapshot, label: Labeller) -> Ranks:
    records = snapshot.records
    dates = _ranked([record.date if record else "" for record in records])
    known = np.array([bool(record and record.date) for record in records], bool)
    return Ranks(
        newest=-dates,
        oldest=np.where(known, dates, len(records)),
        title=_ranked([_sortable(record.title if record else "") for record in records]),
        process=_ranked([_sortable(_process(record, label)) for record in records]),
        id=_ranked([record.public_id if record else "" for record in records]),
    )


def _ranked(keys: Sequence[str]) -> Numbers:
    """The rank of each key among all; equal keys share one."""
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return np.array([ranks[key] for key in keys], np.int64)


def _process(record: Record | None, label: Labeller) -> str:
    codes = record.codes["iscm"] if record else ()
    return label("iscm", codes[0]) if codes else ""


def _sortable(text: str) -> str:
    return " ".join(forms(text)) or _LAST
