"""Bags: what is written out is whole by the standard's own tool, and taken back it is the same in everything."""

import json
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from repository.access import SYSTEM, Actor
from repository.bags import export_bag, import_bag
from repository.errors import Conflict, Rejected, Unknown
from repository.reading import Given, OperativeParagraph, PageText, Reading
from repository.repository import Repository
from repository.settings import Settings
from repository.tables import Base
from repository.verifying import verify_originals

CURATOR = Actor("curator@example.org", "curator")
# Every table either travels with a document or is known to stay at home.
PRESERVED = {
    "documents", "files", "pages", "tags", "tag_evidence", "operative_paragraphs", "audit_events", "meetings",
}  # fmt: skip
AT_HOME = {"users", "tokens", "guesses", "saved_searches", "fingerprints", "likenesses"}


@pytest.fixture
def shelf(repository: Repository, keep: Callable[..., str]) -> list[str]:
    """A curated document, one in two languages, a restricted, a withdrawn and a pending one."""
    import io

    curated = keep(
        "Return\r\nand readmission.", "Página\u2028dos", iscms=("rabat",), elements=("s", "e"), date="2018-05-02"
    )
    double = keep("One text", title="In two languages")
    closed = keep("The zeppelin", visibility="restricted")
    gone = keep("A mistake", title="Sent by mistake")
    with repository.write() as uow:
        document = uow.documents.get(curated, SYSTEM)
        before = uow.documents.edit(document, {"title": "Corrected", "city": "Marrakesh"}, CURATOR)
        uow.documents.decide(document, "element", "e", "rejected", CURATOR)
        uow.documents.decide(document, "state", "MAR", "confirmed", CURATOR)
        uow.audit.note(CURATOR, "edit", document, before=before, after={"title": "Corrected"})
        original = repository.originals.keep(io.BytesIO(b"Un texte"), 1000)
        second = uow.documents.add(
            original, "../déclaration finale.FR.txt", Given(language="fr", version_of=double), SYSTEM
        )
        paragraph = OperativeParagraph(1, 0, 8, "commitment", "Un texte", "agree", elements=("s",))
        uow.record(second, Reading("text/plain", (PageText(1, "Un texte"),), operative_paragraphs=(paragraph,)))
        uow.documents.withdraw(uow.documents.get(gone, SYSTEM), "It was a draft.")
        waiting = repository.originals.keep(io.BytesIO(b"not read yet"), 1000)
        pending = uow.documents.add(waiting, "pending.txt", Given(), SYSTEM).document.public_id
        uow.commit()
    return [curated, double, closed, gone, pending]


@pytest.fixture
def other(tmp_path: Path) -> Repository:
    return Repository(Settings(data_dir=tmp_path / "other"))


def files(bag: Path) -> dict[str, bytes]:
    """Everything in a bag, the date it was made aside."""
    found = {str(path.relative_to(bag)): path.read_bytes() for path in bag.rglob("*") if path.is_file()}
    dated = ("bag-info.txt", "tagmanifest-sha256.txt")
    return {name: content for name, content in found.items() if name not in dated}


def test_a_bag_is_valid_and_holds_originals_texts_and_decisions(
    repository: Repository, shelf: list[str], tmp_path: Path
) -> None:
    assert export_bag(repository, tmp_path / "bag") == 5
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    assert bag.info["Source-Organization"] == "ISCM repository"
    [folder] = (tmp_path / "bag" / "data" / "documents" / shelf[0]).glob("*/")
    assert (folder / "page-00001.txt").read_bytes() == b"Return\r\nand readmission."
    with repository.read() as uow:
        digest = uow.documents.get(shelf[0], SYSTEM).files[0].digest
    assert (folder / "original.txt").read_bytes() == repository.originals.path(digest).read_bytes()
    document = json.loads((folder.parent / "document.json").read_text())
    decided = {(tag["scheme"], tag["code"]): (tag["state"], tag["decided_by"]) for tag in document["tags"]}
    assert decided["element", "e"] == ("rejected", "curator@example.org")
    assert decided["state", "MAR"] == ("confirmed", "curator@example.org")
    assert [event["before"] for event in document["events"]] == [{"title": "A declaration", "city": None}]


def test_out_and_in_and_out_again_gives_the_same_bag(
    repository: Repository, other: Repository, shelf: list[str], tmp_path: Path
) -> None:
    export_bag(repository, tmp_path / "first")
    assert import_bag(other, tmp_path / "first") == 5
    export_bag(other, tmp_path / "second")
    assert files(tmp_path / "first") == files(tmp_path / "second")
    assert list(verify_originals(other)) == []
    with other.read() as uow:
        assert [uow.documents.get(public_id, SYSTEM).public_id for public_id in shelf] == shelf
        assert len(uow.indexing.stale(10)) >= 3
        assert uow.documents.get(shelf[3], SYSTEM).withdrawn_reason == "It was a draft."
        assert uow.documents.claim(3).document.public_id == shelf[4]
    other.close()


def test_one_or_some_documents_can_be_taken_out(repository: Repository, shelf: list[str], tmp_path: Path) -> None:
    assert export_bag(repository, tmp_path / "one", [shelf[1]]) == 1
    assert bagit.Bag(str(tmp_path / "one")).is_valid()
    assert [path.name for path in (tmp_path / "one" / "data" / "documents").iterdir()] == [shelf[1]]
    with pytest.raises(Unknown, match="nowhere"):
        export_bag(repository, tmp_path / "none", ["nowhere"])
    assert not (tmp_path / "none").exists()
    assert not list(tmp_path.glob(".none*"))


def test_a_flipped_byte_is_found_and_nothing_is_taken_in(
    repository: Repository, other: Repository, shelf: list[str], tmp_path: Path
) -> None:
    export_bag(repository, tmp_path / "bag")
    victim = next((tmp_path / "bag" / "data").rglob("original.txt"))
    content = bytearray(victim.read_bytes())
    content[0] ^= 1
    victim.write_bytes(content)
    with pytest.raises(Rejected, match=r"original\.txt"):
        import_bag(other, tmp_path / "bag")
    assert list(other.originals.digests()) == []
    other.close()


def test_a_folder_that_is_no_bag_and_a_repository_that_is_not_empty_are_refused(
    repository: Repository, shelf: list[str], tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    with pytest.raises(Rejected, match="is no bag"):
        import_bag(repository, tmp_path / "photos")
    export_bag(repository, tmp_path / "bag")
    with pytest.raises(Conflict, match="empty repository"):
        import_bag(repository, tmp_path / "bag")
    with pytest.raises(Conflict, match="not empty"):
        export_bag(repository, tmp_path / "bag")


def test_a_name_that_leads_out_of_the_bag_is_refused(
    repository: Repository, other: Repository, shelf: list[str], tmp_path: Path
) -> None:
    export_bag(repository, tmp_path / "bag", shelf[:1])
    bag = bagit.Bag(str(tmp_path / "bag"))
    contents = tmp_path / "bag" / "data" / "contents.json"
    contents.write_text(json.dumps({"format": 1, "documents": ["../../elsewhere"]}))
    bag.save(manifests=True)
    with pytest.raises(Rejected, match="is no id"):
        import_bag(other, tmp_path / "bag")
    other.close()


def test_every_table_travels_or_is_known_to_stay() -> None:
    assert set(Base.metadata.tables) == PRESERVED | AT_HOME
