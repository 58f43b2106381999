"""How well documents are read, as `tests/scoring/score.py --write` measured it: read once for the about page."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FIGURES = Path(__file__).with_name("score.json")


@cache
def reading_score() -> dict[str, Any]:
    """The figures of each set of labelled texts, when first seen and now, and of each element."""
    found: dict[str, Any] = json.loads(_FIGURES.read_text(encoding="utf-8"))
    return found
