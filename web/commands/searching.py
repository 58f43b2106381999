"""`iscm search`: the same search on the command line."""

import json
import re
from html import unescape
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from api.presenting import search_shape
from repository.access import ANONYMOUS
from repository.errors import Rejected
from repository.said import together
from search.index import Index
from search.parameters import from_params
from search.results import SearchResults
from search.searching import Search
from web.commands.opening import opened

Many = Annotated[list[str] | None, typer.Option(help="Repeat to widen (OR).")]


def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", -not, OR, prefix*, key:value.')],
    iscm: Many = None,
    mention: Many = None,
    year: Many = None,
    type: Many = None,
    language: Many = None,
    element: Many = None,
    theme: Many = None,
    objective: Many = None,
    level: Many = None,
    region: Many = None,
    state: Many = None,
    meeting_level: Many = None,
    kind: Annotated[str, typer.Option(help="commitment: only what documents recommend, commit to or request.")] = "",
    expand: Annotated[bool, typer.Option(help="Also look for other names of what is asked.")] = True,
    sort: Annotated[str, typer.Option(help="relevance, date, oldest, title or process.")] = "relevance",
    page: Annotated[int, typer.Option(min=1)] = 1,
    size: Annotated[int, typer.Option(min=1, max=100)] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="The answer of the API.")] = False,
) -> None:
    """Search the public documents."""
    facets = {
        "iscm": iscm, "mention": mention, "year": year, "type": type, "language": language, "element": element,
        "theme": theme, "objective": objective, "level": level, "region": region, "state": state,
        "meeting_level": meeting_level,
    }  # fmt: skip
    params = [("q", query), ("sort", sort), ("page", str(page)), ("size", str(size)), ("kind", kind)]
    params.append(("expand", str(expand).lower()))
    params += [(name, value) for name, values in facets.items() for value in values or ()]
    with opened() as repository:
        asked, notes = from_params(params, repository.authority)
        if notes:
            raise Rejected(together(notes))
        index = Index(repository.settings.index_dir)
        results = Search(repository, index).results(asked, ANONYMOUS)
    if as_json:
        typer.echo(json.dumps(search_shape(results).model_dump(), ensure_ascii=False, indent=2))
    else:
        _show(results)


def _show(results: SearchResults) -> None:
    console = Console(highlight=False)
    console.print(f"{results.total} documents" + (f" for {results.understood}" if results.understood else ""))
    for note in results.notes:
        console.print(note, style="yellow")
    for hit in results.hits:
        where = " · ".join(part for part in (hit.date_from, hit.place, hit.type.label if hit.type else "") if part)
        console.print(f"\n[bold]{', '.join(iscm.label for iscm in hit.iscms) or 'No process'}[/bold]  {hit.url}")
        console.print(Text(hit.title))
        console.print(where, style="dim")
        for passage in hit.passages:
            console.print(Text(f"  p. {passage.page}  ") + _marked(passage.html))
    for way in results.ways_out:
        console.print(f"{way.label}: {way.total} documents")


def _marked(html: str) -> Text:
    text = Text()
    for part in re.split(r"(<mark>.*?</mark>)", html, flags=re.DOTALL):
        plain = unescape(re.sub(r"</?mark>", "", part))
        text.append(plain, style="bold underline" if part.startswith("<mark>") else "")
    return text
