"""The index follows the database: catching up, rebuilding, withdrawal, damage, many readers."""

import gc
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from repository.access import SYSTEM
from repository.errors import Busy
from search.catching_up import catch_up, drift, reindex
from search.index import Index
from search.writer import Writer


def test_catching_up_twice_does_nothing_the_second_time(shelf):
    shelf.put("visa")
    assert shelf.index.needs_rebuild
    assert shelf.catch_up() == 1
    assert shelf.catch_up() == 0
    assert shelf.index.answers()
    assert drift(shelf.repository, shelf.index) == []


def test_an_edit_replaces_the_document(shelf):
    document = shelf.put("visa", title="Before")
    shelf.catch_up()
    shelf.change(document, lambda uow, one: uow.documents.edit(one, {"title": "After"}, SYSTEM))
    assert drift(shelf.repository, shelf.index) == [f"{document} is in the index as of revision 2, the database has 3."]
    shelf.catch_up()
    assert shelf.ids("title:after") == {document}
    assert not shelf.ids("title:before")
    assert shelf.find().total == 1


def test_a_document_that_was_written_but_not_marked_is_written_again_without_harm(shelf):
    document = shelf.put("visa")
    shelf.catch_up()
    shelf.change(document, lambda uow, one: uow.indexing.mark_indexed({one.id: 0}))
    assert shelf.catch_up() == 1
    assert shelf.ids("visa") == {document}


def test_a_withdrawn_document_leaves_the_index(shelf):
    document, other = shelf.put("visa"), shelf.put("visa")
    shelf.catch_up()
    shelf.change(document, lambda uow, one: uow.documents.withdraw(one, "a mistake"))
    assert document not in {hit.id for hit in shelf.find("visa").hits}
    shelf.catch_up()
    assert shelf.ids("visa") == {other}
    assert drift(shelf.repository, shelf.index) == []


def test_a_document_still_being_read_is_not_found(shelf):
    document = shelf.put("visa")
    shelf.change(document, lambda _, one: setattr(one, "status", "pending"))
    shelf.catch_up()
    assert not shelf.ids("visa")


def test_reindexing_swaps_and_keeps_no_more_than_one_old_version(shelf):
    document = shelf.put("visa")
    shelf.catch_up()
    seen = []
    for _ in range(3):
        assert reindex(shelf.repository, lambda done, total: seen.append((done, total))) == 1
        assert shelf.ids("visa") == {document}
    assert seen == [(1, 1)] * 3
    folders = [path.name for path in shelf.repository.settings.index_dir.iterdir() if path.is_dir()]
    assert sorted(folders) == ["0003", "0004"]


def test_drift_names_what_is_missing_and_what_is_left_over(shelf):
    kept, withdrawn = shelf.put("a"), shelf.put("b")
    shelf.catch_up()
    new = shelf.put("c")
    shelf.change(withdrawn, lambda uow, one: uow.documents.withdraw(one, "a mistake"))
    said = drift(shelf.repository, shelf.index)
    assert said == [f"{new} is ready but not in the index.", f"{withdrawn} is in the index but should not be."]
    assert kept not in " ".join(said)


def test_a_missing_index_is_made_anew(shelf):
    document = shelf.put("visa")
    shelf.catch_up()
    (shelf.repository.settings.index_dir / "CURRENT").unlink()
    again = Index(shelf.repository.settings.index_dir)
    assert again.needs_rebuild
    assert shelf.find("visa").total == 0
    assert "being built" in shelf.find("visa").ignored[-1]
    assert catch_up(shelf.repository, again) == 1
    assert shelf.ids("visa") == {document}


# Whoosh leaves a file open that it fails to read.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", ["toc", "seg"])
@pytest.mark.parametrize("damage", [b"", b"garbage" * 100])
def test_a_damaged_index_is_noticed_and_made_anew(shelf, kind, damage):
    document = shelf.put("visa and border", title="Visa")
    shelf.catch_up()
    index = Index(shelf.repository.settings.index_dir)
    for path in index._folders.current().glob(f"*.{kind}"):
        path.write_bytes(damage)
    assert index.needs_rebuild
    assert not index.answers()
    assert catch_up(shelf.repository, index) == 1
    assert index.answers()
    assert shelf.ids("visa") == {document}
    gc.collect()


def test_an_index_of_another_schema_is_made_anew(shelf):
    shelf.put("visa")
    shelf.catch_up()
    (shelf.index._folders.current() / "SCHEMA").write_text("0")
    assert shelf.index.needs_rebuild
    assert shelf.catch_up() == 1
    assert shelf.index.answers()


def test_there_is_one_writer(shelf):
    shelf.catch_up()
    other = Index(shelf.repository.settings.index_dir)
    with shelf.index.only_writer(), pytest.raises(Busy, match="Another process"), other.only_writer(patience=0.05):
        pass


def test_a_write_that_fails_leaves_nothing(shelf):
    document = shelf.put("visa")
    shelf.catch_up()
    with shelf.index.only_writer(), suppress(ZeroDivisionError), shelf.index.writing() as writer:
        writer.remove([document])
        1 / 0  # noqa: B018 - it fails, as anything may.
    assert shelf.ids("visa") == {document}


def test_another_process_sees_what_was_written(shelf):
    other = Index(shelf.repository.settings.index_dir)
    assert len(other.snapshot()) == 0
    shelf.put("visa")
    shelf.catch_up()
    assert len(other.snapshot()) == 1


_CATCH_UP = """
import sys
from pathlib import Path
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up
from search.index import Index
repository = Repository(Settings(data_dir=Path(sys.argv[1])))
print("ready", flush=True)
catch_up(repository, Index(repository.settings.index_dir))
"""


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.15, 0.4])
def test_a_writer_that_is_killed_leaves_an_index_that_can_be_brought_up_to_date(shelf, seconds):
    for number in range(40):
        shelf.put("visa border return and readmission " * 50, title=f"Visa {number}")
    if seconds:
        shelf.catch_up()
        for document in shelf.ids("", size=100):
            shelf.change(document, lambda uow, one: uow.documents.touch(one))
    folder = str(shelf.repository.settings.data_dir)
    with subprocess.Popen([sys.executable, "-c", _CATCH_UP, folder], stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline().strip() == b"ready"
        time.sleep(seconds)
        writer.kill()
    index = Index(shelf.repository.settings.index_dir)
    catch_up(shelf.repository, index)
    assert drift(shelf.repository, index) == []
    assert shelf.find("visa").total == 40


def test_many_readers_search_while_the_index_is_written_and_swapped(shelf):
    first = [shelf.put("visa border return and readmission", title=f"Visa {number}") for number in range(10)]
    shelf.catch_up()
    faults, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            for query in ("visa", '"return and readmission"', "bor*", "visa -zebra"):
                results = shelf.find(query, size=100)
                ids = [hit.id for hit in results.hits]
                if len(ids) != len(set(ids)) or not set(first) <= set(ids) or not results.hits[0].passages:
                    faults.append((query, ids))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(8):
        shelf.put("visa border return and readmission")
        shelf.catch_up()
        if number % 4 == 3:
            reindex(shelf.repository)
    stop.set()
    for thread in threads:
        thread.join()
    assert not faults
    assert shelf.find("visa").total == 18


def test_segments_are_merged_and_deletions_stay_deleted(shelf):
    ids = [shelf.put(f"visa number{number}") for number in range(12)]
    for id in ids:
        shelf.catch_up()
        shelf.change(id, lambda uow, one: uow.documents.touch(one))
    shelf.catch_up()
    assert shelf.ids("visa") == set(ids)
    with shelf.index.only_writer(), Writer(shelf.index._folders.current()) as writer:
        writer.remove(ids[:6])
    assert shelf.find("visa").total == 6
    assert shelf.ids("number1*") == set(ids[10:])


def test_commits_and_swaps_are_seen_though_not_every_search_reads_the_disk(shelf):
    expected = set()
    for write in (shelf.catch_up, shelf.catch_up, lambda: reindex(shelf.repository)):
        expected.add(shelf.put("visa"))
        write()
        assert shelf.ids("visa") == expected
        # As it is when nothing was written for a while.
        for path in (shelf.index._folders.current(), shelf.index._folders.root / "CURRENT"):
            os.utime(path, (1, 1))
        shelf.index.snapshot()
        assert shelf.index._look() is shelf.index._look()
