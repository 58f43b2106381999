"""Writing to one version of the index: documents out, documents in, one commit.

Whoosh keeps the list of segments and of deleted documents, one per commit, and removes what no commit needs any
more; what is in a segment is ours.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from search.damage import noticed
from search.entries import Entry
from search.folders import sync_path
from search.gathered import Batch, Gathered
from search.merging import merged
from search.schema import schema
from search.segment import Segment
from search.segment_file import write_segment

EXTENSION = ".seg"
_NAME = "MAIN"
_COMMIT = re.compile(rf"_{_NAME}_([0-9]+)\.toc")
# A segment is merged with those that together have more than a fourth of its documents.
_FACTOR = 4
# No merging makes a segment with more words than that: it needs about 30 bytes of memory for each.
_MOST_WORDS = 8_000_000
# With more of its documents deleted, a segment is written anew.
_MOST_DELETED = 0.25


class Writer:
    """Everything done inside the `with` is committed together when it ends, and not at all if it fails.

    Only the holder of the index's writer lock makes one.
    """

    def __init__(self, folder: Path, merging: bool = True) -> None:
        self._folder = folder
        self._merging = merging
        self._batch = Batch()
        with noticed():
            self._storage = FileStorage(str(folder))  # type: ignore[no-untyped-call]
            self._toc = read_commit(folder)
        self._segments: list[Any] = list(self._toc.segments)

    @staticmethod
    def create(folder: Path) -> None:
        """Make an empty index in a folder."""
        whoosh_index.create_in(str(folder), schema())

    def remove(self, public_ids: Iterable[str]) -> None:
        """Take documents out; those that are not there are no error. Before anything is put in."""
        gone = [public_id.encode() for public_id in public_ids]
        with noticed():
            for segment, opened in zip(self._segments, self._opened, strict=True):
                for number in opened.numbers(gone):
                    segment.delete_document(number)

    def put(self, entry: Entry) -> None:
        """Take a document in; whatever was there under its id has to be removed first."""
        self._batch.add(entry)

    def adopt(self, name: str, size: int) -> None:
        """Take in a segment that was written to the folder under a name that `segment_name` gave."""
        self._segments.append(_whoosh_segment(name, size))

    def optimise(self) -> None:
        """Merge what can be merged, and leave out what was deleted."""
        with noticed():
            for group in _packed([(one, self._words(one)) for one in self._segments]):
                if len(group) > 1 or group[0].has_deletions():
                    self._merge(group)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            # A commit also reads, to merge small segments.
            with noticed():
                self._commit()

    def _commit(self) -> None:
        if len(self._batch):
            self._write(self._batch.gathered())
            self._batch = Batch()
        if self._merging:
            self._merge(_to_merge([(one, self._words(one)) for one in self._segments]))
        generation = self._toc.generation + 1
        toc = whoosh_index.TOC(self._toc.schema, self._segments, generation)  # type: ignore[no-untyped-call]
        toc.write(self._storage, _NAME)  # type: ignore[no-untyped-call]
        # The database will soon say that it is indexed.
        sync_path(self._folder / f"_{_NAME}_{generation}.toc")
        sync_path(self._folder)
        whoosh_index.clean_files(self._storage, _NAME, generation, self._segments)

    def _write(self, gathered: Gathered) -> None:
        name = segment_name()
        write_segment(segment_path(self._folder, name), gathered)
        self.adopt(name, len(gathered))

    def _merge(self, group: Sequence[Any]) -> None:
        if not group:
            return
        gathered = merged([self._open(one) for one in group])
        self._segments = [one for one in self._segments if one not in group]
        if len(gathered):
            self._write(gathered)

    @cached_property
    def _opened(self) -> list[Segment]:
        return [self._open(one) for one in self._segments]

    def _open(self, segment: Any) -> Segment:
        return opened(self._folder, segment)

    def _words(self, segment: Any) -> int:
        return self._open(segment).words


def read_commit(folder: Path) -> Any:
    """The last commit: its number as `generation`, and its `segments`."""
    return whoosh_index.TOC.read(FileStorage(str(folder)), _NAME)  # type: ignore[no-untyped-call]


def latest_commit(folder: Path) -> int:
    """The number of the last commit."""
    return max(int(match[1]) for path in folder.iterdir() if (match := _COMMIT.fullmatch(path.name)))


def segment_name() -> str:
    """A name that no segment has."""
    return str(W3Codec().new_segment(None, _NAME).segid)  # type: ignore[no-untyped-call]


def segment_path(folder: Path, name: str) -> Path:
    """The file of a segment."""
    return folder / f"{_NAME}_{name}{EXTENSION}"


def opened(folder: Path, segment: Any) -> Segment:
    """A segment of Whoosh's list, opened."""
    return Segment(segment_path(folder, segment.segid), str(segment.segid), segment.deleted_docs())


_Sized = Sequence[tuple[Any, int]]


def _whoosh_segment(name: str, size: int) -> Any:
    segment = W3Codec().new_segment(None, _NAME)  # type: ignore[no-untyped-call]
    segment.segid = name
    segment.set_doc_count(size)
    return segment


def _to_merge(segments: _Sized) -> list[Any]:
    """The smallest ones, as long as the next is not much larger than all before together; or one half deleted."""
    chosen: list[Any] = []
    documents = words = 0
    for segment, more in sorted(segments, key=lambda one: int(one[0].doc_count_all())):
        if chosen and (segment.doc_count_all() > documents * _FACTOR or words + more > _MOST_WORDS):
            break
        chosen.append(segment)
        documents, words = documents + segment.doc_count_all(), words + more
    if len(chosen) > 1:
        return chosen
    return next(([one] for one, _ in segments if one.deleted_count() > _MOST_DELETED * one.doc_count_all()), [])


def _packed(segments: _Sized) -> list[list[Any]]:
    """All of them in as few groups as the size of a segment allows."""
    groups: list[list[Any]] = []
    room = 0
    for segment, words in segments:
        if not groups or words > room:
            groups.append([])
            room = _MOST_WORDS
        groups[-1].append(segment)
        room -= words
    return groups
