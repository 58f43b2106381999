"""Text throughput of reading against pypdf alone, on the same files: `python tests/benchmarks/reading.py`.

Three ways through the same PDF files: pypdf alone in one process; the whole reading (extraction, cleaning, language,
description, attribution, tags) in one process; and the children of the worker, as many at once as there are cores.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pypdf import PdfReader

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "documents"
TARGET = 0.8


@dataclass(frozen=True)
class Speed:
    """Characters of text and the processor and wall time they took."""

    characters: int
    seconds: float

    @property
    def rate(self) -> float:
        """Characters a second."""
        return self.characters / self.seconds


def pypdf_alone(path: Path) -> int:
    """Characters that pypdf finds."""
    return sum(len(page.extract_text()) for page in PdfReader(path).pages)


def whole_reading(path: Path) -> int:
    """Characters of a reading, in this process."""
    from ingest.errand import read_file
    from ingest.limits import Limits

    return sum(len(page.text) for page in read_file(path, path.name, Limits()).pages)


def by_child(path: Path) -> int:
    """Characters of a reading, in a child as the worker makes them."""
    from ingest.reader import Reader
    from repository.settings import Settings

    return sum(len(page.text) for page in Reader(Settings()).read(path, path.name).pages)


def in_turns(paths: Sequence[Path]) -> tuple[Speed, Speed]:
    """One core: each file by pypdf and then by us, so that what else the machine does falls on both alike."""
    import ingest.preloaded  # noqa: F401 - what the worker's children are forked from.

    spent = {pypdf_alone: 0.0, whole_reading: 0.0}
    found = dict.fromkeys(spent, 0)
    for read in spent:
        read(paths[0])
    for path in paths:
        for read in spent:
            began = time.process_time()
            found[read] += read(path)
            spent[read] += time.process_time() - began
    theirs, ours = (Speed(found[read], spent[read]) for read in spent)
    return theirs, ours


def together(pool: Executor, read: Callable[[Path], int], paths: Sequence[Path]) -> Speed:
    """All cores: wall time, the pool warmed up."""
    list(pool.map(read, paths[:4]))
    began = time.perf_counter()
    characters = sum(pool.map(read, paths))
    return Speed(characters, time.perf_counter() - began)


def measured(paths: Sequence[Path], cores: int) -> dict[str, tuple[Speed, Speed]]:
    """Per core and on all cores: what pypdf does, and what we do."""
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        theirs = together(pool, pypdf_alone, paths)
    with ThreadPoolExecutor(cores) as threads:
        ours = together(threads, by_child, paths)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        turns = pool.submit(in_turns, paths).result()
    return {
        "one core": turns,
        f"{cores} cores": (theirs, ours),
    }


def main() -> int:
    """Print a table; exit code 1 below the target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*", type=Path, help="PDF files; the samples unless named")
    options.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    asked = options.parse_args()
    # The scan and other files without text say nothing about the throughput of text.
    paths = [path for path in asked.paths or sorted(SAMPLES.glob("*.pdf")) if pypdf_alone(path) > 1000]
    print(f"{len(paths)} files\n\n| on | pypdf alone, characters/s | ours | ours to pypdf |\n|---|---|---|---|")
    shares = []
    for where, (theirs, ours) in measured(paths, asked.cores).items():
        # Cleaning takes characters away; the same text is counted for both.
        shares.append(theirs.seconds / ours.seconds)
        mine = theirs.characters / ours.seconds
        print(f"| {where} | {theirs.rate:,.0f} | {mine:,.0f} | {shares[-1]:.0%} |")
    return 0 if min(shares) >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
