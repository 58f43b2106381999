"""The `iscm` command: one subcommand for each thing an administrator does."""

import sys

import typer
from rich.console import Console

from repository.authority_files import AuthorityError
from repository.errors import Trouble
from web.commands import accounts, inspecting, intake, searching, serving, upkeep

app = typer.Typer(
    help="Outcome documents of inter-State consultation mechanisms on migration: kept, read, tagged and found.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("serve")(serving.serve)
app.command("ingest")(intake.ingest)
app.command("inspect")(inspecting.inspect)
app.command("search")(searching.search)
app.command("reindex")(upkeep.reindex)
app.command("verify")(upkeep.verify)
app.command("token")(accounts.token)
app.add_typer(accounts.users, name="user")


def main() -> None:
    """Run the command; trouble is one sentence on standard error and exit code 1."""
    try:
        app()
    except (Trouble, AuthorityError) as trouble:
        Console(stderr=True).print(f"[bold]iscm:[/bold] {trouble}", highlight=False, markup=True)
        sys.exit(1)
