"""Writing to one version of the index: documents in, documents out, one commit."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh import index as whoosh_index
from whoosh.query.compound import Or
from whoosh.query.terms import Term

from search.damage import noticed
from search.entries import Entry
from search.folders import sync
from search.schema import ID_FIELD, RECORD, schema

_LOCK_SECONDS = 30.0


class Writer:
    """Everything done inside the `with` is committed together when it ends, and not at all if it fails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with noticed():
            self._writer = whoosh_index.open_dir(str(folder)).writer(timeout=_LOCK_SECONDS)

    @staticmethod
    def create(folder: Path) -> None:
        """Make an empty index in a folder."""
        whoosh_index.create_in(str(folder), schema())

    def remove(self, public_ids: Iterable[str]) -> None:
        """Take documents out; those that are not there are no error. Before anything is put in."""
        # In Whoosh a query of nothing may mean everything.
        if terms := [Term(ID_FIELD, public_id) for public_id in public_ids]:
            with noticed():
                self._writer.delete_by_query(Or(terms))

    def put(self, entry: Entry) -> None:
        """Take a document in; whatever was there under its id has to be removed first."""
        named = {ID_FIELD: entry.record.public_id, RECORD: entry.record}
        self._writer.add_document(**named, **entry.fields)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._writer.cancel()
            return
        # A commit also reads, to merge small segments.
        with noticed():
            self._writer.commit()
        sync(self._folder)
