"""A whole index from the database, by as many processes as there are processors; each has a bounded memory."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from repository.repository import Repository
from repository.settings import Settings
from search.entries import entry_of, is_searchable
from search.gathered import Batch
from search.segment_file import write_segment
from search.writer import Writer, segment_name, segment_path

# Documents that one process takes at a time: no fewer, they are not worth another process, and no more.
_FEWEST, _MOST = 1000, 5000
# Documents read from the database together.
_AT_ONCE = 100
# A segment is written when so many words are gathered: ten bytes of memory each, and 60 while some of them are sorted.
_MOST_WORDS = 12_000_000
_OBJECTS_BEFORE_A_LOOK = 50_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Part:
    """What came of some documents: segments by name with their sizes, and the revisions by row id."""

    segments: list[tuple[str, int]]
    revisions: dict[int, int]


def built(repository: Repository, folder: Path, progress: Progress | None, part: int = 0) -> dict[int, int]:
    """Fill an empty version of the index with everything; returns the revisions that it holds, by row id.

    Processes take `part` documents at a time, an even share of them unless told otherwise.
    """
    with repository.read() as uow:
        ids = uow.indexing.ids()
    part = part or min(max(-(-len(ids) // _processors()), _FEWEST), _MOST)
    ranges = [(ids[at], ids[min(at + part, len(ids)) - 1]) for at in range(0, len(ids), part)]
    revisions: dict[int, int] = {}
    segments: dict[int, list[tuple[str, int]]] = {}
    for number, done in _parts(repository, folder, ranges):
        segments[number] = done.segments
        revisions |= done.revisions
        if progress:
            progress(len(revisions), len(ids))
    # Large segments as they are: merging them here would hold up the swap, and need their memory.
    with Writer(folder, merging=False) as writer:
        for _, written in sorted(segments.items()):
            for name, size in written:
                writer.adopt(name, size)
    return revisions


def _parts(repository: Repository, folder: Path, ranges: list[tuple[int, int]]) -> Iterator[tuple[int, _Part]]:
    processes = min(len(ranges), _processors())
    if processes < 2:
        for number, between in enumerate(ranges):
            yield number, _part(repository, folder, *between)
        return
    # A process of a service with threads must not be forked.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin) as pool:
        tasks = {
            pool.submit(_part_of_another_process, repository.settings, folder, *between): number
            for number, between in enumerate(ranges)
        }
        for task in as_completed(tasks):
            yield tasks[task], task.result()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    """What a new process does first.

    A parent that was killed cannot tell its children; they would wait for work for ever.
    """
    # What is gathered is no garbage, and looking through it again and again takes a tenth of the time.
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _part_of_another_process(settings: Settings, folder: Path, first: int, last: int) -> _Part:
    repository = Repository(settings)
    try:
        return _part(repository, folder, first, last)
    finally:
        repository.close()


def _part(repository: Repository, folder: Path, first: int, last: int) -> _Part:
    """Write the documents with row ids from `first` to `last` into segments."""
    part, batch = _Part([], {}), Batch()
    while first <= last:
        with repository.read() as uow:
            documents = [one for one in uow.indexing.after(first - 1, _AT_ONCE) if one.id <= last]
            if not documents:
                break
            first = documents[-1].id + 1
            part.revisions.update({document.id: document.revision for document in documents})
            wanted = list(filter(is_searchable, documents))
            files = [file.id for document in wanted for file in document.files]
            pages, operative = uow.indexing.pages(files), uow.indexing.operative(files)
            for document in wanted:
                batch.add(entry_of(document, pages, operative, repository.authority))
        if batch.words > _MOST_WORDS:
            part.segments.append(_write(folder, batch))
            batch = Batch()
    if len(batch):
        part.segments.append(_write(folder, batch))
    return part


def _write(folder: Path, batch: Batch) -> tuple[str, int]:
    name = segment_name()
    write_segment(segment_path(folder, name), batch.gathered())
    return name, len(batch)
