"""Curation: what waits is listed, what was said can be taken back, two documents become one and two again."""

from collections.abc import Callable

import pytest

from repository.access import ANONYMOUS, SYSTEM, Actor
from repository.bulk import Choice
from repository.curation import Decision
from repository.errors import Conflict, Moved, Outdated, Rejected, Unknown
from repository.fingerprints import distance, fingerprint, quarters, signed, unsigned
from repository.likeness_upkeep import compare_waiting
from repository.models import AuditEvent
from repository.queue import LISTS, Listing
from repository.repository import Repository

CURATOR = Actor("curator@example.org", "curator")
ANNA = Actor("anna@example.org", "curator")
TEXT = "The Ministers met and agreed on return and readmission in dignity, on fair recruitment and on remittances. "


def change(repository: Repository, public_id: str, fields=None, tags=(), actor: Actor = CURATOR, **more) -> str:
    with repository.write() as uow:
        document = uow.documents.get(public_id, actor)
        decisions = [Decision(*tag) for tag in tags]
        event = uow.curation.change(document, fields or {}, decisions, actor, **more)
        uow.commit()
        assert event
        return event.public_id


def undo(repository: Repository, event_id: str, actor: Actor = CURATOR) -> str:
    with repository.write() as uow:
        undone = uow.undoing.undo(*uow.undoing.event(event_id, actor), actor)
        uow.commit()
        return undone.public_id


def tag(repository: Repository, public_id: str, name: str) -> tuple[str, str | None] | None:
    with repository.read() as uow:
        tags = {f"{tag.scheme}:{tag.code}": tag for tag in uow.documents.get(public_id, SYSTEM).tags}
        return (tags[name].state, tags[name].decided_by) if name in tags else None


def value(repository: Repository, public_id: str, name: str):
    with repository.read() as uow:
        return getattr(uow.documents.get(public_id, SYSTEM), name)


def test_every_list_tells_what_waits_and_the_mask_holds(repository: Repository, keep: Callable[..., str]) -> None:
    whole = keep("We met.", title="Whole", iscms=("rabat",), elements=("s",), date="2018-05-02", type="declaration")
    bare = keep("Somebody met.", title="Bare")
    keep("Secret.", title="Secret", visibility="restricted", date="2018", type="declaration", iscms=("rcm",))
    change(repository, whole, is_reviewed=True)
    with repository.read() as uow:
        counts, progress = uow.queue.standing(CURATOR)
        assert set(counts) == set(LISTS)
        assert (counts["unreviewed"], counts["undated"], counts["no-iscm"], counts["untyped"]) == (2, 1, 1, 1)
        assert (counts["attention"], counts["restricted"], counts["suggestions"], counts["withdrawn"]) == (1, 1, 2, 0)
        assert uow.queue.standing(ANONYMOUS)[0]["restricted"] == 0
        assert progress == uow.queue.progress(Listing(), CURATOR)
        assert (progress.reviewed, progress.total, progress.attention) == (1, 3, 1)
        assert [document.public_id for document in uow.queue.documents(Listing("undated"), CURATOR, 0, 9)] == [bare]
        place = uow.queue.place(Listing(), uow.documents.get(bare, CURATOR), CURATOR)
        assert (place.before, place.total, place.previous) == (0, 2, None)


def test_what_was_said_is_taken_back_with_who_had_said_it(repository: Repository, keep: Callable[..., str]) -> None:
    document = keep("We met.", title="As read", elements=("s",))
    event = change(
        repository, document, {"title": "As said"}, [("element", "s", "rejected"), ("iscm", "rcm", "confirmed")]
    )
    assert tag(repository, document, "theme:5") is None or tag(repository, document, "theme:5")[0] == "obsolete"
    undo(repository, event)
    assert value(repository, document, "title") == "As read"
    assert value(repository, document, "findings")["title"]["by"] == "read"
    assert tag(repository, document, "element:s") == ("suggested", None)
    assert tag(repository, document, "iscm:rcm") is None
    with pytest.raises(Conflict, match="undone already"):
        undo(repository, event)


def test_an_undoing_can_be_undone(repository: Repository, keep: Callable[..., str]) -> None:
    document = keep("We met.", title="As read")
    back = undo(repository, change(repository, document, {"title": "As said"}))
    again = undo(repository, back)
    assert value(repository, document, "title") == "As said"
    assert value(repository, document, "findings")["title"]["who"] == CURATOR.email
    undo(repository, again)
    assert value(repository, document, "title") == "As read"


def test_a_later_change_of_the_same_thing_stands_in_the_way(repository: Repository, keep: Callable[..., str]) -> None:
    document = keep("We met.", title="One")
    first = change(repository, document, {"title": "Two"})
    other = change(repository, document, {"city": "Rabat"}, actor=ANNA)
    second = change(repository, document, {"title": "Three"}, actor=ANNA)
    with pytest.raises(Conflict, match=r"changed again by anna@example\.org"):
        undo(repository, first)
    undo(repository, second)
    undo(repository, first)
    assert value(repository, document, "title") == "One"
    assert value(repository, document, "city") == "Rabat"
    undo(repository, other)
    assert value(repository, document, "city") is None


def test_a_withdrawn_document_is_reinstated_for_harvesters_too(
    repository: Repository, keep: Callable[..., str]
) -> None:
    public_id = keep("We met.")
    with repository.write() as uow:
        event = uow.curation.withdraw(uow.documents.get(public_id, CURATOR), "A draft.", CURATOR)
        uow.commit()
    with repository.read() as uow:
        record = uow.harvest.record(public_id)
        assert record
        assert record.is_deleted
    undo(repository, event.public_id)
    with repository.read() as uow:
        again = uow.harvest.record(public_id)
        assert again
        assert not again.is_deleted
        assert again.changed_at > record.changed_at
    with pytest.raises(Rejected), repository.write() as uow:
        uow.curation.reinstate(uow.documents.get(public_id, CURATOR), CURATOR)


def test_near_equal_texts_share_most_of_their_bits() -> None:
    value_one, words = fingerprint([TEXT * 6])
    value_two, _ = fingerprint([TEXT * 6 + "Annex."])
    value_three, _ = fingerprint(["Nothing of that kind was ever said at the meeting in Bangkok. " * 9])
    assert words == 102
    assert distance(value_one, value_two) <= 9 < distance(value_one, value_three)
    assert unsigned(signed(value_one)) == value_one
    assert all(0 <= quarter < 65536 for quarter in quarters(value_one))
    assert fingerprint([""])[1] == 0


@pytest.fixture
def doubles(repository: Repository, keep: Callable[..., str]) -> dict[str, str]:
    """The same text twice, once more in another language, and one that only has the day in common."""
    common = {"iscms": ("rabat",), "date": "2018-05-02", "type": "declaration"}
    ids = {
        "one": keep(TEXT * 6, title="Marrakesh declaration", elements=("s",), **common),
        "copy": keep(TEXT * 6 + " Annex.", title="Marrakesh Declaration", elements=("s", "e"), **common),
        "version": keep("Nous sommes convenus. " * 30, title="Déclaration de Marrakech", language="fr", **common),
        "other": keep("Quite another matter was dealt with here and there. " * 12, title="Minutes", **common),
    }
    while compare_waiting(repository):
        pass
    return ids


def test_doubles_and_language_versions_are_found(repository: Repository, doubles: dict[str, str]) -> None:
    names = {public_id: name for name, public_id in doubles.items()}
    with repository.read() as uow:
        pairs = {kind: uow.comparing.pairs(CURATOR, kind, 10) for kind in ("copy", "version")}
        assert uow.comparing.counts(CURATOR) == {"copy": 1, "version": 3}
    assert [(names[pair.one.public_id], names[pair.other.public_id]) for pair in pairs["copy"]] == [("one", "copy")]
    assert {names[pair.one.public_id] for pair in pairs["version"]} == {"one", "copy", "version"}


def test_that_two_are_not_the_same_is_remembered(repository: Repository, doubles: dict[str, str]) -> None:
    with repository.write() as uow:
        one, other = (uow.documents.get(doubles[name], CURATOR) for name in ("one", "copy"))
        uow.comparing.set_apart(one, other, CURATOR)
        uow.commit()
    change(repository, doubles["one"], {"city": "Marrakesh"})
    assert compare_waiting(repository) == 1
    with repository.read() as uow:
        assert uow.comparing.counts(CURATOR)["copy"] == 0
    with repository.read() as uow, pytest.raises(Unknown):
        uow.comparing.pair(*(uow.documents.get(doubles[name], CURATOR) for name in ("one", "other")))


def merge(repository: Repository, kept: str, other: str, kind: str = "copy") -> AuditEvent:
    with repository.write() as uow:
        documents = (uow.documents.get(public_id, CURATOR) for public_id in (kept, other))
        event = uow.merging.merge(*documents, kind, CURATOR)
        uow.commit()
        return event


def test_one_of_two_takes_over_the_files_and_the_other_leads_there(
    repository: Repository, doubles: dict[str, str]
) -> None:
    kept, other = doubles["one"], doubles["copy"]
    merge(repository, kept, other)
    with repository.read() as uow:
        document = uow.documents.get(kept, ANONYMOUS)
        assert len(document.files) == 2
        assert {file.id for file in document.files} >= {e.file_id for tag in document.tags for e in tag.evidence}
        assert len(next(tag for tag in document.tags if tag.code == "s").evidence) == 2
        assert "e" in document.codes("element")
        with pytest.raises(Moved) as moved:
            uow.documents.get(other, ANONYMOUS)
        assert moved.value.to == kept
        assert uow.merging.current_ids([other, kept, "none"]) == [kept, "none"]
        record = uow.harvest.record(other)
        assert record
        assert record.is_deleted
        assert all(item.public_id != other for item in uow.queue.documents(Listing(), CURATOR, 0, 9))
    assert compare_waiting(repository)
    with repository.read() as uow:
        assert uow.comparing.counts(CURATOR) == {"copy": 0, "version": 2}


def test_what_was_made_one_is_made_two_again(repository: Repository, doubles: dict[str, str]) -> None:
    kept, other = doubles["one"], doubles["copy"]
    before = {public_id: _tags(repository, public_id) for public_id in (kept, other)}
    event = merge(repository, kept, other)
    parted = undo(repository, event.public_id)
    assert {public_id: _tags(repository, public_id) for public_id in (kept, other)} == before
    with repository.read() as uow:
        assert [len(uow.documents.get(public_id, ANONYMOUS).files) for public_id in (kept, other)] == [1, 1]
    undo(repository, parted)
    with repository.read() as uow, pytest.raises(Moved):
        uow.documents.get(other, ANONYMOUS)


def _tags(repository: Repository, public_id: str) -> set[tuple[str, str, float, bool, int]]:
    with repository.read() as uow:
        tags = uow.documents.get(public_id, SYSTEM).tags
        return {(t.scheme, t.code, t.score, t.assigned, len(t.evidence)) for t in tags if t.state != "obsolete"}


def test_what_is_restricted_is_never_joined_to_what_is_public(repository: Repository, keep: Callable[..., str]) -> None:
    public, restricted = keep("We met."), keep("We met in secret.", visibility="restricted")
    with pytest.raises(Rejected, match="Make them equal first"):
        merge(repository, public, restricted)
    merge(repository, keep("Kept.", visibility="restricted"), restricted)
    with repository.read() as uow, pytest.raises(Unknown) as unknown:
        uow.documents.get(restricted, ANONYMOUS)
    assert restricted in str(unknown.value)


def test_a_document_that_was_joined_to_a_later_restricted_one_tells_nothing_of_it(
    repository: Repository, keep: Callable[..., str]
) -> None:
    kept, other = keep("One."), keep("Two.")
    merge(repository, kept, other)
    change(repository, kept, {"visibility": "restricted"})
    with repository.read() as uow, pytest.raises(Unknown) as unknown:
        uow.documents.get(other, ANONYMOUS)
    assert kept not in str(unknown.value)


def test_exactly_what_was_shown_is_accepted_and_all_of_it_taken_back(
    repository: Repository, keep: Callable[..., str]
) -> None:
    ids = [keep("We met.", str(number), elements=("s", "e"), date="2018") for number in range(3)]
    choice = Choice("element", code="s", rule="te", least_score=1.0, year="2018")
    with repository.read() as uow:
        shown = uow.bulk.preview(choice, CURATOR)
        assert (shown.total, len(shown.tags)) == (3, 3)
        assert uow.bulk.preview(Choice("element", iscm="rabat"), CURATOR).total == 0
    change(repository, ids[0], tags=[("element", "s", "rejected")])
    with pytest.raises(Outdated), repository.write() as uow:
        uow.bulk.accept(choice, shown.digest, CURATOR)
    with repository.write() as uow:
        batch, documents = uow.bulk.accept(choice, uow.bulk.preview(choice, CURATOR).digest, CURATOR)
        uow.commit()
    assert documents == 2
    assert [tag(repository, public_id, "element:s")[0] for public_id in ids] == ["rejected", "confirmed", "confirmed"]
    change(repository, ids[1], tags=[("element", "s", "rejected")], actor=ANNA)
    with repository.write() as uow:
        assert uow.undoing.undo_batch(batch, CURATOR) == (1, 1)
        uow.commit()
    assert [tag(repository, public_id, "element:s")[0] for public_id in ids] == ["rejected", "rejected", "suggested"]


def test_the_history_names_people_and_tells_what_is_undone(repository: Repository, keep: Callable[..., str]) -> None:
    document = keep("We met.")
    secret = keep("Secret.", visibility="restricted")
    change(repository, secret, {"title": "Still secret"})
    event = change(repository, document, {"title": "Two"}, actor=ANNA)
    undo(repository, event)
    with repository.read() as uow:
        mine = uow.histories.latest(CURATOR, 9, person=ANNA.email)
        assert [happening.event.public_id for happening in mine] == [event]
        assert uow.histories.undone([event]) == {event}
        assert {happening.document.public_id for happening in uow.histories.latest(ANONYMOUS, 9)} == {document}
        assert set(uow.histories.people(CURATOR)) == {ANNA.email, CURATOR.email}
