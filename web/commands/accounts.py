"""`iscm user ...` and `iscm token`: who may sign in, with which role, and bearer tokens."""

import getpass
import sys
from datetime import timedelta
from typing import Annotated, Any

import typer

from api import security_log
from repository import passwords
from repository.access import SYSTEM
from repository.errors import Rejected
from repository.people import Token, User
from web.commands.opening import opened

users = typer.Typer(help="Accounts.", no_args_is_help=True, add_completion=False)

Email = Annotated[str, typer.Argument(help="Address of the account.")]


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
        uow.audit.note_account("add account", user.email, by=SYSTEM.email, after={"role": role})
        uow.commit()
        _note(repository.settings.security_log, "account added", whom=user.email, role=role)
        typer.echo(f"Added {user.email} as {role}.")


@users.command("list")
def listed() -> None:
    """All accounts: address, role, state, when they last signed in."""
    with opened() as repository, repository.read() as uow:
        for user in uow.accounts.all():
            seen = f"{user.signed_in_at:%Y-%m-%d}" if user.signed_in_at else "never"
            typer.echo(f"{user.email}\t{user.role}\t{_state(user)}\t{seen}")


@users.command("role")
def role(email: Email, role: Annotated[str, typer.Argument(help="The new role.")]) -> None:
    """Give an account another role."""
    with opened() as repository, repository.write() as uow:
        user = uow.accounts.get(email)
        before = uow.accounts.set_role(user, role)
        changes = {"before": {"role": before}, "after": {"role": role}}
        uow.audit.note_account("change role", user.email, by=SYSTEM.email, **changes)
        uow.commit()
        _note(repository.settings.security_log, "role changed", whom=user.email, before=before, after=role)
        typer.echo(f"{user.email} was a {before} and is a {role} now.")


@users.command("disable")
def disable(email: Email, undo: Annotated[bool, typer.Option("--undo", help="Enable it again.")] = False) -> None:
    """Disable an account: its sessions end, its tokens are worthless; what it did stays."""
    with opened() as repository, repository.write() as uow:
        user = uow.accounts.get(email)
        if undo:
            uow.accounts.enable(user)
        else:
            uow.accounts.disable(user)
        event = "account enabled" if undo else "account disabled"
        uow.audit.note_account(event, user.email, by=SYSTEM.email)
        uow.commit()
        _note(repository.settings.security_log, event, whom=user.email)
        typer.echo(f"{user.email} is {_state(user)}.")


@users.command("password")
def password(email: Email) -> None:
    """Give an account another password, read from standard input; its sessions end."""
    typed = _password()
    passwords.check(typed, email)
    kept = passwords.hashed(typed)
    with opened() as repository, repository.write() as uow:
        user = uow.accounts.get(email)
        uow.accounts.set_password(user, kept)
        uow.audit.note_account("set password", user.email, by=SYSTEM.email)
        uow.commit()
        _note(repository.settings.security_log, "password set", whom=user.email)
        typer.echo(f"The password of {user.email} is set; sign in anew.")


def token(
    email: Annotated[str, typer.Argument(help="Whose token it is.")] = "",
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="How long it lasts.")] = None,
    scope: Annotated[str, typer.Option(help="read, upload, curate or administer; as far as the role reaches.")] = "",
    name: Annotated[str, typer.Option(help="What it is for.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="List those that are good, of one account or all.")] = False,
    revoke: Annotated[str, typer.Option(help="Make the token with this id worthless.")] = "",
) -> None:
    """Print a new bearer token, once; only its SHA-256 is kept."""
    if listed:
        _list(email)
    elif revoke:
        _revoke(revoke)
    elif email:
        _issue(email, days, scope, name)
    else:
        raise Rejected("Say whose token it shall be: iscm token you@example.org")


def _issue(email: str, days: int | None, scope: str, name: str) -> None:
    with opened() as repository, repository.write() as uow:
        lifetime = timedelta(days=days or repository.settings.token_days)
        secret = uow.accounts.issue(email, "bearer", lifetime, scope, name)
        after: dict[str, Any] = {"days": lifetime.days, "scope": scope}
        uow.audit.note_account("issue token", email, by=SYSTEM.email, after=after)
        uow.commit()
        _note(repository.settings.security_log, "token made", whom=email, **after)
    typer.echo(secret)


def _list(email: str) -> None:
    with opened() as repository, repository.read() as uow:
        for token in uow.tokens.standing("bearer", uow.accounts.get(email) if email else None):
            typer.echo(_line(token))


def _revoke(public_id: str) -> None:
    with opened() as repository, repository.write() as uow:
        token = uow.tokens.revoke(public_id, "bearer")
        uow.audit.note_account("revoke token", token.user.email, by=SYSTEM.email, after={"token": public_id})
        uow.commit()
        _note(repository.settings.security_log, "token revoked", whom=token.user.email, token=public_id)
    typer.echo(f"The token {public_id} is worthless now.")


def _line(token: Token) -> str:
    used = f"{token.used_at:%Y-%m-%d}" if token.used_at else "never"
    return f"{token.public_id}\t{token.user.email}\t{token.scope}\t{token.expires_at:%Y-%m-%d}\t{used}\t{token.name}"


def _state(user: User) -> str:
    if user.disabled_at:
        return "disabled"
    return "open" if user.password_hash or user.subject else "without a password"


def _note(path: str, event: str, **facts: Any) -> None:
    """Into the file of the security log, where there is one: standard error is for whoever typed the command."""
    if path:
        security_log.configure(path)
        security_log.note(event, account="system", **facts)


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")
