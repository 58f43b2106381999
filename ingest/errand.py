"""What a child process is asked to do; the libraries of the formats are loaded there, and not where it is asked."""

from collections.abc import Mapping
from pathlib import Path

from ingest.limits import Limits
from ingest.recognised import Recognised
from repository.reading import Reading


def read_file(path: Path, filename: str, limits: Limits) -> Reading:
    """Read one file by this installation's authority data."""
    from ingest.pipeline import read_here

    return read_here(path, filename, limits)


def read_file_again(path: Path, filename: str, limits: Limits, known: Mapping[int, Recognised]) -> Reading:
    """Read one file with the pages that OCR has read since."""
    from ingest.pipeline import read_here

    return read_here(path, filename, limits, known)


def recognise_page(path: Path, media_type: str, number: int, limits: Limits, likely: str | None) -> Recognised | None:
    """Read one page by OCR."""
    from ingest.recognising import recognised_page

    return recognised_page(path, media_type, number, limits, likely)
