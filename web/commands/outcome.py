"""What became of the files of an ingest: a table of those that went wrong, and all of them as CSV."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from api.exporting.lines import csv_line
from ingest.folder import Taken
from repository.access import SYSTEM
from repository.models import File
from repository.repository import Repository

COLUMNS = (
    "file", "outcome", "document", "title", "iscm", "date", "type", "language", "elements", "pages", "warnings",
    "reason",
)  # fmt: skip

# The columns between the outcome and the reason, of a file that was refused.
_UNKNOWN = ("",) * (len(COLUMNS) - 3)


def show(repository: Repository, taken: Sequence[Taken]) -> int:
    """Print what became of the files; returns how many were refused or failed."""
    console = Console(highlight=False)
    table = Table("file", "what is wrong", title="Not readable", title_justify="left")
    counts: Counter[str] = Counter()
    wrong = 0
    for one in _outcomes(repository, taken):
        counts["already here" if one.is_old else one.outcome] += 1
        if one.outcome in ("refused", "failed"):
            wrong += 1
            table.add_row(one.name, one.trouble or (one.file.reason if one.file else ""))
    if wrong:
        console.print(table)
    console.print(", ".join(f"{count} {what}" for what, count in counts.items()) or "No documents found there.")
    return wrong


def write(repository: Repository, taken: Sequence[Taken], path: Path) -> None:
    """One line for each file, in the order they were taken in; those of an archive each with a line of its own."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(csv_line(COLUMNS))
        for one in _outcomes(repository, taken):
            known = _cells(one.file) if one.file else [*_UNKNOWN, one.trouble or ""]
            cells = [str(one.path / one.part if one.part else one.path), one.outcome, *known]
            stream.write(csv_line(cells))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one file; `part` is its name in the archive or mail it came in."""

    path: Path
    part: str = ""
    file: File | None = None
    trouble: str | None = None
    is_old: bool = False

    @property
    def name(self) -> str:
        return f"{self.path.name}: {self.part}" if self.part else self.path.name

    @property
    def outcome(self) -> str:
        return self.file.status if self.file else "refused"


def _outcomes(repository: Repository, taken: Sequence[Taken]) -> Iterator[_Outcome]:
    """A unit of work each: what was shown of a thousand files is not held for the next."""
    for one in taken:
        if one.received is None:
            yield _Outcome(one.path, trouble=one.trouble)
            continue
        for received in one.received.files:
            with repository.read() as uow:
                file = uow.documents.file(received.file_id, SYSTEM)
                yield _Outcome(
                    one.path, received.filename if one.received.parts else "", file, is_old=not received.created
                )
        for refused in one.received.refused:
            yield _Outcome(one.path, refused.filename, trouble=refused.reason)


def _cells(file: File) -> list[str]:
    document = file.document
    dates = [day for day in dict.fromkeys((document.date_from, document.date_to)) if day]
    return [
        document.public_id,
        document.title or "",
        " ".join(document.codes("iscm")),
        "..".join(dates),
        document.type or "",
        file.language or "",
        " ".join(document.codes("element")),
        str(file.page_count or ""),
        " ".join(file.warnings or ()),
        file.reason or "",
    ]
