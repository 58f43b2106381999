"""The database's word on what a search is about to show: whether it may be seen, and the texts of its pages."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Engine, bindparam, func, inspect, literal, select
from sqlalchemy.engine.interfaces import DBAPICursor

from repository.access import Actor
from repository.indexing import PageRow
from repository.models import Document, Page
from repository.prepared import Prepared, asking

_page, _document = inspect(Page).local_table.c, inspect(Document).local_table.c


class Seen(NamedTuple):
    """Revisions of documents that are there for a reader to see, by public id; pages by file id and number."""

    revisions: dict[str, int]
    pages: dict[tuple[int, int], PageRow]


class Current:
    """Asks one database; safe to use from many threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.texts_of = lru_cache(1000)(self._texts_of)
        self.revisions_of = lru_cache(1000)(self._revisions_of)

    def seen(self, public_ids: Iterable[str], page_ids: Iterable[int], actor: Actor) -> Seen:
        """What there is now of these documents, and of pages with these row ids: one may have become another page's."""
        with asking(self._engine) as cursor:
            # Revisions only grow: one that is as it was known to be before has the texts that were read just now.
            pages = _rows(cursor, self.texts_of, page_ids)
            revisions = _rows(cursor, lambda count: self.revisions_of(count, actor.visibilities), public_ids)
        return Seen(dict(revisions), {(row[1], row[2]): PageRow(*row) for row in pages})

    def _texts_of(self, count: int) -> Prepared:
        """So many pages by their row ids."""
        columns = (_page.id, _page.file_id, _page.number, _page.language, _page.text, _page.quality)
        return Prepared(select(*columns).where(_page.id.in_(_names(count))), self._engine.dialect)

    def _revisions_of(self, count: int, visibilities: tuple[str, ...]) -> Prepared:
        """So many documents by their public ids, as far as they can be seen."""
        # Inside a function, so that SQLite looks the ids up; else it takes another index and walks through all of them.
        seen = select(_document.public_id, _document.revision).where(
            _document.public_id.in_(_names(count)),
            func.coalesce(_document.visibility, "").in_([literal(one) for one in visibilities]),
            func.coalesce(_document.status, "") == "ready",
            _document.withdrawn_at.is_(None),
        )
        return Prepared(seen, self._engine.dialect)


def _rows(cursor: DBAPICursor, statement: Callable[[int], Prepared], ids: Iterable[object]) -> list[Any]:
    """What a statement for so many ids finds; of none there is nothing to ask."""
    named = {f"id_{number}": value for number, value in enumerate(ids)}
    return statement(len(named)).rows(cursor, named) if named else []


def _names(count: int) -> list[BindParameter[Any]]:
    return [bindparam(f"id_{number}") for number in range(count)]
