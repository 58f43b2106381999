"""A file taken in: checked, kept once under its SHA-256, and put in line for reading."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from ingest.filenames import safe_name, without_language
from ingest.given import check
from ingest.opening import Opened, Unpacked, opened
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

    @property
    def files(self) -> tuple["Received", ...]:
        """Every file that was taken: the parts of a parcel, or this one."""
        return self.parts or (self,)


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
        with opened(source, name, repository.settings) as parcel:
            if parcel:
                return _receive_parcel(repository, parcel, given, actor)
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


def _receive_parcel(repository: Repository, parcel: Opened, given: Given, actor: Actor) -> Received:
    """Each file by itself; what is refused does not stop the others."""
    taken: list[Received] = []
    refused: list[Refused] = []
    versions: dict[tuple[str, str], str] = {}
    for part in parcel.parts:
        key = part.folder, without_language(part.name)
        known = replace(given, title=None, language=None, version_of=given.version_of or versions.get(key))
        try:
            taken.append(_receive_part(repository, part, known, actor))
            versions.setdefault(key, taken[-1].document_id)
        except Rejected as trouble:
            refused.append(Refused(part.name, trouble.sentence))
    if parcel.trouble:
        refused.append(Refused("", parcel.trouble))
    if not taken:
        raise _nothing_in_it(refused)
    first = taken[0]
    return replace(first, created=any(one.created for one in taken), parts=tuple(taken), refused=tuple(refused))


def _receive_part(repository: Repository, part: Unpacked, given: Given, actor: Actor) -> Received:
    if part.path is None:
        raise Rejected(part.trouble or "It cannot be unpacked.")
    with part.path.open("rb") as content:
        return _receive_file(repository, content, part.name, given, actor)


def _nothing_in_it(refused: list[Refused]) -> Rejected:
    if not refused:
        return Unsupported("There is no document in this archive. Put the documents in it and send it again.")
    first = refused[0]
    if not first.filename:
        return Unsupported("No file of this archive could be taken. %(reason)s", reason=first.reason)
    return Unsupported(
        "No file of this archive could be taken. %(name)s: %(reason)s", name=first.filename, reason=first.reason
    )


def _add(uow: UnitOfWork, original: Original, name: str, given: Given, actor: Actor) -> File:
    file = uow.documents.add(original, name, given, actor)
    after = {"file": file.public_id, "filename": name, "sha256": original.digest, "bytes": original.size}
    uow.audit.note(actor, "upload", file.document, after=after)
    return file


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
                    "The file is larger than %(megabytes)s MB. Split it. Nothing was kept.",
                    megabytes=round(limit_bytes / 1_000_000),
                )
            copy.write(chunk)
        copy.seek(0)
        yield cast(BinaryIO, copy)
