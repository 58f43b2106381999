"""`iscm ingest`: files and folders taken in and read; run it again and it goes on where it stopped."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ingest.folder import Taken, select, take
from ingest.worker import Worker, hold
from repository.access import SYSTEM
from repository.errors import Busy
from repository.reading import Given
from repository.repository import Repository
from search.catching_up import catch_up
from search.index import Index
from web.commands.opening import opened

# How many files are read before the index catches up: a commit costs more than reading a short file.
_FILES_PER_COMMIT = 50


def ingest(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Files and folders.")],
    iscm: Annotated[list[str] | None, typer.Option(help="Issuing process of all these files, by its slug.")] = None,
    visibility: Annotated[str, typer.Option(help="public or restricted.")] = "public",
    sample: Annotated[bool, typer.Option("--sample", help="Mark them as illustrative samples.")] = False,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing when documents are here already.")] = False,
) -> None:
    """Take in files and folders, read them, and make them searchable."""
    with opened() as repository:
        if if_empty and repository_holds_documents(repository):
            return
        given = Given(iscms=tuple(iscm or ()), visibility=visibility, is_sample=sample)
        with _progress() as progress:
            taken = _take(repository, paths, given, progress)
            _read(repository, taken, progress)
        failed = _summarise(repository, taken)
    raise typer.Exit(1 if failed else 0)


def repository_holds_documents(repository: Repository) -> bool:
    """Whether anything was ever taken in and nothing of it still waits."""
    with repository.read() as uow:
        held = uow.documents.recent(SYSTEM, 1, statuses=("ready", "failed", "pending", "processing"))
        return bool(held) and not uow.documents.waiting()


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console()
    )


def _take(repository: Repository, paths: Sequence[Path], given: Given, progress: Progress) -> list[Taken]:
    selection = select(paths)
    task = progress.add_task("Taking in", total=selection.file_count)
    taken = []
    for one in take(repository, selection, given, SYSTEM):
        taken.append(one)
        progress.advance(task)
    return taken


def _read(repository: Repository, taken: Sequence[Taken], progress: Progress) -> None:
    """Read until nothing of ours waits: ourselves, or by looking on while another worker does."""
    mine = {one.received.file_id for one in taken if one.received}
    task = progress.add_task("Reading", total=len(mine))

    def done() -> bool:
        with repository.read() as uow:
            open_files = uow.documents.unfinished(mine)
        progress.update(task, completed=len(mine) - open_files)
        return not open_files

    index = Index(repository.settings.index_dir)
    while True:
        try:
            with hold(repository):
                _work(repository, index, done)
            return
        except Busy:
            if done() and not _is_stale(repository):
                return
            time.sleep(repository.settings.poll_seconds)


def _work(repository: Repository, index: Index, done: Callable[[], bool]) -> None:
    worker = Worker(repository)
    read = 0
    while worker.run_once():
        read += 1
        done()
        if read % _FILES_PER_COMMIT == 0:
            catch_up(repository, index)
    catch_up(repository, index)
    done()


def _is_stale(repository: Repository) -> bool:
    with repository.read() as uow:
        return bool(uow.indexing.stale(1))


def _summarise(repository: Repository, taken: Sequence[Taken]) -> int:
    """Print what became of the files; returns how many were refused or failed."""
    console = Console(highlight=False)
    table = Table("file", "what is wrong", title="Not readable", title_justify="left")
    counts: Counter[str] = Counter()
    with repository.read() as uow:
        for one in taken:
            file = uow.documents.file(one.received.file_id, SYSTEM) if one.received else None
            outcome = "refused" if file is None else file.status
            counts["already here" if one.received and not one.received.created else outcome] += 1
            if outcome in ("refused", "failed"):
                counts["wrong"] += 1
                table.add_row(one.path.name, one.trouble or (file.reason if file else ""))
    wrong = counts.pop("wrong", 0)
    if wrong:
        console.print(table)
    console.print(", ".join(f"{count} {what}" for what, count in counts.items()) or "No documents found there.")
    return wrong
