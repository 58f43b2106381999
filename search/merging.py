"""Several segments as one, without their deleted documents."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.gathered import OPERATIVE_COLUMNS, PAGE_COLUMNS, Codes, Gathered, Numbers, Vocabulary, Words
from search.schema import PAGES_TEXT, TEXTS
from search.segment import Segment
from search.strings import Strings


def merged(segments: Sequence[Segment]) -> Gathered:
    """The live documents of segments, gathered for a new one."""
    vocabulary, numbers = _vocabulary(segments)
    fields = sorted({field for segment in segments for field in segment.fields})
    kept = {text: [_words_kept(segment, text) for segment in segments] for text in TEXTS}
    pages = [_rows_kept(segment, "pages", "page_ends", PAGE_COLUMNS) for segment in segments]
    operative = [_rows_kept(segment, "operative", "operative_ends", OPERATIVE_COLUMNS) for segment in segments]
    return Gathered(
        vocabulary=vocabulary,
        texts={
            text: _words(
                new[segment.arrays[f"{text}.words"][words]]
                for segment, new, (words, _) in zip(segments, numbers, kept[text], strict=True)
            )
            for text in TEXTS
        },
        ends={text: np.cumsum(_numbers(lengths for _, lengths in kept[text])) for text in TEXTS},
        starts=_words(
            segment.arrays["starts"][words] for segment, (words, _) in zip(segments, kept[PAGES_TEXT], strict=True)
        ),
        sentences=np.concatenate(
            [segment.arrays["sentences"][words] for segment, (words, _) in zip(segments, kept[PAGES_TEXT], strict=True)]
        ),
        pages=np.concatenate([np.zeros((0, PAGE_COLUMNS), np.int64), *(rows for rows, _ in pages)]),
        page_ends=np.cumsum(_numbers(counts for _, counts in pages)),
        operative=np.concatenate([np.zeros((0, OPERATIVE_COLUMNS), np.int64), *(rows for rows, _ in operative)]),
        operative_ends=np.cumsum(_numbers(counts for _, counts in operative)),
        lengths={field: _numbers(segment.lengths(field)[segment.live] for segment in segments) for field in fields},
        codes={facet: _codes(segments, facet) for facet in _facets(segments)},
        records=_strings_kept(segments, "records"),
        title_keys=_strings_kept(segments, "title_keys"),
        ids=np.concatenate([segment.arrays["ids"][segment.live] for segment in segments]),
        dates=np.concatenate([segment.arrays["dates"][segment.live] for segment in segments]),
    )


def _vocabulary(segments: Sequence[Segment]) -> tuple[Vocabulary, list[Words]]:
    """All words of all segments, and for each segment what its numbers become."""
    forms, form_ranks = _united([segment.forms for segment in segments])
    stems, stem_ranks = _united([segment.stems for segment in segments])
    pairs = []
    for segment, form_rank, stem_rank in zip(segments, form_ranks, stem_ranks, strict=True):
        form_of = form_rank[segment.arrays["form_of"][1:]]
        pairs.append((form_of << np.uint64(32)) | stem_rank[segment.arrays["stem_of"][1:]])
    distinct, inverse = np.unique(np.concatenate(pairs), return_inverse=True)
    cuts = np.cumsum([len(part) for part in pairs])[:-1]
    numbers = [np.concatenate([[0], part + 1]).astype(np.uint32) for part in np.split(inverse, cuts)]
    form_of = np.concatenate([[0], distinct >> np.uint64(32)]).astype(np.uint32)
    stem_of = np.concatenate([[0], distinct & np.uint64(0xFFFFFFFF)]).astype(np.uint32)
    return Vocabulary(forms, stems, form_of, stem_of), numbers


def _united(parts: Iterable[Strings]) -> tuple[list[bytes], list[NDArray[np.uint64]]]:
    """All strings, and for each part where its own are among them."""
    listed = [list(part) for part in parts]
    united = sorted(set().union(*listed))
    ranks = {string: rank for rank, string in enumerate(united)}
    return united, [np.array([ranks[string] for string in part], np.uint64) for part in listed]


def _words_kept(segment: Segment, text: str) -> tuple["NDArray[np.bool_] | slice", Numbers]:
    """Which words are of live documents, and how many each of these has."""
    lengths = np.diff(segment.arrays[f"{text}.ends"], prepend=0)
    if segment.live.all():
        return slice(None), lengths
    return np.repeat(segment.live, lengths), lengths[segment.live]


def _rows_kept(segment: Segment, name: str, ends: str, columns: int) -> tuple[Numbers, Numbers]:
    """The rows of live documents in a table, and how many each of these has."""
    counts = np.diff(segment.arrays[ends], prepend=0)
    rows = segment.arrays[name].reshape(-1, columns)
    return rows[np.repeat(segment.live, counts)], counts[segment.live]


def _strings_kept(segments: Iterable[Segment], name: str) -> list[bytes]:
    return [
        string
        for segment in segments
        for string, live in zip(Strings(segment.arrays, name), segment.live.tolist(), strict=True)
        if live
    ]


def _facets(segments: Iterable[Segment]) -> list[str]:
    return sorted({facet for segment in segments for facet in segment.arrays.meta["values"]})


def _codes(segments: Sequence[Segment], facet: str) -> Codes:
    known: dict[str, int] = {}
    rows, numbers, base = [], [], 0
    for segment in segments:
        values = segment.arrays.meta["values"].get(facet)
        if values:
            own = segment.arrays[f"codes.{facet}.rows"].astype(np.int64)
            kept = segment.live[own]
            moved = np.array([known.setdefault(value, len(known)) for value in values], np.int64)
            rows.append((np.cumsum(segment.live) - 1)[own[kept]] + base)
            numbers.append(moved[segment.arrays[f"codes.{facet}.numbers"][kept]])
        base += int(segment.live.sum())
    return Codes(list(known), _numbers(rows), _numbers(numbers))


def _words(parts: Iterable[NDArray[Any]]) -> Words:
    return np.concatenate([np.zeros(0, np.uint32), *parts]).astype(np.uint32, copy=False)


def _numbers(parts: Iterable[NDArray[Any]]) -> Numbers:
    return np.concatenate([np.zeros(0, np.int64), *parts]).astype(np.int64, copy=False)
