"""`iscm serve`: the service, and what a newcomer needs to know when it starts."""

import socket
import sys
from typing import Annotated, Any

import typer
from rich.console import Console

from repository.access import ANONYMOUS
from repository.errors import Conflict
from repository.repository import Repository
from web.commands.opening import opened, settings_from_environment
from web.one_time_link import OneTimeLink

_TRY = '"return and readmission"'


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    first_administrator: Annotated[
        bool, typer.Option("--first-administrator", help="Without any account: print a link to add the first one.")
    ] = False,
) -> None:
    """Start the service."""
    settings = settings_from_environment()
    _require_free(host, port)
    # The web application takes a second to load, which neither `iscm --help` nor a taken port should wait for.
    from web import workers

    with opened() as repository:
        link = _link(repository, first_administrator or sys.stdout.isatty())
        _greet(repository, f"http://{host}:{port}", link)
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "log_level": settings.log_level,
        "access_log": settings.log_level == "debug",
        "server_header": False,
        # Which proxies are believed is for the application to say; uvicorn would believe any on this machine.
        "proxy_headers": False,
        "timeout_graceful_shutdown": 10,
    }
    workers.serve(workers.Application(settings, link), settings.workers, **options)


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Conflict(
                f"{host}:{port} cannot be used: {error.strerror}. Choose another port: iscm serve --port {port + 1}"
            ) from error


def _link(repository: Repository, is_wanted: bool) -> OneTimeLink | None:
    """Good for an hour, and only as long as there is no account; not left in the log of a service unasked."""
    with repository.read() as uow:
        return OneTimeLink() if is_wanted and not uow.accounts.count() else None


def _greet(repository: Repository, address: str, link: OneTimeLink | None) -> None:
    with repository.read() as uow:
        ready, accounts = uow.documents.count(ANONYMOUS), uow.accounts.count()
    say = Console(highlight=False, soft_wrap=True).print
    say(f"\n[bold]{repository.settings.site_name}[/bold]  {address}")
    say(f"  {ready} documents can be searched; try: [bold]{_TRY}[/bold]")
    say(f"  {address}/search?q=%22return+and+readmission%22", style="dim")
    if accounts:
        say(f"  Sign in to upload: {address}/sign-in")
    elif link:
        site = repository.settings.base_url.rstrip("/") or address
        say("  There is no account yet. Become the first administrator (works once, for an hour):")
        say(f"    {site}/first-administrator/{link.secret}")
    else:
        say("  To upload, add an account (it asks for a password), then sign in at " + address + "/sign-in :")
        say("    .venv/bin/iscm user add you@example.org --role administrator")
    say(f"  Everything is kept in {repository.settings.data_dir.resolve()}; stop with Ctrl+C.\n", style="dim")
