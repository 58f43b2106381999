"""What a reader is shown of the hits of one page: from the index as long as the database has nothing newer."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from repository.access import Actor
from repository.indexing import OperativeRow, PageRow
from repository.repository import Repository
from search.entries import Record, record_of
from search.hit import Passage
from search.page_words import PageWords
from search.passages import Asked, around, operative_passage, passage
from search.snapshot import Snapshot
from search.stretches import Stretch

# A hit, its document as it is now, and its passages.
Shown = tuple["Found", Record, tuple[Passage, ...]]
# By file id and page number.
Pages = Mapping[tuple[int, int], PageRow]


class Found(NamedTuple):
    """One hit before it is read: its number in the snapshot, its score, and where its passages are, best first.

    `operative` are row ids of operative paragraphs to show instead.
    """

    number: int
    record: Record
    score: float
    stretches: Sequence[Stretch]
    operative: Sequence[int] = ()


def shown(
    repository: Repository, snapshot: Snapshot, found: Sequence[Found], asked: Asked, actor: Actor
) -> list[Shown]:
    """What there is to show of each hit, without those that the reader may no longer see: the index will catch up."""
    rows = {stretch.row for one in found for stretch in one.stretches}
    seen = repository.current.seen([one.record.public_id for one in found], rows, actor)
    changed = {one.record.public_id for one in found if seen.revisions.get(one.record.public_id) != one.record.revision}
    newer = _newer(repository, changed & seen.revisions.keys(), actor)
    operative = _operative(repository, [row for one in found for row in one.operative])
    hits: list[Shown] = []
    for one in found:
        public_id = one.record.public_id
        if record := newer.get(public_id) if public_id in changed else one.record:
            passages = _passages(snapshot, one, record, public_id not in changed, seen.pages, asked)
            paragraphs = (operative_passage(operative[row], record, asked) for row in one.operative if row in operative)
            hits.append((one, record, (*passages, *filter(None, paragraphs))))
    return hits


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
