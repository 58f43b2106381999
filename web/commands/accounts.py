"""`iscm user add` and `iscm token`: who may sign in, and bearer tokens."""

import getpass
import sys
from datetime import timedelta
from typing import Annotated

import typer

from repository.access import SYSTEM
from web.commands.opening import opened

users = typer.Typer(help="Accounts.", no_args_is_help=True, add_completion=False)


@users.callback()
def _accounts() -> None:
    """Accounts."""


@users.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Address to sign in with.")],
    role: Annotated[str, typer.Option(help="reader, contributor, curator or administrator.")],
) -> None:
    """Add an account; the password is read from standard input."""
    password = _password()
    with opened() as repository, repository.write() as uow:
        user = uow.accounts.add(email, role, password)
        uow.audit.note(SYSTEM, "add account", after={"email": user.email, "role": role})
        uow.commit()
        typer.echo(f"Added {user.email} as {role}.")


def token(
    email: Annotated[str, typer.Argument(help="Whose token it is.")],
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="How long it lasts.")] = None,
) -> None:
    """Print a new bearer token, once; only its SHA-256 is kept."""
    with opened() as repository, repository.write() as uow:
        lifetime = timedelta(days=days or repository.settings.token_days)
        secret = uow.accounts.issue(email, "bearer", lifetime)
        uow.audit.note(SYSTEM, "issue token", after={"email": email, "days": lifetime.days})
        uow.commit()
    typer.echo(secret)


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")
