"""An export of any size holds one batch in memory; measured where no background worker runs."""

import gc
import tracemalloc
from collections.abc import Iterator
from typing import Any

from api.citing.reference import Site
from api.exporting.streams import STREAMS, streamed
from repository.access import ANONYMOUS
from repository.repository import Repository


def test_an_export_holds_one_batch_at_a_time(repository: Repository, keep: Any) -> None:
    document = keep("x" * 1000, title="y" * 5000)
    site = Site("http://testserver", "Test")

    def peak(times: int) -> int:
        def ids() -> Iterator[str]:
            for number in range(times):
                if number % 100 == 0:
                    gc.collect()  # What is thrown away but not yet swept up is not held.
                yield f"none{number}" if number % 100 else document

        tracemalloc.start()
        sent = sum(len(part) for part in streamed(STREAMS["csv"], repository, ids(), ANONYMOUS, site))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert sent > times / 100 * 5000
        return most

    peak(200)
    assert peak(3_000) < 1.5 * peak(500)
