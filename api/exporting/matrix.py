"""Processes by elements, themes, objectives or years: how many documents of each process there are to each."""

from collections.abc import Iterable, Iterator

from api.exporting.lines import csv_line
from repository.authority import Authority
from search.crossing import NONE, Crossing

_UNKNOWN = "unknown"


def columns(authority: Authority, scheme: str) -> list[tuple[str, str]]:
    """The codes of a GCM scheme with their labels, in its own order."""
    codes: dict[str, Iterable[object]] = {
        "element": (element.letter for element in authority.elements),
        "theme": (theme.number for theme in authority.themes),
        "objective": (objective.number for objective in authority.objectives),
    }
    return [(str(code), authority.label(scheme, str(code))) for code in codes[scheme]]


def matrix_lines(found: Crossing, authority: Authority, scheme: str) -> Iterator[str]:
    """CSV: a line for each process of the authority data, one for documents of none, a column for each code.

    A document of two processes counts for both, so that columns do not add up to a number of documents.
    """
    heads = columns(authority, scheme)
    yield csv_line(["process", "name", "documents", *(f"{code}: {label}" for code, label in heads)])
    for slug, row, name in _processes(authority):
        cells = (str(found.cell(row, code)) for code, _ in heads)
        yield csv_line([slug, name, str(found.rows.get(row, 0)), *cells])


def trend_lines(found: Crossing, among: Crossing, authority: Authority) -> Iterator[str]:
    """CSV: a line for each process and year with documents: how many a search finds, and how many there are."""
    yield csv_line(["process", "name", "year", "found", "documents"])
    for slug, row, name in _processes(authority):
        for year in sorted(year for known, year in among.cells if known == row):
            yield csv_line([slug, name, year, str(found.cell(row, year)), str(among.cell(row, year))])


def _processes(authority: Authority) -> list[tuple[str, str, str]]:
    """What is printed of each process, and the row it has in a crossing."""
    return [
        *((iscm.slug, iscm.slug, iscm.name) for iscm in authority.iscms),
        (_UNKNOWN, NONE, "Process not known"),
    ]
