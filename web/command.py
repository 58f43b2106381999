"""The `iscm` command: one subcommand for each thing an administrator does."""

import sys
from importlib import import_module
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from typer.core import TyperGroup

from repository.errors import Trouble

# Where each subcommand lives. Only the one that is asked for is imported: the web application, the search engine
# and the format libraries take a second to load that no other command should wait for.
COMMANDS = {
    "serve": "web.commands.serving:serve",
    "ingest": "web.commands.intake:ingest",
    "inspect": "web.commands.inspecting:inspect",
    "search": "web.commands.searching:search",
    "reindex": "web.commands.upkeep:reindex",
    "verify": "web.commands.upkeep:verify",
    "retag": "web.commands.retagging:retag",
    "export": "web.commands.preservation:export",
    "import": "web.commands.preservation:take_back",
    "highlights": "web.commands.highlights:highlights",
    "token": "web.commands.accounts:token",
    "user": "web.commands.accounts:users",
}


class Subcommands(TyperGroup):
    """The subcommands, each imported when it is first asked for."""

    # The types of a context and of a command belong to typer's own copy of click, and are not published.
    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One of them; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        if isinstance(found, typer.Typer):
            return typer.main.get_command(found)
        alone = typer.Typer(add_completion=False)
        alone.command(cmd_name)(found)
        return typer.main.get_command(alone)


app = typer.Typer(
    cls=Subcommands,
    help="Outcome documents of inter-State consultation mechanisms on migration: kept, read, tagged and found.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def _iscm() -> None:
    """Outcome documents of inter-State consultation mechanisms on migration: kept, read, tagged and found."""


def main() -> None:
    """Run the command; trouble is one sentence on standard error and exit code 1."""
    try:
        app()
    except Trouble as trouble:
        Console(stderr=True).print(f"[bold]iscm:[/bold] {escape(str(trouble))}", highlight=False)
        sys.exit(1)
