"""`iscm inspect`: a dry run of the reading; one JSON object a line, nothing is stored."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.inspection import inspections
from web.commands.opening import settings_from_environment


def inspect(
    files: Annotated[list[Path], typer.Argument(help="Files to read.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Files read at once.")] = None,
) -> None:
    """Read files as an ingest would, and say what was found."""
    settings = settings_from_environment()
    for found in inspections(files, settings, jobs or settings.readers):
        typer.echo(_line(found, None if as_json else 2))


def _line(found: dict[str, Any], indent: int | None) -> str:
    text = json.dumps(found, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        # File names may hold bytes that are no text; escaped, they come out as they went in.
        return json.dumps(found, indent=indent)
    return text
