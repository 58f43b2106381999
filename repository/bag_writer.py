"""A bag (RFC 8493) written file by file: each is hashed on its way to disk, and nothing of it is held but its line."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_MANIFEST, _TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_CHUNK = 1 << 20


class Hashing:
    """A file that is being written, its SHA-256 and its length so far."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> None:
        """The next bytes."""
        self._target.write(content)
        self.digest.update(content)
        self.size += len(content)


class BagWriter:
    """A bag in an empty folder. Names are relative to its payload, with slashes, of characters that need no escape."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bytes = self._files = 0
        (folder / "data").mkdir()
        (folder / _MANIFEST).touch()

    @contextmanager
    def file(self, name: str) -> Iterator[Hashing]:
        """A file of the payload, to be written; its line follows when it is left."""
        with self._written(f"data/{name}", _MANIFEST) as file:
            yield file
        self._bytes += file.size
        self._files += 1

    def write(self, name: str, content: bytes) -> None:
        """A file of the payload."""
        with self.file(name) as file:
            file.write(content)

    def copy(self, name: str, source: Path) -> None:
        """A file of the payload, with the bytes of another."""
        with self.file(name) as file, source.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                file.write(chunk)

    def finish(self, info: Mapping[str, str]) -> None:
        """What the bag is, and the checksums of all that is said of it."""
        told = dict(info) | {"Payload-Oxum": f"{self._bytes}.{self._files}"}
        text = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in sorted(told.items()))
        for name, content in (("bag-info.txt", text.encode()), ("bagit.txt", _DECLARATION)):
            with self._written(name, _TAG_MANIFEST) as file:
                file.write(content)
        with (self._folder / _MANIFEST).open("rb") as lines:
            self._line(_TAG_MANIFEST, hashlib.file_digest(lines, "sha256").hexdigest(), _MANIFEST)

    @contextmanager
    def _written(self, name: str, manifest: str) -> Iterator[Hashing]:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as target:
            file = Hashing(target)
            yield file
        self._line(manifest, file.digest.hexdigest(), name)

    def _line(self, manifest: str, digest: str, name: str) -> None:
        with (self._folder / manifest).open("a", encoding="utf-8", newline="\n") as lines:
            lines.write(f"{digest}  {name}\n")
