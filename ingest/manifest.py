"""A manifest: a CSV file in which a person says of many files what they are."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.given import check
from repository.authority import Authority
from repository.errors import Rejected
from repository.reading import Given

COLUMNS = ("file", "iscm", "title", "date", "type", "language", "visibility", "source_url")
_DELIMITERS = ",;\t"
_MOST_PROBLEMS_SAID = 20
_LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is said of each file, by its resolved path."""

    rows: Mapping[Path, Given]

    def given(self, path: Path, otherwise: Given) -> Given:
        """What is known of a file; where the manifest is silent, what was said of all."""
        row = self.rows.get(path.resolve())
        if row is None:
            return otherwise
        said = {name: getattr(row, name) for name in ("title", "date", "type", "language", "source_url")}
        return replace(
            otherwise,
            **{name: value for name, value in said.items() if value},
            iscms=row.iscms or otherwise.iscms,
            visibility=row.visibility or otherwise.visibility,
        )


def read_manifest(path: Path, folders: Sequence[Path], authority: Authority) -> Manifest:
    """Read a manifest; `file` is looked for in the folders, then beside the manifest.

    Raises Rejected, before anything is taken in, with every line that cannot be used and why.
    """
    rows: dict[Path, Given] = {}
    problems: list[str] = []
    roots = [folder for folder in folders if folder.is_dir()] + [path.parent]
    for line, row in _rows(path):
        try:
            file, given = _row(row, roots, authority)
            if file in rows:
                raise Rejected(f"“{row['file']}” is listed twice.")
            rows[file] = given
        except Rejected as trouble:
            problems.append(f"line {line}: {trouble}")
    if problems:
        more = len(problems) - _MOST_PROBLEMS_SAID
        said = "\n".join(problems[:_MOST_PROBLEMS_SAID]) + (f"\nand {more} more lines." if more > 0 else "")
        raise Rejected(f"{path.name} cannot be used, and nothing was taken in.\n{said}")
    return Manifest(rows)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and cells by column; the header is checked first."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            delimiter = _delimiter(stream.readline())
            stream.seek(0)
            lines = csv.reader(stream, delimiter=delimiter, strict=True)
            header = _header(path, next(lines, []))
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    yield lines.line_num, _by_column(path, lines.line_num, header, cells)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        raise Rejected(f"{path.name} cannot be read: {reason}. Save it as CSV in UTF-8.") from error


def _delimiter(header: str) -> str:
    # Spreadsheets write semicolons where the comma is the decimal sign.
    return max(_DELIMITERS, key=header.count)


def _header(path: Path, cells: Sequence[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    strange = [name for name in header if name not in COLUMNS]
    known = f"The columns are: {', '.join(COLUMNS)}."
    if "file" not in header:
        raise Rejected(f"{path.name}, line 1: there is no column “file”. {known}")
    if strange:
        raise Rejected(f"{path.name}, line 1: there is no column {_quoted(strange)}. {known}")
    if len(set(header)) < len(header):
        raise Rejected(f"{path.name}, line 1: a column stands there twice. {known}")
    return header


def _by_column(path: Path, line: int, header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) > len(header):
        raise Rejected(
            f"{path.name}, line {line}: there are {len(cells)} cells for {len(header)} columns. "
            "Put cells that hold the separator in quotation marks."
        )
    return {name: cell.strip() for name, cell in zip(header, cells, strict=False)}


def _row(row: Mapping[str, str], roots: Sequence[Path], authority: Authority) -> tuple[Path, Given]:
    given = Given(
        title=row.get("title") or None,
        iscms=tuple(slug.strip() for slug in row.get("iscm", "").replace(";", ",").split(",") if slug.strip()),
        date=row.get("date") or None,
        type=row.get("type") or None,
        language=row.get("language") or None,
        visibility=row.get("visibility", ""),
        source_url=row.get("source_url") or None,
    )
    check(given if given.visibility else replace(given, visibility="public"), authority)
    address = given.source_url
    if address and (not address.startswith(("http://", "https://")) or len(address) > _LONGEST_ADDRESS):
        raise Rejected(f"“{address[:60]}” is no address; write https://...")
    return _file(row.get("file", ""), roots), given


def _file(name: str, roots: Sequence[Path]) -> Path:
    if not name:
        raise Rejected("the column “file” is empty.")
    for root in roots:
        if (root / name).is_file():
            return (root / name).resolve()
    raise Rejected(f"there is no file “{name}”.")


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
