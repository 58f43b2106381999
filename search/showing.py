"""What a reader is shown of the hits of one page: from the index as long as the database has nothing newer."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from repository.access import Actor
from repository.indexing import OperativeRow, PageRow
from repository.repository import Repository
from search.entries import Record, record_of
from search.labels import Labels
from search.page_words import PageWords
from search.passages import Asked, around, operative_passage, passage
from search.results import Hit, Passage, Reason
from search.snapshot import Snapshot
from search.stretches import Stretch

_ELEMENTS_SHOWN = 5

# By file id and page number.
Pages = Mapping[tuple[int, int], PageRow]


class Found(NamedTuple):
    """One hit before it is read: its number in the snapshot, its score, where its passages are, best first, and why.

    `operative` are row ids of operative paragraphs to show instead.
    """

    number: int
    record: Record
    score: float
    stretches: Sequence[Stretch]
    why: tuple[Reason, ...]
    operative: Sequence[int] = ()


def shown(
    repository: Repository, snapshot: Snapshot, found: Sequence[Found], asked: Asked, actor: Actor, labels: Labels
) -> tuple[Hit, ...]:
    """The hits, without those that the reader may no longer see: the index will catch up with these."""
    rows = {stretch.row for one in found for stretch in one.stretches}
    seen = repository.current.seen([one.record.public_id for one in found], rows, actor)
    changed = {one.record.public_id for one in found if seen.revisions.get(one.record.public_id) != one.record.revision}
    newer = _newer(repository, changed & seen.revisions.keys(), actor)
    operative = _operative(repository, [row for one in found for row in one.operative])
    hits = []
    for one in found:
        public_id = one.record.public_id
        if record := newer.get(public_id) if public_id in changed else one.record:
            passages = _passages(snapshot, one, record, public_id not in changed, seen.pages, asked)
            paragraphs = (operative_passage(operative[row], record, asked) for row in one.operative if row in operative)
            hits.append(_hit(record, one, (*passages, *filter(None, paragraphs)), labels))
    return tuple(hits)


def _newer(repository: Repository, public_ids: Collection[str], actor: Actor) -> Mapping[str, Record]:
    """Documents of which the index holds an earlier revision, as they are now."""
    if not public_ids:
        return {}
    with repository.read() as uow:
        documents = uow.documents.many(list(public_ids), actor)
        return {document.public_id: record_of(document, repository.authority) for document in documents}


def _operative(repository: Repository, rows: Sequence[int]) -> Mapping[int, OperativeRow]:
    if not rows:
        return {}
    with repository.read() as uow:
        return uow.indexing.operative_texts(rows)


def _passages(
    snapshot: Snapshot,
    one: Found,
    record: Record,
    indexed: bool,
    pages: Mapping[tuple[int, int], PageRow],
    asked: Asked,
) -> list[Passage]:
    """The passages of a hit; `indexed` tells whether the index knows the document as it is now."""
    segment, number = snapshot.place(one.number)
    cut = []
    for stretch in one.stretches:
        if page := pages.get(stretch.key):
            if indexed:
                words = segment.page_words(number, stretch.begin, stretch.words, around(stretch))
            else:
                # The matches that the index knows may stand elsewhere by now.
                words, stretch = PageWords.of(page.text), stretch._replace(matches=None)
            cut.append(passage(stretch, page, words, record, asked))
    return [part for part in cut if part]


def _hit(record: Record, found: Found, passages: tuple[Passage, ...], labels: Labels) -> Hit:
    codes = record.codes
    country = labels.one("state", record.country) if record.country else ""
    return Hit(
        id=record.public_id,
        title=record.title,
        iscms=labels.all("iscm", codes["iscm"]),
        date_from=record.date or None,
        date_to=record.date_to or None,
        place=", ".join(part for part in (record.city, country) if part),
        type=next(iter(labels.all("type", codes["type"])), None),
        languages=labels.all("language", codes["language"]),
        elements=labels.all("element", codes["element"][:_ELEMENTS_SHOWN]),
        score=found.score,
        visibility=record.visibility,
        is_sample=record.is_sample,
        passages=passages,
        url=f"/documents/{record.public_id}",
        why=found.why,
        city=record.city or "",
        country=record.country or "",
    )
