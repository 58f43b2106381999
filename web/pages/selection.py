"""The documents that were ticked among the results, on their way to an export."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse

from repository.errors import Rejected

router = APIRouter()


@router.get("/export")
def selection(
    form: Literal["ris", "bib", "csl", "csv", "xlsx", "jsonl"], id: Annotated[list[str] | None, Query()] = None
) -> RedirectResponse:
    """To the export of these documents; none is no selection, while the export without one is of everything."""
    if not id:
        raise Rejected("No document was ticked. Go back, tick those to export, and choose the form again.")
    return RedirectResponse(f"/api/export.{form}?{urlencode([('id', one) for one in id])}", 303)
