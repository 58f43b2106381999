"""For people who script: the calls of the API, and examples that a test runs as they stand."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

import api.examples
from web.pages.visit import CurrentVisit

router = APIRouter()

_EXAMPLES = Path(api.examples.__file__).parent
_METHODS = ("get", "post", "patch", "put", "delete")


@router.get("/programs")
def programs(visit: CurrentVisit) -> HTMLResponse:
    """Every call with one line, from the description that the code itself gives, and the examples."""
    return visit.page(
        "programs.html",
        calls=_calls(visit.request.app.openapi()),
        python=(_EXAMPLES / "passages.py").read_text(),
        shell=(_EXAMPLES / "send.sh").read_text(),
    )


def _calls(description: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (method.upper(), path, operation.get("summary", ""))
        for path, operations in sorted(description["paths"].items())
        for method, operation in operations.items()
        if method in _METHODS
    ]
