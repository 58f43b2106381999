"""A file taken in: checked, kept once under its SHA-256, and put in line for reading."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from ingest.filenames import safe_name, without_language
from ingest.given import check
from ingest.limits import Limits
from ingest.media_type import EML, TEXT, ZIP, media_type_of
from ingest.parcel import Allowance, Part, has_files, parts
from repository.access import Actor
from repository.errors import Rejected, TooLarge, Unsupported
from repository.models import File
from repository.originals import Original
from repository.reading import Given
from repository.repository import Repository
from repository.unit_of_work import UnitOfWork

_CHUNK = 1 << 20
_IN_MEMORY = 8 << 20


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file that was sent; `created` is False where its bytes were here already.

    A parcel (ZIP, or a mail with files) is received as its `parts`, the first of which speaks for it;
    `refused` says of the others why not.
    """

    document_id: str
    file_id: str
    status: str
    created: bool
    filename: str = ""
    parts: tuple["Received", ...] = ()
    refused: tuple["Refused", ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of a parcel that was not taken, and why."""

    filename: str
    reason: str


def receive(repository: Repository, stream: BinaryIO, filename: str, given: Given, actor: Actor) -> Received:
    """Take in one file, or every file of a parcel; raises Rejected, TooLarge or Unsupported when nothing is kept.

    The same bytes again give the existing document; where reading it had failed, it is tried again.
    """
    actor.require("upload")
    check(given, repository.authority)
    if given.version_of:
        with repository.read() as uow:
            uow.documents.get(given.version_of, actor)
    name = safe_name(filename)
    with _seekable(stream, repository.settings.upload_bytes) as source:
        kind = TEXT if _is_empty(source) else media_type_of(source, name)
        if kind == ZIP or (kind == EML and has_files(source)):
            return _receive_parcel(repository, source, kind, given, actor)
        return _receive_file(repository, source, name, given, actor)


def _receive_file(repository: Repository, source: BinaryIO, name: str, given: Given, actor: Actor) -> Received:
    original = repository.originals.keep(source, repository.settings.upload_bytes)
    with repository.write() as uow:
        existing = uow.documents.file_by_digest(original.digest)
        file = existing or _add(uow, original, name, given, actor)
        if existing and existing.status == "failed":
            uow.documents.retry(existing)
            uow.audit.note(actor, "retry", existing.document, after={"file": existing.public_id})
        received = Received(file.document.public_id, file.public_id, file.status, existing is None, name)
        uow.commit()
    return received


def _receive_parcel(repository: Repository, source: BinaryIO, kind: str, given: Given, actor: Actor) -> Received:
    """Each file by itself; what is refused does not stop the others."""
    taken: list[Received] = []
    refused: list[Refused] = []
    versions: dict[tuple[str, str], str] = {}
    allowance = Allowance(Limits.of(repository.settings).unpacked_bytes)
    try:
        for part in parts(source, kind, allowance):
            key = part.folder, without_language(part.name)
            known = replace(given, title=None, language=None, version_of=given.version_of or versions.get(key))
            try:
                taken.append(_receive_part(repository, part, known, actor))
                versions.setdefault(key, taken[-1].document_id)
            except Rejected as trouble:
                refused.append(Refused(part.name, str(trouble)))
    except Rejected as trouble:
        refused.append(Refused("", str(trouble)))
    if not taken:
        raise _nothing_in_it(refused)
    first = taken[0]
    return replace(first, created=any(one.created for one in taken), parts=tuple(taken), refused=tuple(refused))


def _receive_part(repository: Repository, part: Part, given: Given, actor: Actor) -> Received:
    if part.content is None:
        raise Rejected(part.trouble or "It cannot be unpacked.")
    if not _is_empty(part.content):
        media_type_of(part.content, part.name)
    return _receive_file(repository, part.content, part.name, given, actor)


def _nothing_in_it(refused: list[Refused]) -> Rejected:
    if not refused:
        return Unsupported("There is no document in this archive. Put the documents in it and send it again.")
    first = refused[0]
    named = f"{first.filename}: " if first.filename else ""
    return Unsupported(f"No file of this archive could be taken. {named}{first.reason}")


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
