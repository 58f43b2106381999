"""A dry run of the pipeline: what would be read from a file, as one JSON object; nothing is stored."""

from pathlib import Path
from typing import Any

from ingest.child import Bounds, Child, Crashed
from ingest.limits import Limits
from ingest.pipeline import read_here
from repository.errors import Trouble
from repository.reading import Evidence, Finding, Reading, TagFinding
from repository.settings import Settings


def inspection(path: Path, settings: Settings) -> dict[str, Any]:
    """What `iscm inspect` prints for a file; never raises, a file that cannot be read says why."""
    bounds = Bounds(settings.read_seconds, settings.read_memory_megabytes)
    try:
        if not path.is_file():
            return _failed(path, "There is no such file.")
        if path.stat().st_size == 0:
            return _failed(path, "The file is empty (0 bytes).")
        if path.stat().st_size > settings.upload_bytes:
            return _failed(path, f"The file is larger than {settings.upload_megabytes} MB.")
        reading: Reading = Child(bounds, read_here, path.resolve(), path.name, Limits.of(settings)).answer()
    except Trouble as error:
        return _failed(path, str(error))
    except Crashed as error:
        return _failed(path, f"Reading stopped without an answer ({error}).")
    except OSError as error:
        return _failed(path, f"The file cannot be opened: {error.strerror or error}.")
    return as_json(path, reading)


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
        "meeting": {"name": _value(reading.meeting_name), "level": _value(reading.meeting_level)},
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
        "sample": reading.is_sample,
        "warnings": list(reading.warnings),
    }


def _failed(path: Path, reason: str) -> dict[str, Any]:
    return {"file": str(path), "status": "failed", "reason": reason, "pages": []}


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
