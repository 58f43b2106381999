"""The one way into the index: documents whose revision it does not hold yet are read and written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from repository.authority import Authority
from repository.models import Document
from repository.repository import Repository
from repository.unit_of_work import UnitOfWork
from search.building import Progress, built
from search.entries import entry_of, is_searchable
from search.index import Index
from search.writer import Writer

# Documents written with one commit.
_BATCH = 200


def catch_up(repository: Repository, index: Index) -> int:
    """Bring the index up to the database; returns how many documents were written. Safe to repeat at any point.

    A missing or unreadable index is made anew first. Raises Busy if another process keeps on writing.
    """
    index.check()
    if not index.needs_rebuild and not _any_stale(repository):
        return 0
    with index.only_writer():
        if index.needs_rebuild:
            return _rebuild(repository, index, None)
        written = 0
        while batch := _catch_up_some(repository, index):
            written += batch
        return written


def reindex(repository: Repository, progress: Progress | None = None) -> int:
    """Build the whole index anew beside the old one, which answers meanwhile, and swap; returns how many documents."""
    index = Index(repository.settings.index_dir)
    with index.only_writer():
        return _rebuild(repository, index, progress)


def drift(repository: Repository, index: Index) -> list[str]:
    """What the index holds that the database does not, and the other way round; nothing when both agree."""
    held = {record.public_id: record.revision for record in index.snapshot().live_records()}
    wanted: dict[str, int] = {}
    for _, documents in _batches(repository):
        wanted |= {document.public_id: document.revision for document in documents if is_searchable(document)}
    missing = [f"{name} is ready but not in the index." for name in wanted if name not in held]
    left_over = [f"{name} is in the index but should not be." for name in held if name not in wanted]
    behind = [
        f"{name} is in the index as of revision {held[name]}, the database has {wanted[name]}."
        for name in wanted
        if name in held and held[name] != wanted[name]
    ]
    return missing + left_over + behind


def _any_stale(repository: Repository) -> bool:
    with repository.read() as uow:
        return bool(uow.indexing.stale(1))


def _catch_up_some(repository: Repository, index: Index) -> int:
    with repository.read() as uow:
        stale = uow.indexing.stale(_BATCH)
        revisions = {document.id: document.revision for document in stale}
        if not revisions:
            return 0
        with index.writing() as writer:
            writer.remove([document.public_id for document in stale])
            _put(writer, uow, stale, repository.authority)
    _mark(repository, revisions)
    return len(revisions)


def _rebuild(repository: Repository, index: Index, progress: Progress | None) -> int:
    folder = index.fresh()
    revisions = built(repository, folder, progress)
    index.adopt(folder)
    # Only now does the index that answers hold them; stopped here, they are stale or right already.
    _mark(repository, revisions)
    return len(revisions)


def _batches(repository: Repository) -> Iterator[tuple[UnitOfWork, Sequence[Document]]]:
    """All documents, a batch and a unit of work at a time."""
    last = 0
    while True:
        with repository.read() as uow:
            documents = uow.indexing.after(last, _BATCH)
            if not documents:
                return
            last = documents[-1].id
            yield uow, documents


def _put(writer: Writer, uow: UnitOfWork, documents: Iterable[Document], authority: Authority) -> None:
    for document in filter(is_searchable, documents):
        files = [file.id for file in document.files]
        writer.put(entry_of(document, uow.indexing.pages(files), uow.indexing.operative(files), authority))


def _mark(repository: Repository, revisions: Mapping[int, int]) -> None:
    with repository.write() as uow:
        uow.indexing.mark_indexed(revisions)
        uow.commit()
