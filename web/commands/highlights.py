"""`iscm highlights`: a year in one paragraph for each process, ready for a newsletter."""

from typing import Annotated

import typer

from api.highlights import as_markdown
from api.highlights import highlights as told
from repository.access import ANONYMOUS
from web.commands.opening import opened


def highlights(
    year: Annotated[int, typer.Option(min=1900, max=2100, help="Which year.")],
) -> None:
    """Print what met where and adopted what in a year, as Markdown; public documents only."""
    with opened() as repository, repository.read() as uow:
        site = repository.settings.base_url.rstrip("/")
        paragraphs = told(uow, str(year), repository.authority, ANONYMOUS)
        typer.echo(f"# Highlights of {year}\n")
        for paragraph in as_markdown(paragraphs, site):
            typer.echo(paragraph + "\n")
    if not paragraphs:
        typer.echo("No meeting and no document of that year is known here.")
