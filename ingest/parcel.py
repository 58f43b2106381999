"""A parcel: one upload that holds several files, a ZIP archive or a mail, unpacked within bounds."""

import io
import lzma
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from ingest.filenames import safe_name
from ingest.mail import attachments, parsed
from ingest.media_type import EML, ZIP, media_type_of
from repository.errors import Rejected, Unsupported
from repository.said import said

MOST_FILES = 1000
DEEPEST = 2
# Deflate reaches about 1000 to 1; text and Office files stay far below this.
_HIGHEST_RATIO = 200
_SMALL_BYTES = 1_000_000
_CHUNK = 1 << 20
_IN_MEMORY = 8 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, ValueError)
_NOISE = {"__MACOSX", "Thumbs.db", "desktop.ini", ".DS_Store"}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a parcel: its content, or the sentence why there is none."""

    name: str
    content: BinaryIO | None = None
    trouble: str | None = None
    folder: str = ""


class Allowance:
    """What is left to unpack of one upload, over all its levels."""

    def __init__(self, unpacked_bytes: int) -> None:
        self.files = MOST_FILES
        self.bytes = unpacked_bytes

    def take_files(self, count: int) -> None:
        """More files; raises Rejected where they are too many."""
        self.files -= count
        if self.files < 0:
            raise Rejected(
                "The archive holds more than %(most)s files. Send it in parts. Nothing was kept.",
                most=MOST_FILES,
            )

    def take_bytes(self, count: int) -> None:
        """More bytes; raises Rejected where they are too many."""
        self.bytes -= count
        if self.bytes < 0:
            raise Rejected("The archive unpacks to more than can be taken at once. Send it in parts.")


def parts(stream: BinaryIO, media_type: str, allowance: Allowance, depth: int = 1) -> Iterator[Part]:
    """The files of a ZIP archive or a mail, those of parcels in it too; a content is closed when the next is asked for.

    Raises Rejected for an archive that is out of bounds as a whole; a file that cannot be unpacked says so.
    """
    unpacked = _zipped(stream, allowance) if media_type == ZIP else _mailed(stream, allowance)
    for part in unpacked:
        inner = _parcel_type(part)
        if inner is None or part.content is None:
            yield part
        elif depth >= DEEPEST:
            yield Part(part.name, trouble=said("It is a parcel within a parcel within a parcel. Send it by itself."))
        else:
            yield from _inside(part, inner, allowance, depth)


def _inside(part: Part, media_type: str, allowance: Allowance, depth: int) -> Iterator[Part]:
    content = cast(BinaryIO, part.content)
    if media_type == EML and not has_files(content):
        yield part
    else:
        yield from parts(content, media_type, allowance, depth + 1)


def has_files(mail: BinaryIO) -> bool:
    """Whether a mail brings a file that can be read; then the mail itself is only its cover."""
    mail.seek(0)
    found = any(_is_readable(attachment.content, attachment.name) for attachment in attachments(parsed(mail)))
    mail.seek(0)
    return found


def _is_readable(content: bytes, name: str) -> bool:
    try:
        media_type_of(io.BytesIO(content), name)
    except Unsupported:
        return False
    return True


def _parcel_type(part: Part) -> str | None:
    try:
        kind = media_type_of(part.content, part.name) if part.content else None
    except Unsupported:
        return None  # Whoever takes the part in says so.
    return kind if kind in (ZIP, EML) else None


def _mailed(stream: BinaryIO, allowance: Allowance) -> Iterator[Part]:
    stream.seek(0)
    for attachment in attachments(parsed(stream)):
        allowance.take_files(1)
        allowance.take_bytes(len(attachment.content))
        if _is_readable(attachment.content, attachment.name):  # Signatures bring pictures and cards.
            yield Part(safe_name(attachment.name), io.BytesIO(attachment.content))


def _zipped(stream: BinaryIO, allowance: Allowance) -> Iterator[Part]:
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGE as error:
        raise Unsupported("The ZIP archive is damaged and cannot be opened. Make it anew. Nothing was kept.") from error
    with archive:
        members = [member for member in archive.infolist() if _is_file(member)]
        allowance.take_files(len(members))
        for member in members:
            yield from _member(archive, member, allowance)


def _is_file(member: zipfile.ZipInfo) -> bool:
    """A document, by its name: no folder, link, hidden file or what an operating system adds."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    hidden = any(part in _NOISE or (part.startswith((".", "~$")) and part.strip(".")) for part in path.parts)
    return not member.is_dir() and not hidden and not stat.S_ISLNK(member.external_attr >> 16)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: Allowance) -> Iterator[Part]:
    name = safe_name(member.filename)
    if member.flag_bits & 1:
        yield Part(name, trouble=said("It is protected by a password. Remove the password and send it again."))
    elif _is_bomb(member):
        yield Part(name, trouble=said("It is packed more tightly than any document is, so it was not opened."))
    else:
        try:
            with _unpacked(archive, member, allowance) as content:
                yield Part(name, content, folder=str(PurePosixPath(member.filename).parent))
        except _DAMAGE:
            yield Part(name, trouble=said("It is damaged inside the archive. Make the archive anew."))


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL_BYTES and member.file_size > _HIGHEST_RATIO * max(member.compress_size, 1)


@contextmanager
def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: Allowance) -> Iterator[BinaryIO]:
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        # The directory may lie about sizes: what comes out is counted.
        with archive.open(member) as packed:
            while chunk := packed.read(_CHUNK):
                allowance.take_bytes(len(chunk))
                copy.write(chunk)
        copy.seek(0)
        yield cast(BinaryIO, copy)
