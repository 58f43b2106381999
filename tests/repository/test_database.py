"""The database: WAL, migrations that match the models, writers that wait for each other."""

import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from repository.access import SYSTEM
from repository.models import Meeting
from repository.repository import Repository
from repository.settings import Settings
from repository.tables import Base


def test_the_migrations_make_exactly_the_tables_of_the_models(repository: Repository) -> None:
    with repository.database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_sqlite_runs_in_wal_mode_with_foreign_keys(repository: Repository) -> None:
    with repository.database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_writers_wait_for_each_other_and_lose_nothing(repository: Repository) -> None:
    def write(number: int) -> None:
        for step in range(10):
            with repository.write() as uow:
                count = uow.session.query(Meeting).filter(Meeting.key.startswith("t-")).count()
                uow.session.add(Meeting(key=f"t-{number}-{step}", iscms=[], name=str(count), verification="verified"))
                uow.commit()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with repository.read() as uow:
        meetings = uow.session.query(Meeting).filter(Meeting.key.startswith("t-"))
        # Each saw how many there were before it: no two wrote at the same time.
        assert sorted(int(meeting.name) for meeting in meetings) == list(range(40))


def test_two_processes_may_open_a_new_repository_at_once(tmp_path: Path) -> None:
    opened: list[Repository] = []
    threads = [
        threading.Thread(target=lambda: opened.append(Repository(Settings(data_dir=tmp_path)))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 3
    for repository in opened:
        repository.close()


def test_documents_that_are_shown_are_looked_up_by_their_ids(repository: Repository) -> None:
    statement = repository.current.revisions_of(2, SYSTEM.visibilities)
    values = tuple(statement.values({"id_0": "a", "id_1": "b"}))
    with repository.read() as uow:
        plan = uow.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement.sql}", values).all()
    assert [row.detail for row in plan] == ["SEARCH documents USING INDEX sqlite_autoindex_documents_1 (public_id=?)"]
