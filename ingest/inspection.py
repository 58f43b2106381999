"""A dry run of the pipeline: what would be read from a file, as one JSON object; nothing is stored."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from ingest.child import Crashed
from ingest.ordinals import ordinal_of
from ingest.reader import Reader
from repository.errors import Trouble
from repository.reading import Evidence, Finding, OperativeParagraph, Reading, TagFinding
from repository.settings import Settings


def inspections(paths: Sequence[Path], settings: Settings, jobs: int) -> Iterator[dict[str, Any]]:
    """What `iscm inspect` prints for each file, in the order of the files, `jobs` of them read at once."""
    # A few more than are read at once wait their turn; all of thousands would be held in memory.
    ahead = 4 * jobs
    idle: SimpleQueue[Reader] = SimpleQueue()

    def inspected(path: Path) -> dict[str, Any]:
        reader = idle.get()
        try:
            return _inspected(path, settings, reader)
        finally:
            idle.put(reader)

    with ExitStack() as stack:
        for _ in range(jobs):
            idle.put(stack.enter_context(Reader(settings)))
        pool = stack.enter_context(ThreadPoolExecutor(jobs, thread_name_prefix="inspection"))
        waiting: deque[Future[dict[str, Any]]] = deque()
        for path in paths:
            waiting.append(pool.submit(inspected, path))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def inspection(path: Path, settings: Settings) -> dict[str, Any]:
    """What would be read from a file; never raises, a file that cannot be read says why."""
    with Reader(settings) as reader:
        return _inspected(path, settings, reader)


def _inspected(path: Path, settings: Settings, reader: Reader) -> dict[str, Any]:
    try:
        if trouble := _unfit(path, settings):
            return _failed(path, trouble)
        return as_json(path, reader.read(path.resolve(), path.name))
    except Trouble as error:
        return _failed(path, str(error))
    except Crashed as error:
        return _failed(path, f"Reading stopped without an answer ({error}).")
    except (OSError, EOFError, ValueError, RuntimeError) as error:
        return _failed(path, f"The file cannot be opened: {getattr(error, 'strerror', None) or error}.")


def _unfit(path: Path, settings: Settings) -> str | None:
    """What can be said without reading."""
    if path.is_dir():
        return "This is a folder. Name the files in it."
    if not path.is_file():
        return "This is no file of text." if path.exists() else "There is no such file."
    if not os.access(path, os.R_OK):
        return "The file cannot be opened: this account may not read it."
    size = path.stat().st_size
    if size == 0:
        return "The file is empty (0 bytes)."
    if size > settings.upload_bytes:
        return f"The file is larger than {settings.upload_megabytes} MB."
    return None


def as_json(path: Path, reading: Reading) -> dict[str, Any]:
    """A reading as plain values."""
    tags = reading.tags
    return {
        "file": str(path),
        "status": "ready",
        "reason": None,
        "media_type": reading.media_type,
        "pages": [
            {
                "n": page.number,
                "chars": len(page.text),
                "source": page.source,
                "quality": page.quality,
                "language": page.language,
            }
            for page in reading.pages
        ],
        "language": _value(reading.language),
        "title": _value(reading.title),
        "type": _value(reading.type),
        "dates": _dates(reading),
        "place": {"city": reading.place.city, "country": reading.place.country} if reading.place else None,
        "meeting": _meeting(reading),
        "published": _value(reading.published),
        "adoption": _value(reading.adoption),
        "iscms": [
            {"slug": tag.code, "role": _role(tag), "score": tag.score, "evidence": _evidence(tag.evidence)}
            for tag in tags
            if tag.scheme in ("iscm", "mention")
        ],
        "elements": _tags(tags, "element"),
        "themes": _tags(tags, "theme"),
        "objectives": _tags(tags, "objective"),
        "states": _tags(tags, "state"),
        "commitments": [_commitment(paragraph) for paragraph in reading.operative_paragraphs],
        "sample": reading.is_sample,
        "warnings": list(reading.warnings),
    }


def _meeting(reading: Reading) -> dict[str, Any]:
    name = _value(reading.meeting_name)
    return {
        "name": name,
        "ordinal": ordinal_of(name) if name else None,
        "level": _value(reading.meeting_level),
    }


def _commitment(paragraph: OperativeParagraph) -> dict[str, Any]:
    return {
        "page": paragraph.page,
        "kind": paragraph.kind,
        "number": paragraph.number,
        "verb": paragraph.verb,
        "actor": paragraph.actor,
        "text": paragraph.text,
        "elements": list(paragraph.elements),
    }


def _failed(path: Path, reason: str) -> dict[str, Any]:
    """The same keys as of a file that could be read, all empty."""
    return as_json(path, Reading("", ())) | {"status": "failed", "reason": reason, "media_type": None}


def _value(finding: Finding | None) -> str | None:
    return finding.value if finding else None


def _dates(reading: Reading) -> list[dict[str, Any]]:
    dates = reading.dates
    if dates is None:
        return []
    precision = {4: "year", 7: "month"}.get(len(dates.start), "day")
    return [{"from": dates.start, "to": dates.end, "precision": precision, "evidence": _evidence(dates.evidence)}]


def _role(tag: TagFinding) -> str:
    if tag.scheme == "mention":
        return "mentioned"
    return "issuing" if tag.assigned else "suggested"


def _tags(tags: tuple[TagFinding, ...], scheme: str) -> list[dict[str, Any]]:
    return [
        {
            "code": tag.code,
            "score": tag.score,
            "state": "assigned" if tag.assigned else "suggested",
            "evidence": _evidence(tag.evidence),
        }
        for tag in tags
        if tag.scheme == scheme
    ]


def _evidence(evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{"page": item.page, "text": item.text, "rule": item.rule} for item in evidence]
