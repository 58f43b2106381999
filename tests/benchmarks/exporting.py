"""What exports of many documents take: `exporting.py 10000` prints seconds, bytes and memory of each form as Markdown.

Each is measured in a process of its own, at a tenth of the documents and at all of them. Memory is what the process
grew by at most, after an export of one document.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from api.citing.reference import Site
from api.exporting.passages import passage_lines
from api.exporting.streams import STREAMS, streamed
from api.exporting.workbook import write_workbook
from api.house import House
from filling import fill
from repository.access import ANONYMOUS
from repository.bags import export_bag
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up
from search.index import Index
from search.query import SearchQuery
from search.searching import Search

_SITE = Site("http://127.0.0.1", "Benchmark")
_ALL, _SOME = SearchQuery(), SearchQuery(text="number")
_FORMS = (*STREAMS, "xlsx", "passages", "bag")


@dataclass(frozen=True, slots=True)
class Spent:
    """What one export took."""

    seconds: float
    size: int
    kilobytes: int


def main(count: int) -> None:
    """Measure all forms at both sizes."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = (count // 10, count)
        for size in sizes:
            _fill(Path(folder) / str(size), size)
        heads = ("form", "seconds", "MB", *(f"memory at {size:,}" for size in sizes), "ratio")
        print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
        for form in _FORMS:
            few, many = (_spent(Path(folder) / str(size), form) for size in sizes)
            memory = " | ".join(f"{spent.kilobytes / 1e3:.1f} MB" for spent in (few, many))
            ratio = many.kilobytes / max(few.kilobytes, 1)
            print(f"| {form} | {many.seconds:.1f} | {many.size / 1e6:.1f} | {memory} | {ratio:.2f} |", flush=True)


def _fill(data_dir: Path, count: int) -> None:
    repository = Repository(Settings(data_dir=data_dir))
    fill(repository, count)
    catch_up(repository, Index(repository.settings.index_dir))
    repository.close()


def _spent(data_dir: Path, form: str) -> Spent:
    """Run this script as a child that exports once."""
    command = [sys.executable, __file__, "one", str(data_dir), form]
    seconds, size, kilobytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Spent(float(seconds), int(size), int(kilobytes))


def _one(data_dir: Path, form: str) -> None:
    repository = Repository(Settings(data_dir=data_dir))
    index = Index(repository.settings.index_dir)
    house = House(repository, index, Search(repository, index), lambda: None)
    with tempfile.TemporaryDirectory() as folder:
        _export(house, form, Path(folder) / "first", 1)
        Path("/proc/self/clear_refs").write_text("5")  # The most is counted from now on.
        before, begin = _kilobytes("VmRSS"), time.perf_counter()
        size = _export(house, form, Path(folder) / "all", None)
        print(f"{time.perf_counter() - begin:.2f} {size} {_kilobytes('VmHWM') - before}")
    repository.close()


def _kilobytes(line: str) -> int:
    """A line of what Linux knows of this process: `VmRSS` is its memory now, `VmHWM` the most it had."""
    status = Path("/proc/self/status").read_text()
    return next(int(text.split()[1]) for text in status.splitlines() if text.startswith(line))


def _export(house: House, form: str, path: Path, most: int | None) -> int:
    """The bytes of an export of so many documents, or of all."""

    def ids(query: SearchQuery = _ALL) -> Iterator[str]:
        found = house.search.ids(query, ANONYMOUS)
        return iter([next(found)]) if most else found

    if form in STREAMS:
        return _length(streamed(STREAMS[form], house.repository, ids(), ANONYMOUS, _SITE))
    others: dict[str, Callable[[], int]] = {
        "xlsx": lambda: _written(path, lambda: write_workbook(path, house.repository, ids(), ANONYMOUS, _SITE)),
        "passages": lambda: _length(passage_lines(house.search, _few(_SOME) if most else _SOME, ANONYMOUS, _SITE)),
        "bag": lambda: _written(path, lambda: export_bag(house.repository, path, list(ids()) if most else ())),
    }
    return others[form]()


def _few(query: SearchQuery) -> SearchQuery:
    return replace(query, filters=frozenset({("year", "1990"), ("language", "en")}))


def _length(parts: Iterator[str]) -> int:
    return sum(len(part.encode()) for part in parts)


def _written(path: Path, write: Callable[[], object]) -> int:
    write()
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        _one(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
