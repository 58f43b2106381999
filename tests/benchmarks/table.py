"""What was measured, as one Markdown table, and what has to be said about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from load import Load
from measuring import Built, Clock, Serving, Timing
from queries import QUERIES

OURS, IN_FULL = "ours", "ours in full"


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything measured on one corpus; `sizes` has the number of documents of each engine."""

    documents: int
    clock: Clock
    sizes: Mapping[str, int]
    builds: Mapping[str, Built]
    servings: Mapping[str, Serving]
    timings: Sequence[Timing]
    load: Load | None

    @property
    def engines(self) -> list[str]:
        """The engines in the order of the columns."""
        return list(self.sizes)

    def compared(self) -> list[str]:
        """The engines that ours is set against: those that hold the same documents."""
        return [name for name in self.engines if name != OURS and self.sizes[name] == self.sizes.get(OURS)]


def markdown(measured: Measured) -> str:
    """The table with its caption and notes."""
    compared = measured.compared()
    titles = [_title(name, measured) for name in measured.engines]
    head = ["", *titles, *(f"ours / {name}" for name in compared), IN_FULL]
    rows = [
        *_queries(measured),
        *_built(measured),
        *_servings(measured),
        *_load(measured),
    ]
    lines = [_row([*head, "found"]), _row(["---", *["---:"] * (len(head) - 1), "---"]), *map(_row, rows)]
    return "\n".join([_caption(measured), "", *lines, "", *_notes(measured)])


def _title(name: str, measured: Measured) -> str:
    size = measured.sizes[name]
    return name if size == measured.documents else f"{name} (first {size:,})"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _queries(measured: Measured) -> list[list[str]]:
    found = {(timing.query, timing.engine): timing for timing in measured.timings}
    rows = []
    for query in QUERIES:
        timings = {name: found[query.name, name] for name in measured.engines}
        cells = [f"{timing.best:.1f} ({timing.without_passages:.1f})" for timing in timings.values()]
        best = {name: timing.best for name, timing in timings.items()}
        full = found.get((query.name, IN_FULL))
        in_full = f"{full.best:.1f}" if full else ""
        rows.append([query.name, *cells, *_ratios(measured, best), in_full, _found(measured, timings)])
    return rows


def _ratios(measured: Measured, figures: Mapping[str, float]) -> list[str]:
    return [f"{figures[OURS] / figures[name]:.2f}" for name in measured.compared()]


def _found(measured: Measured, timings: Mapping[str, Timing]) -> str:
    """The total most engines have, and who has another, or the same with other counts in the facets."""
    first = timings[measured.engines[0]].answer
    same = [name for name in measured.engines if measured.sizes[name] == measured.sizes[measured.engines[0]]]
    others = [
        f"{name} {timings[name].answer.total:,}"
        if timings[name].answer.total != first.total
        else f"{name}: other counts"
        for name in same
        if (timings[name].answer.total, timings[name].answer.facets) != (first.total, first.facets)
    ]
    return "; ".join([f"{first.total:,}", *others])


def _figures(label: str, measured: Measured, figures: Mapping[str, float], decimals: int) -> list[str]:
    cells = [f"{figures[name]:,.{decimals}f}" for name in measured.engines]
    return [label, *cells, *_ratios(measured, figures), "", ""]


def _built(measured: Measured) -> list[list[str]]:
    kinds = {"index build, s": "seconds", "index build, s of processor time": "processor"}
    return [
        _figures(label, measured, {name: getattr(one, kind) for name, one in measured.builds.items()}, 1)
        for label, kind in kinds.items()
    ]


def _servings(measured: Measured) -> list[list[str]]:
    kinds = {
        "opening, ms": "opening",
        "first answer, ms": "first",
        "resident memory, MB": "resident",
        "of it private, MB": "private",
    }
    return [
        _figures(label, measured, {name: getattr(one, kind) for name, one in measured.servings.items()}, 1)
        for label, kind in kinds.items()
    ]


def _load(measured: Measured) -> list[list[str]]:
    if not (load := measured.load):
        return []
    empty = [""] * (len(measured.engines) + len(measured.compared()) + 1)
    ratio = f"p95 is {load.p95 / load.median:.1f} times p50; {load.per_second:.0f} requests a second"
    return [
        [f"HTTP, {load.clients} clients, p50, ms", f"{load.median:.1f}", *empty[1:], ""],
        [f"HTTP, {load.clients} clients, p95, ms", f"{load.p95:.1f}", *empty[1:], ratio],
    ]


def _caption(measured: Measured) -> str:
    unit = {"seconds": "milliseconds", "processor": "milliseconds of processor time"}[measured.clock]
    return f"**{measured.documents:,} documents**, best {unit} for a complete response (without passages)"


def _notes(measured: Measured) -> list[str]:
    notes = [
        "A complete response: total, the best 20, six facets counted exactly, a passage marked in each of the 20,"
        " restricted documents left out. Ours counts twelve facets.",
        "Ours in full: what a reader gets, other names of what was asked looked for in six languages, up to three"
        " passages a hit.",
        "Resident memory counts pages of files that the system shares; private does not.",
        "fts5, whoosh and tantivy-english stem every language as English, ours and tantivy each in its own way: hence"
        " other totals where they differ.",
    ]
    if any(measured.sizes[name] != measured.documents for name in measured.engines):
        notes.append("What was run on the first documents only is not set against ours.")
    return [f"- {note}" for note in notes]
