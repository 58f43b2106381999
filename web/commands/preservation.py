"""`iscm export` and `iscm import`: documents as a bag (RFC 8493), and a bag taken back."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from repository.bags import export_bag, import_bag
from search.catching_up import catch_up
from search.index import Index
from web.commands.opening import opened


def export(
    bagit: Annotated[Path, typer.Option("--bagit", help="Folder to write the bag to; new or empty.")],
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of documents; all of them if left out.")] = None,
) -> None:
    """Write documents with originals, text, tags and decisions as a bag (RFC 8493)."""
    with opened() as repository, Progress(transient=True) as progress:
        task = progress.add_task("Writing", total=None)
        count = export_bag(
            repository, bagit, ids or (), lambda done, total: progress.update(task, completed=done, total=total)
        )
    typer.echo(f"Wrote {count} documents to {bagit}.")


def take_back(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A bag that iscm export wrote.")],
) -> None:
    """Take a bag back into an empty repository, with the same ids, tags and decisions."""
    with opened() as repository, Progress(transient=True) as progress:
        task = progress.add_task("Taking back", total=None)
        count = import_bag(repository, folder, lambda done, total: progress.update(task, completed=done, total=total))
        progress.update(task, description="Indexing", total=None)
        catch_up(repository, Index(repository.settings.index_dir))
    typer.echo(f"Took back {count} documents.")
