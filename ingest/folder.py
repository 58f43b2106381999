"""Folders taken in: which files of them, and which of those are language versions of one document."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from ingest.intake import Received, receive
from ingest.manifest import Manifest
from repository.access import Actor
from repository.authority_records import LANGUAGES
from repository.errors import Trouble
from repository.reading import Given
from repository.repository import Repository

EXTENSIONS = frozenset({".pdf", ".docx", ".doc", ".odt", ".rtf", ".pptx", ".html", ".htm", ".txt", ".eml", ".zip"})
_VERSION = re.compile(rf"[._-](?:{'|'.join(LANGUAGES)})$", re.IGNORECASE)
_NOT_DOCUMENTS = re.compile(r"^(?:readme|licen[cs]e|changelog|robots)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents as groups of files (language versions, the first one first), and how many files were left out."""

    documents: tuple[tuple[Path, ...], ...]
    skipped: int

    @property
    def file_count(self) -> int:
        """How many files there are in all."""
        return sum(map(len, self.documents))


@dataclass(frozen=True, slots=True)
class Taken:
    """One file and what became of it: received, or refused with a sentence."""

    path: Path
    received: Received | None = None
    trouble: str | None = None


def select(paths: Iterable[Path]) -> Selection:
    """Files to take from files and folders, in order; a file that is named itself is always taken."""
    groups: dict[Path, list[Path]] = {}
    skipped = 0
    for path in paths:
        for file in _files(path) if path.is_dir() else [path]:
            if file != path and not _is_document(file):
                skipped += 1
            else:
                groups.setdefault(_without_language(file), []).append(file)
    documents = (tuple(sorted(set(files))) for files in groups.values())
    return Selection(tuple(sorted(documents)), skipped)


def take(
    repository: Repository, selection: Selection, given: Given, actor: Actor, manifest: Manifest | None = None
) -> Iterator[Taken]:
    """Take in every file of a selection, one after the other; what is refused does not stop the others."""
    for files in selection.documents:
        first: str | None = None
        for path in files:
            said = manifest.given(path, given) if manifest else given
            taken = _take(repository, path, replace(said, version_of=said.version_of or first), actor)
            if taken.received and first is None:
                first = taken.received.document_id
            yield taken


def _take(repository: Repository, path: Path, given: Given, actor: Actor) -> Taken:
    try:
        with path.open("rb") as stream:
            return Taken(path, _held(repository, stream) or receive(repository, stream, path.name, given, actor))
    except Trouble as error:
        return Taken(path, trouble=str(error))
    except OSError as error:
        return Taken(path, trouble=f"The file cannot be opened: {error.strerror or error}.")


def _held(repository: Repository, stream: BufferedReader) -> Received | None:
    """What an earlier run took in already; an ingest that goes on where it stopped copies nothing twice."""
    if os.fstat(stream.fileno()).st_size > repository.settings.upload_bytes:
        return None
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    with repository.read() as uow:
        file = uow.documents.file_by_digest(digest)
        if file is None or file.status == "failed":
            return None
        return Received(file.document.public_id, file.public_id, file.status, False)


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder, hidden folders apart; links are followed only as far as they stay inside."""
    root = folder.resolve()
    for current, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(current, name)
            if path.resolve().is_relative_to(root):
                yield path


def _is_document(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$"))
    return not hidden and path.suffix.lower() in EXTENSIONS and not _NOT_DOCUMENTS.match(path.name) and path.is_file()


def _without_language(path: Path) -> Path:
    return path.with_name(_VERSION.sub("", path.stem))
