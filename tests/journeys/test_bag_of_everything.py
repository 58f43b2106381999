"""All samples, curated and withdrawn, written as a bag, taken back elsewhere and written again: the same bag."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from repository.access import SYSTEM, Actor
from repository.models import AuditEvent, Document
from repository.repository import Repository
from repository.settings import Settings

Iscm = Callable[..., "subprocess.CompletedProcess[str]"]
CURATOR = Actor("curator@example.org", "curator")
DATED = {"bag-info.txt", "tagmanifest-sha256.txt"}


def curate(data_dir: Path) -> int:
    """Decisions on every document, one restricted, two withdrawn; answers how many there are."""
    repository = Repository(Settings(data_dir=data_dir))
    with repository.write() as uow:
        documents = list(uow.documents.recent(SYSTEM, 500, statuses=["ready"]))
        for number, document in enumerate(documents):
            states = ("confirmed", "rejected")
            for place, tag in enumerate([tag for tag in document.tags if tag.scheme == "element"][:2]):
                uow.documents.decide(document, "element", tag.code, states[place], CURATOR)
            before = uow.documents.edit(document, {"city": f"City {number}"}, CURATOR)
            uow.audit.note(CURATOR, "edit", document, before=before, after={"city": f"City {number}"})
        uow.documents.edit(documents[0], {"visibility": "restricted"}, CURATOR)
        for document, reason in zip(documents[1:3], ("It was a draft.", ""), strict=True):
            uow.documents.withdraw(document, reason)
            uow.audit.note(CURATOR, "withdraw", document, after={"reason": reason})
        uow.commit()
    repository.close()
    return len(documents)


def files(bag: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(bag)): path.read_bytes() for path in bag.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name not in DATED}


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return tmp_path / "other"


def test_everything_comes_back_as_it_was_and_a_flipped_byte_is_found(
    iscm: Iscm, loaded: Path, tmp_path: Path, other: Path
) -> None:
    count = curate(loaded)
    first, second = tmp_path / "first", tmp_path / "second"
    assert f"Wrote {count} documents" in iscm("export", "--bagit", str(first)).stdout
    assert bagit.Bag(str(first)).is_valid()
    taken = iscm("import", str(first), ISCM_DATA_DIR=str(other))
    assert f"Took back {count} documents" in taken.stdout, taken.stdout + taken.stderr
    assert iscm("verify", ISCM_DATA_DIR=str(other)).returncode == 0
    assert iscm("export", "--bagit", str(second), ISCM_DATA_DIR=str(other)).returncode == 0
    one, again = files(first), files(second)
    assert one.keys() == again.keys()
    assert [name for name in one if one[name] != again[name]] == []
    _same_history(loaded, other, count)
    _flip(second)
    refused = iscm("import", str(second), ISCM_DATA_DIR=str(tmp_path / "third"))
    assert refused.returncode == 1
    assert "is not as it was written" in refused.stderr + refused.stdout


def _same_history(loaded: Path, other: Path, count: int) -> None:
    told = []
    for data_dir in (loaded, other):
        repository = Repository(Settings(data_dir=data_dir))
        with repository.read() as uow:
            events = uow.session.query(AuditEvent).join(Document, AuditEvent.document_id == Document.id)
            told.append(
                sorted(
                    (event.at, event.actor, event.action, json.dumps(event.after, sort_keys=True)) for event in events
                )
            )
            withdrawn = uow.session.query(Document).where(Document.withdrawn_at.is_not(None)).count()
            assert (uow.session.query(Document).count(), withdrawn) == (count, 2)
        repository.close()
    assert told[0] == told[1]
    assert len(told[0]) > count


def _flip(bag: Path) -> None:
    victim = sorted((bag / "data").rglob("original.pdf"))[-1]
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)
