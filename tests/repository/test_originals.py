"""Originals: kept once, unchanged, nothing half-written."""

import hashlib
import io
from pathlib import Path

import pytest

from repository.errors import Rejected, TooLarge
from repository.originals import Originals


class BrokenStream(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError("the line went dead")
        return super().read(10)


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(tmp_path)


def leftovers(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_bytes_come_back_as_they_were_under_their_sha256(originals: Originals) -> None:
    original = originals.keep(io.BytesIO(b"declaration" * 300_000), 10_000_000)
    assert original.digest == hashlib.sha256(b"declaration" * 300_000).hexdigest()
    assert originals.path(original.digest).read_bytes() == b"declaration" * 300_000
    assert original.size == 3_300_000
    assert originals.is_intact(original.digest)


def test_the_same_bytes_are_kept_once(originals: Originals, tmp_path: Path) -> None:
    assert originals.keep(io.BytesIO(b"same"), 100) == originals.keep(io.BytesIO(b"same"), 100)
    assert len(leftovers(tmp_path)) == 1


def test_an_empty_file_is_refused_with_a_sentence(originals: Originals, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="empty"):
        originals.keep(io.BytesIO(b""), 100)
    assert not leftovers(tmp_path)


def test_a_file_over_the_limit_leaves_nothing(originals: Originals, tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="larger than"):
        originals.keep(io.BytesIO(b"x" * 101), 100)
    assert not leftovers(tmp_path)


def test_an_upload_that_breaks_off_leaves_nothing(originals: Originals, tmp_path: Path) -> None:
    with pytest.raises(ConnectionResetError):
        originals.keep(BrokenStream(b"x" * 100), 1000)
    assert not leftovers(tmp_path)


def test_an_altered_original_is_found_out(originals: Originals) -> None:
    digest = originals.keep(io.BytesIO(b"as it was"), 100).digest
    path = originals.path(digest)
    path.chmod(0o600)
    path.write_bytes(b"as it is!")
    assert not originals.is_intact(digest)


def test_a_kept_original_cannot_be_written_to_by_accident(originals: Originals) -> None:
    path = originals.path(originals.keep(io.BytesIO(b"as it was"), 100).digest)
    assert path.stat().st_mode & 0o222 == 0
