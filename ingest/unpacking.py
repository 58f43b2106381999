"""The child's side of opening: a parcel's files, each written to a folder once its type is known."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from ingest.media_type import EML, ZIP, media_type_of
from ingest.parcel import Allowance, Part, has_files, parts
from repository.errors import Rejected, Unsupported


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file of a parcel: where it lies now, or the sentence why it does not."""

    name: str
    folder: str
    path: Path | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The files of a parcel; `trouble` says why it was not unpacked to the end."""

    parts: tuple[Unpacked, ...]
    trouble: str | None = None


def open_here(path: Path, name: str, folder: Path, unpacked_bytes: int) -> Opened | None:
    """Take a parcel apart; None for a document. Raises Unsupported for what is neither."""
    with path.open("rb") as stream:
        kind = media_type_of(stream, name)
        if not (kind == ZIP or (kind == EML and has_files(stream))):
            return None
        done: list[Unpacked] = []
        try:
            for number, part in enumerate(parts(stream, kind, Allowance(unpacked_bytes))):
                done.append(_written(part, folder / f"{number:06}"))
        except Rejected as trouble:
            return Opened(tuple(done), trouble.sentence)
        return Opened(tuple(done))


def _written(part: Part, path: Path) -> Unpacked:
    if part.content is None:
        return Unpacked(part.name, part.folder, trouble=part.trouble)
    is_empty = not part.content.read(1)
    part.content.seek(0)
    try:
        if not is_empty:  # An empty file is refused by the originals, with a sentence of its own.
            media_type_of(part.content, part.name)
    except Unsupported as trouble:
        return Unpacked(part.name, part.folder, trouble=trouble.sentence)
    with path.open("wb") as copy:
        shutil.copyfileobj(part.content, copy)
    return Unpacked(part.name, part.folder, path)
