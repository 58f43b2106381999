"""Memory of the process that ingests, along many small documents: `python tests/benchmarks/memory.py 1000`.

What reads a file is a child that makes way for a new one; what must not grow is the process that hands the files out,
stores what they said and keeps the index.
"""

import argparse
import gc
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.progress import Progress, TaskID

from ingest.folder import select
from repository.reading import Given
from repository.repository import Repository
from repository.settings import Settings
from web.commands.bulk import Bulk

PLACES = ("Tunis", "Rabat", "Lima", "Manila", "Bangkok", "Cairo", "Geneva", "Nairobi", "Quito", "Doha")
SHARES = (0.1, 1 / 3, 0.5, 1.0)


def write(folder: Path, count: int) -> None:
    """Small documents of two pages, no two alike."""
    folder.mkdir()
    for number in range(count):
        place, year = PLACES[number % len(PLACES)], 2000 + number % 25
        text = (
            f"{place} Declaration {number}\n\nAdopted in {place} on {1 + number % 28} May {year}\n\n"
            f"The Ministers agreed on return, readmission and the rights of migrants, as in paper {number}.\n\f"
            f"{number + 1}. We commit to facilitate remittances of {number * 37} households.\n"
        )
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


def sizes() -> tuple[float, float]:
    """Megabytes of this process in memory, and those of them that are no file of the disk, such as the index."""
    gc.collect()
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
    told = {line[0]: int(line[1]) / 1000 for line in lines if line[0] in ("VmRSS:", "RssAnon:")}
    return told["VmRSS:"], told["RssAnon:"]


class Watch(Progress):
    """Notes the memory when a share of the files was read."""

    def __init__(self, count: int) -> None:
        super().__init__(disable=True)
        self._marks = [(share, round(share * count)) for share in SHARES]
        self.noted: dict[float, tuple[int, float, float]] = {}

    def update(self, task_id: TaskID, *, completed: float | None = None, **more: Any) -> None:
        """As of a progress bar."""
        super().update(task_id, completed=completed, **more)
        for share, least in self._marks:
            if share not in self.noted and (completed or 0) >= least:
                self.noted[share] = int(completed or 0), *sizes()


def measured(count: int) -> Sequence[tuple[int, float, float]]:
    """Documents read, and megabytes, at each share of them."""
    with tempfile.TemporaryDirectory(prefix="iscm-") as name:
        write(Path(name) / "files", count)
        watch = Watch(count)
        repository = Repository(Settings(data_dir=Path(name) / "data"))
        try:
            Bulk(repository, watch).run(select([Path(name) / "files"]), Given(), None)
        finally:
            repository.close()
    return [watch.noted[share] for share in SHARES]


def main() -> None:
    """Print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=1000)
    print("| documents read | resident memory, MB | of it private, MB |")
    print("|---|---|---|")
    for read, resident, private in measured(options.parse_args().count):
        print(f"| {read:,} | {resident:.1f} | {private:.1f} |")


if __name__ == "__main__":
    main()
