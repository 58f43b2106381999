"""Text throughput of reading against pypdf alone, on the same files: `python tests/benchmarks/reading.py`.

The same PDF files go through pypdf alone, and through the whole reading (extraction, cleaning, language, description,
attribution, tags) in the children of the worker: on one core, and on all at once. Both ways take turns, as often as
asked, and the median of the turns counts. What is compared is processor time, ours with the work of handing over the
result, so that what else the machine does falls on neither; the wall clock stands beside it.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.bounds import Bounds
from ingest.child import Child
from ways import by_pypdf, by_us, timed

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "documents"
TARGET = 0.8
BOUNDS = Bounds(seconds=600, memory_megabytes=2000)


@dataclass(frozen=True)
class Spent:
    """Processor and wall time of one turn."""

    processor: float
    wall: float


def one_by_one(read: Callable[[Path], Any], paths: Sequence[Path]) -> float:
    """Processor time of a child that reads all of some files; one that has done its share is replaced."""
    spent, child = 0.0, Child(BOUNDS)
    for path in paths:
        if not child.is_ready:
            child = Child(BOUNDS)
        spent += child.ask(timed, read, path)[1]
    child.close()
    return spent


def turn(cores: int, read: Callable[[Path], Any], paths: Sequence[Path]) -> Spent:
    """All files once, by as many children at a time as there are cores."""
    parts = [paths[number::cores] for number in range(cores)]
    own, began = time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(cores) as pool:
        spent = sum(pool.map(lambda part: one_by_one(read, part), parts))
    return Spent(spent + time.process_time() - own, time.perf_counter() - began)


def measured(paths: Sequence[Path], cores: int, turns: int) -> tuple[list[Spent], list[Spent]]:
    """So many turns of pypdf and of us, one after the other."""
    ways: tuple[tuple[Callable[[Path], Any], list[Spent]], ...] = ((by_pypdf, []), (by_us, []))
    for _ in range(turns):
        for read, spent in ways:
            spent.append(turn(cores, read, paths))
    return ways[0][1], ways[1][1]


def share(theirs: Sequence[Spent], ours: Sequence[Spent], clock: str) -> float:
    """The median over the turns of what pypdf took to what we took."""
    return statistics.median(
        getattr(one, clock) / getattr(other, clock) for one, other in zip(theirs, ours, strict=True)
    )


def main() -> int:
    """Print a table; exit code 1 below the target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*", type=Path, help="PDF files; the samples unless named")
    options.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    options.add_argument("--turns", type=int, default=5)
    asked = options.parse_args()
    # The scan and other files without text say nothing about the throughput of text.
    found = {path: by_pypdf(path) for path in asked.paths or sorted(SAMPLES.glob("*.pdf"))}
    paths = [path for path, characters in found.items() if characters > 1000]
    print(f"{len(paths)} files, {asked.turns} turns\n")
    print("| cores | pypdf alone, characters per second and core | ours | ours to pypdf | by the wall clock |")
    print("|---|---|---|---|---|")
    shares = []
    for cores in sorted({1, asked.cores}):
        theirs, ours = measured(paths, cores, asked.turns)
        shares.append(share(theirs, ours, "processor"))
        rate = sum(found[path] for path in paths) / statistics.median(one.processor for one in theirs)
        wall = share(theirs, ours, "wall")
        print(f"| {cores} | {rate:,.0f} | {rate * shares[-1]:,.0f} | {shares[-1]:.0%} | {wall:.0%} |")
    return 0 if min(shares) >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
