"""Statements put together once and handed straight to the driver: for what is asked with every search."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Executable
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql import ClauseElement


class Prepared:
    """One statement in the words of one kind of database."""

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        assert isinstance(statement, ClauseElement)  # noqa: S101 - tells the type checker.
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self._own: Mapping[str, Any] = compiled.params
        # Some drivers take values by name, others in their order.
        self._order = getattr(compiled, "positiontup", None)

    def values(self, given: Mapping[str, object]) -> Any:
        """What the driver takes beside the statement."""
        known = {**self._own, **given}
        return known if self._order is None else [known[name] for name in self._order]

    def rows(self, cursor: DBAPICursor, given: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """What it finds."""
        cursor.execute(self.sql, self.values(given))
        return list(cursor.fetchall())


@contextmanager
def asking(engine: Engine) -> Iterator[DBAPICursor]:
    """A cursor of a connection that only reads."""
    connection = engine.raw_connection()
    try:
        yield connection.cursor()
    finally:
        connection.close()
