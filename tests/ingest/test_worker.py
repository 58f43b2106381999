"""The worker: every file ends ready or failed, whatever happens on the way."""

import io
import os
import signal
import threading
import time
from contextlib import contextmanager

import pytest

from ingest.intake import receive
from ingest.worker import Worker, hold
from repository.access import SYSTEM
from repository.errors import Busy
from repository.reading import Given
from repository.repository import Repository
from repository.settings import Settings

TEXT = (
    b"Tunis Declaration\n\nTunis, 5 December 2003\n\nThe Ministers of the Rabat Process agreed on return and "
    b"readmission and on assisted voluntary return."
)
LONG = b"The Ministers agreed on return and readmission, labour migration and remittances in all countries. " * 60_000


def send(repository, content=TEXT, name="a.txt"):
    return receive(repository, io.BytesIO(content), name, Given(), SYSTEM)


def file_of(repository, received):
    with repository.read() as uow:
        return uow.documents.file(received.file_id, SYSTEM)


@contextmanager
def opened(tmp_path, **settings):
    repository = Repository(Settings(data_dir=tmp_path / "other", **settings))
    yield repository
    repository.close()


def reading_child(worker: Worker) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if worker.child_pids:
            return worker.child_pids[0]
        time.sleep(0.005)
    raise AssertionError("no child began to read")


def test_a_file_is_read_and_recorded(repository):
    received = send(repository)
    worker = Worker(repository)
    assert worker.run_once()
    assert not worker.run_once()
    with repository.read() as uow:
        document = uow.documents.get(received.document_id, SYSTEM)
        assert (document.status, document.title, document.date_from) == ("ready", "Tunis Declaration", "2003-12-05")
        assert "s" in document.codes("element")
        assert "return and readmission" in document.files[0].pages[0].text
        assert uow.audit.of(document)[0].after["status"] == "ready"


def test_a_file_that_cannot_be_read_fails_and_its_original_is_kept(repository, damaged):
    received = send(repository, (damaged / "password.pdf").read_bytes(), "locked.pdf")
    Worker(repository).run_once()
    file = file_of(repository, received)
    assert (file.status, file.reason) == (
        "failed",
        "The PDF is protected by a password. Remove the password and upload it again.",
    )
    assert repository.originals.is_intact(file.digest)


def test_a_file_that_takes_too_long_fails_and_the_next_is_read(tmp_path):
    with opened(tmp_path, read_seconds=1) as repository:
        slow, quick = send(repository, LONG), send(repository)
        worker = Worker(repository)
        while worker.run_once():
            pass
        assert "longer than 1 seconds" in (file_of(repository, slow).reason or "")
        assert file_of(repository, quick).status == "ready"


def test_a_file_that_needs_too_much_memory_fails(tmp_path):
    with opened(tmp_path, read_memory_megabytes=30) as repository:
        received = send(repository, LONG)
        Worker(repository).run_once()
        assert "more than 30 MB of memory" in (file_of(repository, received).reason or "")


def test_a_file_that_kills_its_reader_is_given_up_after_some_tries(tmp_path):
    with opened(tmp_path, read_attempts=2) as repository:
        received = send(repository, LONG)
        worker = Worker(repository)
        for _ in range(2):
            run = threading.Thread(target=worker.run_once)
            run.start()
            os.kill(reading_child(worker), signal.SIGKILL)
            run.join()
            assert file_of(repository, received).status == "pending"
        assert not worker.run_once()
        assert "stopped 2 times" in (file_of(repository, received).reason or "")


def test_stopping_gives_the_file_back_with_its_attempt(repository):
    received = send(repository, LONG)
    worker = Worker(repository)
    run = threading.Thread(target=worker.run_once)
    run.start()
    reading_child(worker)
    worker.stop()
    run.join(10)
    file = file_of(repository, received)
    assert (file.status, file.attempts) == ("pending", 0)
    assert not worker.run_once()


def test_only_one_may_hold_the_lock_and_claims_of_the_dead_are_released(repository):
    received = send(repository)
    with repository.write() as uow:
        uow.documents.claim(3)
        uow.commit()
    with hold(repository):
        assert file_of(repository, received).status == "pending"
        with pytest.raises(Busy), hold(repository):
            pass
    with hold(repository):
        pass


def test_what_a_killed_upload_left_a_day_ago_is_removed_when_work_begins(repository):
    incoming = repository.settings.originals_dir / "incoming"
    old, new = incoming / "old", incoming / "new"
    for path in (old, new):
        path.write_bytes(b"half a declaration")
    os.utime(old, (0, 0))
    with hold(repository):
        assert not old.exists()
        assert new.exists()


def test_language_versions_are_one_document(repository):
    first = send(repository)
    receive(
        repository,
        io.BytesIO("Déclaration de Tunis\n\nTunis, 5 décembre 2003\n\nLes ministres conviennent du retour.".encode()),
        "b.txt",
        Given(version_of=first.document_id),
        SYSTEM,
    )
    worker = Worker(repository)
    while worker.run_once():
        pass
    with repository.read() as uow:
        document = uow.documents.get(first.document_id, SYSTEM)
        assert document.languages == ["en", "fr"]
        assert document.title == "Tunis Declaration"


def test_several_files_are_read_at_once_each_to_its_own_outcome(tmp_path, damaged):
    with opened(tmp_path, readers=3, read_seconds=60) as repository:
        sent = [send(repository, TEXT * 300 + str(number).encode()) for number in range(8)]
        locked = send(repository, (damaged / "password.pdf").read_bytes(), "locked.pdf")
        worker, finished, seen = Worker(repository), threading.Event(), {0}

        def look_on() -> None:
            while not finished.wait(0.002):
                seen.add(len(worker.child_pids))

        looking = threading.Thread(target=look_on)
        looking.start()
        for _ in worker.run():
            pass
        finished.set()
        looking.join()
        assert max(seen) > 1
        assert {file_of(repository, one).status for one in sent} == {"ready"}
        assert file_of(repository, locked).status == "failed"


def test_a_file_that_stops_its_reader_waits_behind_the_others(tmp_path):
    with opened(tmp_path, readers=1) as repository:
        poison, others = send(repository, LONG), [send(repository, TEXT + str(n).encode()) for n in range(3)]
        worker = Worker(repository)
        run = threading.Thread(target=worker.run_once)
        run.start()
        os.kill(reading_child(worker), signal.SIGKILL)
        run.join()
        for _ in others:
            worker.run_once()
        assert {file_of(repository, one).status for one in others} == {"ready"}
        assert (file_of(repository, poison).status, file_of(repository, poison).attempts) == ("pending", 1)


def test_a_file_that_arrives_is_read_while_a_long_one_is(tmp_path):
    with opened(tmp_path, readers=2, poll_seconds=0.1) as repository:
        send(repository, LONG)
        worker = Worker(repository)
        run = worker.run()
        next(run)
        late = send(repository)
        for _ in run:
            if file_of(repository, late).status == "ready":
                break
        else:
            raise AssertionError("the late file waited for the long one")
        run.close()
        assert file_of(repository, late).status == "ready"


def test_whoever_stops_listening_leaves_no_child_and_no_claim(tmp_path):
    with opened(tmp_path, readers=2, poll_seconds=0.1) as repository:
        long = [send(repository, LONG + bytes(str(number), "ascii")) for number in range(2)]
        worker = Worker(repository)
        run = worker.run()
        next(run)
        reading_child(worker)
        run.close()
        assert worker.child_pids == []
        assert {file_of(repository, one).status for one in long} == {"pending"}
