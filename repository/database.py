"""The database: SQLite in WAL mode by default, any other by its address; brought up to date when opened."""

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker

_MIGRATIONS = Path(__file__).parent / "migrations"
_WRITING = "iscm_writing"


class Database:
    """An engine with two kinds of session: `reading()` never blocks, `writing()` takes the write lock at once."""

    def __init__(self, url: str, lock_path: Path) -> None:
        self.engine = _engine(url)
        self._lock_path = lock_path
        self.reading = sessionmaker(self.engine, expire_on_commit=False)
        self.writing: sessionmaker[Session] = sessionmaker(
            self.engine.execution_options(**{_WRITING: True}), expire_on_commit=False
        )

    def upgrade(self) -> None:
        """Run the migrations that are missing; two processes starting together do it once."""
        with FileLock(self._lock_path), self.engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def weigh(self) -> None:
        """Have SQLite count what its tables hold: it cannot tell a good index from a bad one without, and is slow."""
        if self.engine.dialect.name == "sqlite":
            with self.writing() as session:
                session.execute(text("PRAGMA analysis_limit = 1000"))
                session.execute(text("ANALYZE"))
                session.commit()

    def answers(self) -> bool:
        """Whether the database can be asked."""
        with self.engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 30} if url.startswith("sqlite") else {})
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: DBAPIConnection, _record: Any) -> None:
    # Python's driver would begin transactions by itself, and late; `_begin_sqlite` says BEGIN instead.
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - tells the type checker; the listener is SQLite's.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once if another wrote in between: take the lock first.
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
