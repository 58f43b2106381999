"""Originals, kept once under their SHA-256: written to a temporary file, synced, then renamed."""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from repository.errors import Rejected, TooLarge

_CHUNK = 1 << 20
_ABANDONED_AFTER_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Original:
    """Bytes that are kept: their SHA-256 in hexadecimal and their length."""

    digest: str
    size: int


class Originals:
    """A folder of uploaded bytes, addressed by content, never changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def keep(self, stream: BinaryIO, limit_bytes: int) -> Original:
        """Store all of `stream`; raises Rejected when empty, TooLarge over the limit; leaves nothing half-written."""
        handle, name = tempfile.mkstemp(dir=self._incoming)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as target:
                original = _copy(stream, target, limit_bytes)
                target.flush()
                os.fsync(target.fileno())
            self._place(temporary, original.digest)
        finally:
            temporary.unlink(missing_ok=True)
        return original

    def path(self, digest: str) -> Path:
        """Where the bytes of `digest` lie (or would lie)."""
        return self._root / digest[:2] / digest[2:4] / digest

    def holds(self, digest: str) -> bool:
        """Whether the bytes are here."""
        return self.path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """Every digest that is held, in order."""
        for path in sorted(self._root.glob("??/??/*")):
            yield path.name

    def answers(self) -> bool:
        """Whether the folder is there and can be written to."""
        return os.access(self._incoming, os.W_OK | os.X_OK)

    def is_intact(self, digest: str) -> bool:
        """Whether the bytes still have their SHA-256; reads the whole file."""
        with self.path(digest).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == digest

    def tidy(self) -> None:
        """Remove temporary files that a killed process left a day ago or longer."""
        for path in self._incoming.iterdir():
            # An upload that ends just now takes its file away itself.
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _ABANDONED_AFTER_SECONDS:
                    path.unlink()

    def _place(self, temporary: Path, digest: str) -> None:
        target = self.path(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            temporary.chmod(0o440)
            temporary.replace(target)
            for folder in (target.parent, target.parent.parent, self._root):
                _sync_folder(folder)


def bounded(stream: BinaryIO, limit_bytes: int) -> Iterator[bytes]:
    """All that is left of what is sent, piece by piece; raises TooLarge as soon as it is over the limit."""
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit_bytes:
            raise TooLarge(
                "The file is larger than %(megabytes)s MB. Split it, or ask the administrator to raise "
                "ISCM_UPLOAD_MEGABYTES. Nothing was kept.",
                megabytes=round(limit_bytes / 1_000_000),
            )
        yield chunk


def _copy(source: BinaryIO, target: BinaryIO, limit_bytes: int) -> Original:
    digest, size = hashlib.sha256(), 0
    for chunk in bounded(source, limit_bytes):
        size += len(chunk)
        digest.update(chunk)
        target.write(chunk)
    if not size:
        raise Rejected("The file is empty (0 bytes). Check it on your side and send it again. Nothing was kept.")
    return Original(digest.hexdigest(), size)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
