"""`iscm reindex` and `iscm verify`: the index made anew, and everything checked against everything."""

import typer
from rich.console import Console
from rich.progress import Progress

from repository.verifying import verify_originals
from search.catching_up import drift
from search.catching_up import reindex as rebuild
from search.index import Index
from web.commands.opening import opened


def reindex() -> None:
    """Build the search index anew beside the old one, then swap."""
    with opened() as repository, Progress(transient=True) as progress:
        task = progress.add_task("Indexing", total=None)
        count = rebuild(repository, progress=lambda done, total: progress.update(task, completed=done, total=total))
    typer.echo(f"Indexed {count} documents.")


def verify() -> None:
    """Recompute every checksum, and compare database, originals and index; exit code 1 if anything differs."""
    console = Console(highlight=False, soft_wrap=True)
    with opened() as repository:
        problems = [*verify_originals(repository)]
        index = Index(repository.settings.index_dir)
        problems += drift(repository, index)
    for problem in problems:
        console.print(problem)
    if problems:
        console.print(f"{len(problems)} problems found.")
        raise typer.Exit(1)
    console.print("Every original is intact, and database, originals and index agree.")
