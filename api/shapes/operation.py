"""Shapes of what an operator asks."""

from typing import Literal

from pydantic import BaseModel


class Health(BaseModel):
    """Whether database, originals and index answer."""

    status: Literal["ok", "unavailable"]
    checks: dict[str, bool]
    documents: int
