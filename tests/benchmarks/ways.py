"""The two ways through a file that `reading.py` compares: what a child is asked to do."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from ingest.errand import read_file
from ingest.limits import Limits


def by_pypdf(path: Path) -> int:
    """Characters that pypdf finds."""
    return sum(len(page.extract_text()) for page in PdfReader(path).pages)


def by_us(path: Path) -> Any:
    """The whole reading."""
    return read_file(path, path.name, Limits())


def timed(read: Callable[[Path], Any], path: Path) -> tuple[Any, float]:
    """What was read, and the processor time since the child was last asked."""
    answer = read(path)
    now = time.process_time()
    spent, timed.last = now - timed.last, now  # type: ignore[attr-defined]
    return answer, spent


timed.last = 0.0  # type: ignore[attr-defined]
