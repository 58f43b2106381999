"""Files made to harm, all sent to one repository: none harms it, and each ends in a sentence within its limits."""

import resource
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from write import FILES, SENTENCE, write

from ingest.folder import Selection, Taken, take
from ingest.worker import Worker, hold
from repository.access import SYSTEM
from repository.models import File
from repository.reading import Given
from repository.repository import Repository
from repository.settings import Settings

SECONDS = 4
MEGABYTES = 700
# What the child shares with the others it was forked with is in its size too.
SHARED_MEGABYTES = 300


@dataclass
class Sent:
    """The repository after all of them, what became of each, and what it took."""

    repository: Repository
    taken: dict[str, Taken]
    files: dict[str, File]
    seconds: float
    child_megabytes: float
    own_megabytes: float


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    folder = tmp_path_factory.mktemp("hostile")
    paths = write(folder / "files")
    last = folder / "files" / "sound.txt"
    last.write_text(SENTENCE)
    repository = Repository(
        Settings(
            data_dir=folder / "data",
            read_seconds=SECONDS,
            read_memory_megabytes=MEGABYTES,
            upload_megabytes=50,
            readers=2,
        )
    )
    began, before = time.monotonic(), _own_megabytes()
    selection = Selection(tuple((path,) for path in [*paths, last]), 0)
    taken = {one.path.name: one for one in take(repository, selection, Given(), SYSTEM)}
    worker = Worker(repository)
    with watched(worker) as peak, hold(repository):
        for _ in worker.run():
            pass
    with repository.read() as uow:
        files = {name: uow.documents.file(one.received.file_id, SYSTEM) for name, one in taken.items() if one.received}
        for file in files.values():
            assert file.pages is not None
    own = _own_megabytes() - before
    yield Sent(repository, taken, files, time.monotonic() - began, max(peak, default=0), own)
    repository.close()
    for path in paths:
        path.unlink()


def _own_megabytes() -> float:
    """The most memory that this process, which takes in and records, ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


class watched:  # noqa: N801 - reads as a phrase: with watched(worker) as peak.
    """The resident size of every child, in megabytes, looked at again and again."""

    def __init__(self, worker: Worker) -> None:
        self._worker, self._sizes, self._over = worker, list[float](), threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> list[float]:
        self._thread.start()
        return self._sizes

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            for pid in self._worker.child_pids:
                try:
                    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                except (OSError, IndexError, ValueError):
                    continue
                self._sizes.append(pages * resource.getpagesize() / 1_000_000)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_read_or_failed_with_a_sentence(sent: Sent, name: str) -> None:
    trouble, file = sent.taken[name].trouble, sent.files.get(name)
    if file is None:
        assert trouble is not None
        assert trouble.endswith(".")
        return
    assert file.status in ("ready", "failed")
    assert file.status == "ready" or (file.reason or "").endswith(".")
    assert all(warning.endswith(".") for warning in file.warnings or ())
    assert sent.repository.originals.is_intact(file.digest)


def test_each_keeps_within_its_limits(sent: Sent) -> None:
    assert sent.child_megabytes < MEGABYTES + SHARED_MEGABYTES
    # What is taken in is opened by a child; who asks it holds no more than the longest text that is kept.
    assert sent.own_megabytes < MEGABYTES
    # Three tries at most for a file that stops its reader, and two files at a time.
    assert sent.seconds < len(FILES) * SECONDS
    assert not any("stopped 3 times" in (file.reason or "") for file in sent.files.values())


def test_a_sound_file_behind_them_is_read(sent: Sent) -> None:
    assert sent.files["sound.txt"].status == "ready"


def test_the_sound_page_beside_a_slow_one_is_kept_and_the_other_named(sent: Sent) -> None:
    slow = sent.files["slow-page.pdf"]
    assert slow.status == "ready"
    assert "return and readmission" in slow.pages[0].text
    assert any(warning.startswith("Page 2 could not be read") for warning in slow.warnings)


def test_nothing_is_written_outside_and_nothing_read_from_outside(sent: Sent) -> None:
    assert not Path("/tmp/iscm-slip.txt").exists()  # noqa: S108 - the place the file aims at.
    assert not Path("/etc/iscm-slip.txt").exists()
    for name in ("xxe.docx", "billion-laughs.docx", "billion-laughs.html"):
        if name in sent.files:
            text = "".join(page.text for page in sent.files[name].pages)
            assert "root:" not in text
            assert len(text) < 10_000


def test_the_giant_is_refused_before_it_is_kept(sent: Sent) -> None:
    assert "larger than 50 MB" in (sent.taken["sparse.pdf"].trouble or "")
    kept = [path.stat().st_size for path in sent.repository.settings.originals_dir.rglob("*") if path.is_file()]
    assert max(kept) < 50_000_000
