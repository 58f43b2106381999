"""A change of rules: told before it is made, made without overturning anybody."""

import io

import pytest

from repository.access import SYSTEM, Actor
from repository.models import Document
from repository.reading import Evidence, Given, PageText, Reading, TagFinding
from repository.repository import Repository
from repository.retagging import changes, retag

CURATOR = Actor("curator@example.org", "curator")
SHOWN = (Evidence(1, 0, 4, "Text", "en:strong:text"),)


def tag(code: str, score: float = 5.0, *, assigned: bool = True, scheme: str = "element") -> TagFinding:
    return TagFinding(scheme, code, score, assigned, SHOWN)


@pytest.fixture
def public_id(repository: Repository) -> str:
    """A document that was read with s and k, where h was only suggested; k was rejected, t added by a person."""
    original = repository.originals.keep(io.BytesIO(b"x"), 1000)
    with repository.write() as uow:
        file = uow.documents.add(original, "a.txt", Given(), CURATOR)
        found = (tag("s"), tag("k"), tag("h", 2.5, assigned=False))
        uow.record(file, Reading("text/plain", (PageText(1, "Text"),), tags=found, rules_version=1))
        uow.documents.decide(file.document, "element", "k", "rejected", CURATOR)
        uow.documents.decide(file.document, "element", "t", "confirmed", CURATOR)
        uow.commit()
        return file.document.public_id


def told(repository: Repository, public_id: str, *found: TagFinding, apply: bool) -> set[tuple[str, str]]:
    with repository.write() as uow:
        document = uow.documents.get(public_id, SYSTEM)
        by_file = {document.files[0].id: found}
        if apply:
            changed = retag(uow.session, document, by_file, repository.authority)
            uow.commit()
        else:
            changed = changes(document, by_file, repository.authority)
        return {(change.code, change.what) for change in changed if change.scheme == "element"}


def states(repository: Repository, public_id: str) -> dict[str, tuple[str, bool]]:
    with repository.read() as uow:
        document: Document = uow.documents.get(public_id, SYSTEM)
        return {tag.code: (tag.state, tag.counts) for tag in document.tags if tag.scheme == "element"}


def test_what_would_change_is_told_and_nothing_is_written(repository: Repository, public_id: str) -> None:
    before = states(repository, public_id)
    expected = {("s", "obsolete"), ("h", "assigned"), ("q", "new")}
    assert told(repository, public_id, tag("h"), tag("q"), tag("k"), apply=False) == expected
    assert states(repository, public_id) == before
    assert told(repository, public_id, tag("h"), tag("q"), tag("k"), apply=True) == expected
    assert told(repository, public_id, tag("h"), tag("q"), tag("k"), apply=True) == set()


def test_a_person_is_never_overturned(repository: Repository, public_id: str) -> None:
    told(repository, public_id, tag("k", 40.0), apply=True)
    found = states(repository, public_id)
    assert found["k"] == ("rejected", False)
    assert found["t"] == ("confirmed", True)
    assert found["s"] == ("obsolete", False)


def test_an_obsolete_tag_keeps_its_evidence_and_comes_back(repository: Repository, public_id: str) -> None:
    told(repository, public_id, apply=True)
    with repository.read() as uow:
        gone = next(tag for tag in uow.documents.get(public_id, SYSTEM).tags if tag.code == "s")
        assert (gone.state, gone.rules_version, len(gone.evidence)) == ("obsolete", 1, 1)
    assert ("s", "back") in told(repository, public_id, tag("s"), apply=True)
    with repository.read() as uow:
        back = next(tag for tag in uow.documents.get(public_id, SYSTEM).tags if tag.code == "s")
        assert (back.state, back.counts) == ("suggested", True)
        assert back.rules_version == repository.authority.rules.version


def test_objectives_follow_their_elements(repository: Repository, public_id: str) -> None:
    told(repository, public_id, tag("h"), apply=True)
    with repository.read() as uow:
        document = uow.documents.get(public_id, SYSTEM)
        wanted = {str(number) for letter in "ht" for number in repository.authority.objectives_of(letter)}
        assert set(document.codes("objective")) == wanted
        by_file = {document.files[0].id: (tag("h"),)}
        assert not changes(document, by_file, repository.authority)


def test_read_again_a_document_forgets_what_only_the_old_reading_said(repository: Repository, public_id: str) -> None:
    with repository.write() as uow:
        file = uow.documents.get(public_id, SYSTEM).files[0]
        found = (tag("s", 2.5, assigned=False),)
        uow.record(file, Reading("text/plain", (PageText(1, "Text"),), tags=found, rules_version=2))
        uow.commit()
    found_states = states(repository, public_id)
    assert found_states["s"] == ("suggested", False)
    assert found_states["h"] == ("obsolete", False)
    assert found_states["k"] == ("rejected", False)
