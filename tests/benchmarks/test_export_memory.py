"""Ten times the documents take no more memory: every form of export, and a bag. `make bench-exports` does it big."""

import gc
import itertools
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.citing.reference import Site
from api.exporting.batches import SIZE
from api.exporting.streams import STREAMS, streamed
from api.exporting.workbook import write_workbook
from filling import fill
from repository.access import ANONYMOUS, SYSTEM
from repository.bags import export_bag
from repository.repository import Repository

SITE = Site("http://testserver", "Test")
MOST = 1.2
# In each batch of ids some are of documents; that many batches are read, and ten times as many.
IN_A_BATCH, BATCHES = 8, 2
IN_A_BAG = 6


@pytest.fixture
def filled(repository: Repository) -> list[str]:
    fill(repository, 11 * IN_A_BAG)
    with repository.read() as uow:
        return [document.public_id for document in uow.documents.recent(SYSTEM, 500, statuses=["ready"])]


def peak(run: Callable[[], object]) -> int:
    """The most memory that Python held at once while it ran."""
    gc.collect()
    gc.freeze()  # So that sweeping up is quick.
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.unfreeze()


def asked(ids: list[str], batches: int) -> Iterator[str]:
    """Ids in so many batches, each with documents, the same ones in each."""
    for _ in range(batches):
        gc.collect()  # What is thrown away but not yet swept up is not held.
        yield from ids[:IN_A_BATCH]
        yield from itertools.repeat("none", SIZE - IN_A_BATCH)


def test_every_form_holds_one_batch_at_a_time(repository: Repository, filled: list[str], tmp_path: Path) -> None:
    def sent(name: str, batches: int) -> None:
        count = sum(
            part.count("Declaration number") > 0
            for part in streamed(STREAMS[name], repository, asked(filled, batches), ANONYMOUS, SITE)
        )
        assert count == batches

    forms: dict[str, Callable[[int], object]] = {
        name: lambda batches, name=name: sent(name, batches)  # type: ignore[misc]
        for name in STREAMS
    }
    forms["xlsx"] = lambda batches: write_workbook(
        tmp_path / f"{batches}.xlsx", repository, asked(filled, batches), ANONYMOUS, SITE
    )
    for name, run in forms.items():
        run(BATCHES)  # What is read once for good is read now.
        few, many = peak(lambda run=run: run(BATCHES)), peak(lambda run=run: run(10 * BATCHES))
        assert many < MOST * few, f"{name}: {few} bytes, then {many}"


def test_a_bag_holds_one_document_at_a_time(repository: Repository, filled: list[str], tmp_path: Path) -> None:
    def collect(done: int, total: int) -> None:
        gc.collect()

    ids = filled[: 11 * IN_A_BAG]
    export_bag(repository, tmp_path / "first", ids[:IN_A_BAG])
    few = peak(lambda: export_bag(repository, tmp_path / "few", ids[:IN_A_BAG], collect))
    many = peak(lambda: export_bag(repository, tmp_path / "many", ids[-10 * IN_A_BAG :], collect))
    assert many < MOST * few, f"{few} bytes, then {many}"
