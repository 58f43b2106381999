"""Documents that speak of the same things as one: by the words that it says more often than others do."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.schema import BODY, PAGES_TEXT
from search.snapshot import View

# A stem that a document says less often is no subject of it; of the rest those that it says most are looked at.
_LEAST_SAID = 2
_MOST_LOOKED_AT = 120
# So many stems speak for the document, none of them in more than this share of all documents.
_SPEAKING = 30
_WIDESPREAD = 0.5
# A document that shares less than this part of them is not alike.
_ALIKE = 0.2

Numbers = NDArray[np.int64]


def similar(view: View, public_id: str, language: str, most: int) -> list[tuple[str, float]]:
    """Up to `most` public ids with the share of the document's own words that each has, most alike first.

    Rarity is counted under the reader's mask alone. Languages have different stems: only documents with text in
    the same language can be alike.
    """
    own = _number(view, public_id)
    if own is None or language not in BODY:
        return []
    weights = np.zeros(len(view.snapshot))
    spoken = sorted(_spoken(view, own, BODY[language], language), key=lambda one: -one[0])[:_SPEAKING]
    for weight, having in spoken:
        weights[having] += weight
    in_all = sum(weight for weight, _ in spoken)
    weights[~view.mask] = 0.0
    weights[own] = 0.0
    order = np.argsort(-weights, kind="stable")[:most]
    ids = view.snapshot.joined("ids")
    return [(ids[at].decode(), weights[at] / in_all) for at in order.tolist() if weights[at] > in_all * _ALIKE]


def _number(view: View, public_id: str) -> int | None:
    found = np.flatnonzero((view.snapshot.joined("ids") == public_id.encode()) & view.mask)
    return int(found[0]) if len(found) else None


def _spoken(view: View, own: int, field: str, language: str) -> Sequence[tuple[float, Numbers]]:
    """The stems of a document that few others have: what each says of it, and the documents that have it."""
    segment, number = view.snapshot.place(own)
    stems, said = np.unique(segment.stems_of(PAGES_TEXT, number), return_counts=True)
    often = np.argsort(-said, kind="stable")[:_MOST_LOOKED_AT]
    found = []
    # The gaps between files count as a stem of their own, beyond the last.
    for stem, times in zip(stems[often].tolist(), said[often].tolist(), strict=True):
        key = segment.stems[stem].decode() if stem < len(segment.stems) else ""
        if times < _LEAST_SAID or not key.startswith(f"{language} "):
            continue
        having = _having(view, field, key.removeprefix(f"{language} "))
        spread = len(having) / view.size
        if len(having) > 1 and spread <= _WIDESPREAD:
            found.append((float((1 + np.log(times)) * -np.log(spread)), having))
    return found


def _having(view: View, field: str, stem: str) -> Numbers:
    """The documents a reader may see that have a stem."""
    parts = [
        segment.frequencies(field, stem)[0].astype(np.int64) + base
        for segment, base in zip(view.snapshot.segments, view.snapshot.bases, strict=True)
    ]
    having: Numbers = np.concatenate(parts)
    return having[view.mask[having]]
