"""What became of the files of an ingest: a table of those that went wrong, and all of them as CSV."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ingest.folder import Taken
from repository.access import SYSTEM
from repository.models import File
from repository.repository import Repository

COLUMNS = (
    "file", "outcome", "document", "title", "iscm", "date", "type", "language", "elements", "pages", "warnings",
    "reason",
)  # fmt: skip
# A spreadsheet would take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t")

# The columns between the outcome and the reason, of a file that was refused.
_UNKNOWN = ("",) * (len(COLUMNS) - 3)


def show(repository: Repository, taken: Sequence[Taken]) -> int:
    """Print what became of the files; returns how many were refused or failed."""
    console = Console(highlight=False)
    table = Table("file", "what is wrong", title="Not readable", title_justify="left")
    counts: Counter[str] = Counter()
    wrong = 0
    for one, file, outcome in _outcomes(repository, taken):
        counts["already here" if one.received and not one.received.created else outcome] += 1
        if outcome in ("refused", "failed"):
            wrong += 1
            table.add_row(one.path.name, one.trouble or (file.reason if file else ""))
    if wrong:
        console.print(table)
    console.print(", ".join(f"{count} {what}" for what, count in counts.items()) or "No documents found there.")
    return wrong


def write(repository: Repository, taken: Sequence[Taken], path: Path) -> None:
    """One line for each file, in the order they were taken in."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(COLUMNS)
        for one, file, outcome in _outcomes(repository, taken):
            cells = [str(one.path), outcome, *(_cells(file) if file else [*_UNKNOWN, one.trouble or ""])]
            lines.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])


def _outcomes(repository: Repository, taken: Sequence[Taken]) -> Iterator[tuple[Taken, File | None, str]]:
    """A unit of work each: what was shown of a thousand files is not held for the next."""
    for one in taken:
        with repository.read() as uow:
            file = uow.documents.file(one.received.file_id, SYSTEM) if one.received else None
            yield one, file, "refused" if file is None else file.status


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
