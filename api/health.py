"""Whether the service can do its work: database, originals and index each answer."""

import logging
from collections.abc import Callable

from fastapi import APIRouter, Response

from api.house import CurrentHouse
from api.shapes.operation import Health
from repository.access import ANONYMOUS

router = APIRouter(tags=["operation"])
logger = logging.getLogger(__name__)


@router.get("/healthz", summary="Is everything working?", responses={503: {"model": Health}})
def health(house: CurrentHouse, response: Response) -> Health:
    """200 when database, originals and index answer, else 503; the count is of public documents."""
    repository = house.repository
    checks = {
        "database": _answers(repository.database.answers),
        "originals": _answers(repository.originals.answers),
        "index": _answers(house.index.answers),
    }
    documents = 0
    if checks["database"]:
        with repository.read() as uow:
            documents = uow.documents.count(ANONYMOUS)
    healthy = all(checks.values())
    response.status_code = 200 if healthy else 503
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok" if healthy else "unavailable", checks=checks, documents=documents)


def _answers(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # Whatever breaks, the answer is "no", and the log says why.
        logger.exception("A health check failed")
        return False
