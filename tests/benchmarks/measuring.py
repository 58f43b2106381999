"""Measuring: engines in turn on each query, build times kept beside what was built, memory in a process of its own."""

import gc
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from corpus import Document
from engine import Answer, Engine, Watch
from queries import QUERIES, Query

# What a query costs: time that passed, or on a busy machine the time that the processor spent on it.
Clock = Literal["seconds", "processor"]
_BUILDS = "builds.json"
# One engine's share of a query's measuring, so that a slow one does not take the evening.
_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Built:
    """The building of an index: seconds by the clock, and of processor time."""

    seconds: float
    processor: float


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one query took on one engine, in milliseconds, and what it found.

    `best` is what the engine needs; `median` has whatever else the machine did at the time.
    """

    engine: str
    query: str
    best: float
    median: float
    without_passages: float
    answer: Answer


@dataclass(frozen=True, slots=True)
class Serving:
    """An engine in a process of its own: opening, the first answer (ms), resident and private memory (MB)."""

    opening: float
    first: float
    resident: float
    private: float


def built(name: str, kind: type[Engine], folder: Path, documents: Iterable[Document]) -> Built:
    """What it took to build an engine's index, built now unless it is there from an earlier run."""
    path = folder / _BUILDS
    builds: dict[str, dict[str, float]] = json.loads(path.read_text()) if path.exists() else {}
    if name not in builds:
        # What an interrupted run left.
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
        watch = Watch()
        kind(folder / name).build(documents, watch)
        builds[name] = asdict(Built(watch.seconds, watch.processor))
        path.write_text(json.dumps(builds))
    return Built(**builds[name])


def timings(engines: Sequence[Engine], rounds: int, clock: Clock) -> Iterator[Timing]:
    """Each query on all engines, warm, one after the other and again: all meet the same state of the machine."""
    for query in QUERIES:
        # What the engines keep is not garbage, and none pays for looking through what the others keep.
        gc.collect()
        gc.freeze()
        warm = {engine.name: engine.answer(query) for engine in engines}
        spent: dict[str, list[float]] = {engine.name: [] for engine in engines}
        bare: dict[str, list[float]] = {engine.name: [] for engine in engines}
        for _ in range(rounds):
            for engine in engines:
                if sum(spent[engine.name]) < _PATIENCE_SECONDS * 1e3:
                    spent[engine.name].append(_milliseconds(engine, query, True, clock))
                    bare[engine.name].append(_milliseconds(engine, query, False, clock))
        for name, values in spent.items():
            yield Timing(name, query.name, min(values), statistics.median(values), min(bare[name]), warm[name])


def _milliseconds(engine: Engine, query: Query, passages: bool, clock: Clock) -> float:
    with Watch() as watch:
        engine.answer(query, passages)
    return _spent(watch, clock)


def _spent(watch: Watch, clock: Clock) -> float:
    return {"seconds": watch.seconds, "processor": watch.processor}[clock] * 1e3


def serving(name: str, folder: Path, clock: Clock) -> Serving:
    """Open an engine in a new process, ask everything twice, and look at the process."""
    run = str(Path(__file__).with_name("run.py"))
    command = [sys.executable, run, "--serve", name, "--folder", str(folder), "--clock", clock]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Serving(**json.loads(done.stdout))


def serve(engine: Engine, clock: Clock) -> str:
    """What the new process does; its report as JSON."""
    watch = Watch()
    engine.open(watch)
    first = _milliseconds(engine, QUERIES[0], True, clock)
    for query in QUERIES * 2:
        engine.answer(query)
    memory = _memory()
    report = Serving(_spent(watch, clock), first, memory["VmRSS"], memory["RssAnon"])
    return json.dumps(asdict(report))


def _memory() -> dict[str, float]:
    """This process's memory by kind, in MB, as Linux tells it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    sizes = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    return {name: int(size[0]) / 1024 for name, size in sizes.items() if size[-1:] == ["kB"]}
