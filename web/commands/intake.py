"""`iscm ingest`: files and folders taken in and read; run it again and it goes on where it stopped."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ingest.folder import select
from ingest.manifest import read_manifest
from repository.access import SYSTEM
from repository.errors import Rejected
from repository.reading import Given
from repository.repository import Repository
from web.commands import outcome
from web.commands.bulk import Bulk
from web.commands.opening import opened


def ingest(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Files and folders.")],
    iscm: Annotated[list[str] | None, typer.Option(help="Issuing process of all these files, by its slug.")] = None,
    visibility: Annotated[str, typer.Option(help="public or restricted.")] = "public",
    manifest: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="CSV that says more.")] = None,
    summary: Annotated[Path | None, typer.Option(dir_okay=False, help="CSV to write: what became of each.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Mark them as illustrative samples.")] = False,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing when documents are here already.")] = False,
) -> None:
    """Take in files and folders, read them, and make them searchable."""
    with opened() as repository:
        if if_empty and repository_holds_documents(repository):
            return
        if summary and not summary.absolute().parent.is_dir():
            raise Rejected(f"{summary} cannot be written: there is no such folder.")
        listed = read_manifest(manifest, paths, repository.authority) if manifest else None
        given = Given(iscms=tuple(iscm or ()), visibility=visibility, is_sample=sample)
        with _progress() as progress:
            taken = Bulk(repository, progress).run(select(paths), given, listed)
        wrong = outcome.show(repository, taken)
        if summary:
            outcome.write(repository, taken, summary)
    raise typer.Exit(1 if wrong else 0)


def repository_holds_documents(repository: Repository) -> bool:
    """Whether anything was ever taken in and nothing of it still waits."""
    with repository.read() as uow:
        held = uow.documents.recent(SYSTEM, 1, statuses=("ready", "failed", "pending", "processing"))
        return bool(held) and not uow.documents.waiting()


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console()
    )
