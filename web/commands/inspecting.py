"""`iscm inspect`: a dry run of the reading; one JSON object a line, nothing is stored."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ingest.inspection import inspection
from web.commands.opening import settings_from_environment


def inspect(
    files: Annotated[list[Path], typer.Argument(help="Files to read.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Read files as an ingest would, and say what was found."""
    settings = settings_from_environment()
    for file in files:
        found = inspection(file, settings)
        text = json.dumps(found, ensure_ascii=False, indent=None if as_json else 2)
        typer.echo(text.encode("utf-8", "replace").decode())
