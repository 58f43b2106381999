"""What a reader is shown of the hits of one page: from the index as long as the database has nothing newer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from repository.access import Actor
from repository.authority import Authority
from repository.indexing import PageRow
from repository.repository import Repository
from repository.unit_of_work import UnitOfWork
from search.entries import Record, record_of
from search.passages import Asked, operative_passage, passage
from search.results import Hit, Labelled, Passage, Reason
from search.snapshot import Snapshot
from search.splitting import split
from search.stretches import Stretch

_ELEMENTS_SHOWN = 5

Labeller = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """One hit before it is read: its number in the snapshot, its score, where its passages are, best first, and why.

    `operative` are row ids of operative paragraphs to show instead.
    """

    number: int
    record: Record
    score: float
    stretches: Sequence[Stretch]
    why: tuple[Reason, ...]
    operative: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class _Current:
    """A document as it is now; `indexed` tells whether the index holds it like that."""

    record: Record
    indexed: bool


def shown(
    repository: Repository, snapshot: Snapshot, found: Sequence[Found], asked: Asked, actor: Actor, label: Labeller
) -> tuple[Hit, ...]:
    """The hits, without those that the reader may no longer see: the index will catch up with these."""
    with repository.read() as uow:
        current = _current(uow, [one.record for one in found], actor, repository.authority)
        pages = uow.indexing.page_texts({part.row for one in found for part in one.stretches})
        operative = uow.indexing.operative_texts({row for one in found for row in one.operative})
    hits = []
    for one in found:
        if now := current.get(one.record.public_id):
            paragraphs = [operative[row] for row in one.operative if row in operative]
            passages = (
                *_passages(snapshot, one, now, pages, asked),
                *filter(None, (operative_passage(row, now.record, asked) for row in paragraphs)),
            )
            hits.append(_hit(now.record, one, passages, label))
    return tuple(hits)


def _current(uow: UnitOfWork, records: Sequence[Record], actor: Actor, authority: Authority) -> Mapping[str, _Current]:
    revisions = uow.indexing.shown([record.public_id for record in records], actor)
    current = {
        record.public_id: _Current(record, True)
        for record in records
        if revisions.get(record.public_id) == record.revision
    }
    if changed := [public_id for public_id in revisions if public_id not in current]:
        for document in uow.documents.many(changed, actor):
            current[document.public_id] = _Current(record_of(document, authority), False)
    return current


def _passages(
    snapshot: Snapshot, one: Found, now: _Current, pages: Mapping[tuple[int, int], PageRow], asked: Asked
) -> tuple[Passage, ...]:
    segment, number = snapshot.place(one.number)
    cut = []
    for stretch in one.stretches:
        page = pages.get(stretch.key)
        if page is not None:
            if now.indexed:
                starts = segment.starts(number)[stretch.begin : stretch.begin + stretch.words].tolist()
            else:
                # The matches that the index knows may stand elsewhere by now.
                starts, stretch = split(page.text)[1].tolist(), replace(stretch, matches=None)
            cut.append(passage(stretch, page, starts, now.record, asked))
    return tuple(part for part in cut if part)


def _hit(record: Record, found: Found, passages: tuple[Passage, ...], label: Labeller) -> Hit:
    def labelled(facet: str, most: int | None = None) -> tuple[Labelled, ...]:
        return tuple([Labelled(code, label(facet, code)) for code in record.codes[facet][:most]])

    country = label("state", record.country) if record.country else ""
    return Hit(
        id=record.public_id,
        title=record.title,
        iscms=labelled("iscm"),
        date_from=record.date or None,
        date_to=record.date_to or None,
        place=", ".join(part for part in (record.city, country) if part),
        type=next(iter(labelled("type", 1)), None),
        languages=labelled("language"),
        elements=labelled("element", _ELEMENTS_SHOWN),
        score=found.score,
        visibility=record.visibility,
        is_sample=record.is_sample,
        passages=passages,
        url=f"/documents/{record.public_id}",
        why=found.why,
        city=record.city or "",
        country=record.country or "",
    )
