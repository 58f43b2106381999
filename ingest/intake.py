"""A file taken in: checked, kept once under its SHA-256, and put in line for reading."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from ingest.filenames import safe_name
from ingest.given import check
from ingest.media_type import media_type_of
from repository.access import Actor
from repository.errors import TooLarge
from repository.models import File
from repository.originals import Original
from repository.reading import Given
from repository.repository import Repository
from repository.unit_of_work import UnitOfWork

_CHUNK = 1 << 20
_IN_MEMORY = 8 << 20


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file that was sent; `created` is False where its bytes were here already."""

    document_id: str
    file_id: str
    status: str
    created: bool


def receive(repository: Repository, stream: BinaryIO, filename: str, given: Given, actor: Actor) -> Received:
    """Take in one file; raises Rejected, TooLarge or Unsupported, and then nothing is kept.

    The same bytes again give the existing document; where reading it had failed, it is tried again.
    """
    actor.require("upload")
    check(given, repository.authority)
    if given.version_of:
        with repository.read() as uow:
            uow.documents.get(given.version_of, actor)
    name = safe_name(filename)
    with _seekable(stream, repository.settings.upload_bytes) as source:
        if not _is_empty(source):
            media_type_of(source, name)
        original = repository.originals.keep(source, repository.settings.upload_bytes)
    with repository.write() as uow:
        existing = uow.documents.file_by_digest(original.digest)
        file = existing or _add(uow, original, name, given, actor)
        if existing and existing.status == "failed":
            uow.documents.retry(existing)
            uow.audit.note(actor, "retry", existing.document, after={"file": existing.public_id})
        received = Received(file.document.public_id, file.public_id, file.status, existing is None)
        uow.commit()
    return received


def _add(uow: UnitOfWork, original: Original, name: str, given: Given, actor: Actor) -> File:
    file = uow.documents.add(original, name, given, actor)
    after = {"file": file.public_id, "filename": name, "sha256": original.digest, "bytes": original.size}
    uow.audit.note(actor, "upload", file.document, after=after)
    return file


def _is_empty(stream: BinaryIO) -> bool:
    """An empty file is refused by the originals, with a sentence of its own."""
    stream.seek(0)
    empty = not stream.read(1)
    stream.seek(0)
    return empty


@contextmanager
def _seekable(stream: BinaryIO, limit_bytes: int) -> Iterator[BinaryIO]:
    """The stream itself, or a copy of what cannot be read twice."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit_bytes:
                raise TooLarge(
                    f"The file is larger than {limit_bytes / 1_000_000:,.0f} MB. Split it. Nothing was kept."
                )
            copy.write(chunk)
        copy.seek(0)
        yield cast(BinaryIO, copy)
