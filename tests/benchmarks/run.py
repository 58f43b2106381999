"""The search benchmark: the same documents and queries on our engine and on others, side by side, in one table."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from corpus import documents
from engine import Engine, Watch
from fts5_engine import Fts5
from load import load
from measuring import Clock, built, serve, serving, timings
from ours import Ours
from table import Measured, markdown
from tantivy_engine import Tantivy, TantivyInEnglish
from whoosh_engine import Whoosh

ENGINES: dict[str, type[Engine]] = {kind.name: kind for kind in (Ours, Tantivy, TantivyInEnglish, Fts5, Whoosh)}


def main() -> None:
    """Run it as asked on the command line."""
    options = _options()
    if options.serve:
        sys.stdout.write(serve(ENGINES[options.serve](options.folder), options.clock))
        return
    with _folder(options.folder) as folder:
        for size in options.sizes or [options.documents]:
            measured = _measure(folder / str(size), size, options)
            text = json.dumps(asdict(measured), default=str) if options.json else markdown(measured)
            sys.stdout.write(text + "\n\n")
            sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, help="documents in the corpus")
    parser.add_argument("--sizes", type=_numbers, help="several corpora, one after the other: 1000,10000,50000")
    parser.add_argument("--engines", type=_names, default=list(ENGINES), help=f"some of {','.join(ENGINES)}")
    parser.add_argument("--slice", type=int, default=1000, help="documents for plain Whoosh, which is slow")
    parser.add_argument("--rounds", type=int, default=9, help="times that each query is measured")
    parser.add_argument("--clock", choices=get_args(Clock), default="seconds", help="processor: for a busy machine")
    parser.add_argument("--folder", type=Path, help="keep what is built here, and use it again the next time")
    parser.add_argument("--http", action="store_true", help="measure our service over HTTP as well")
    parser.add_argument("--clients", type=int, default=16, help="clients that ask over HTTP at once")
    parser.add_argument("--requests", type=int, default=24, help="requests of each client")
    parser.add_argument("--json", action="store_true", help="everything measured, as JSON, a line for each corpus")
    parser.add_argument("--serve", choices=list(ENGINES), help=argparse.SUPPRESS)
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(ENGINES):
        raise argparse.ArgumentTypeError(f"no such engine: {', '.join(sorted(unknown))}")
    return names


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        yield Path(folder)


def _measure(folder: Path, size: int, options: argparse.Namespace) -> Measured:
    folder.mkdir(exist_ok=True)
    sizes = {name: min(size, options.slice) if name == Whoosh.name else size for name in options.engines}
    builds, servings = {}, {}
    engines: list[Engine] = []
    for name, count in sizes.items():
        _say(f"building {name} with {count:,} documents")
        builds[name] = built(name, ENGINES[name], folder, documents(count))
    for name in sizes:
        _say(f"opening {name} in a process of its own")
        servings[name] = serving(name, folder / name, options.clock)
        engines.append(ENGINES[name](folder / name))
        engines[-1].open(Watch())
    engines += [engine.in_full() for engine in engines if isinstance(engine, Ours)]
    over_http = None
    if options.http and Ours.name in sizes:
        _say("asking over HTTP")
        over_http = load(folder / Ours.name, options.clients, options.requests)
    _say("asking")
    measured = tuple(timings(engines, options.rounds, options.clock))
    return Measured(size, options.clock, sizes, builds, servings, measured, over_http)


def _say(what: str) -> None:
    sys.stderr.write(f"{what} ...\n")


if __name__ == "__main__":
    main()
