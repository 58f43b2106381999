"""Documents as a workbook for Excel and LibreOffice, written to disk row by row."""

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from api.citing.reference import Cited, Site
from api.exporting.batches import batches
from api.exporting.rows import COLUMNS, row
from repository.access import Actor
from repository.repository import Repository

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a cell of the format can hold.
_LONGEST = 32_767
# `constant_memory` lets go of each row as the next one begins; the others keep a text from becoming anything else.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": False,
}


def write_workbook(path: Path, repository: Repository, ids: Iterable[str], actor: Actor, site: Site) -> None:
    """One sheet with a line of headings."""
    with xlsxwriter.Workbook(str(path), _OPTIONS | {"tmpdir": str(path.parent)}) as workbook:
        sheet = workbook.add_worksheet("Documents")
        sheet.freeze_panes(1, 0)
        _write(sheet, 0, list(COLUMNS), workbook.add_format({"bold": True}))
        number = 0
        for batch in batches(ids):
            with repository.read() as uow:
                for document in uow.exporting.documents(batch, actor):
                    number += 1
                    _write(sheet, number, row(Cited(document, repository.authority, site)), None)


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, values: list[str], style: object) -> None:
    for column, value in enumerate(values):
        sheet.write_string(number, column, value[:_LONGEST], style)
