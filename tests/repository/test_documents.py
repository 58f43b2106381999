"""Documents: states, the mask, revisions, and people's word above the rules'."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from repository.access import ANONYMOUS, SYSTEM, Actor
from repository.errors import Rejected, Unknown
from repository.models import AuditEvent, Document, File, Meeting
from repository.reading import Dates, Evidence, Finding, Given, PageText, Reading, TagFinding
from repository.repository import Repository

CURATOR = Actor("curator@example.org", "curator")
Keep = Callable[..., str]


def a_reading(**fields: object) -> Reading:
    values: dict[str, object] = {"media_type": "text/plain", "pages": (PageText(1, "Text"),)}
    return Reading(**{**values, **fields})  # type: ignore[arg-type]


def add(repository: Repository, content: bytes, given: Given | None = None) -> str:
    original = repository.originals.keep(io.BytesIO(content), 1000)
    with repository.write() as uow:
        file = uow.documents.add(original, "a.txt", given or Given(), CURATOR)
        uow.commit()
        return file.document.public_id


def file_of(repository: Repository, public_id: str) -> File:
    with repository.read() as uow:
        return uow.documents.get(public_id, SYSTEM).files[-1]


def read(repository: Repository, public_id: str, reading: Reading, number: int = -1) -> None:
    with repository.write() as uow:
        uow.record(uow.documents.get(public_id, SYSTEM).files[number], reading)
        uow.commit()


def test_a_restricted_document_is_as_unknown_as_one_that_does_not_exist(repository: Repository, keep: Keep) -> None:
    hidden = keep("secret", visibility="restricted")
    with repository.read() as uow:
        assert uow.documents.get(hidden, CURATOR)
        with pytest.raises(Unknown) as of_hidden:
            uow.documents.get(hidden, ANONYMOUS)
        with pytest.raises(Unknown) as of_nothing:
            uow.documents.get("xxxxxxxxxx", ANONYMOUS)
    assert str(of_hidden.value).replace(hidden, "xxxxxxxxxx") == str(of_nothing.value)


def test_a_claim_is_released_after_a_restart_and_given_up_after_too_many_tries(repository: Repository) -> None:
    public_id = add(repository, b"poison")
    for attempt in range(1, 4):
        with repository.write() as uow:
            claimed = uow.documents.claim(most_attempts=3)
            assert claimed
            assert (claimed.status, claimed.attempts) == ("processing", attempt)
            uow.commit()
        with repository.write() as uow:
            assert uow.documents.release_claims() == 1
            uow.commit()
    with repository.write() as uow:
        uow.documents.claim(most_attempts=3)
        uow.commit()
    with repository.read() as uow:
        document = uow.documents.get(public_id, ANONYMOUS)
        assert document.status == "failed"
        assert "3 times" in (document.files[0].reason or "")


def test_what_a_person_gave_stands_above_what_is_read(repository: Repository) -> None:
    public_id = add(repository, b"x", Given(title="By hand", date="2016-11-03..2016-11-04", iscms=("sacm",)))
    read(
        repository,
        public_id,
        a_reading(
            title=Finding("As read"),
            type=Finding("declaration", (Evidence(1, 0, 4, "Text", "cue"),)),
            dates=Dates("2001", "2001"),
        ),
    )
    with repository.read() as uow:
        document = uow.documents.get(public_id, ANONYMOUS)
        assert document.title == "By hand"
        assert (document.date_from, document.date_to) == ("2016-11-03", "2016-11-04")
        assert document.type == "declaration"
        assert document.findings["type"]["evidence"][0]["text"] == "Text"
        assert document.codes("iscm") == ["sacm"]


def test_reading_again_never_overturns_a_decision(repository: Repository, keep: Keep) -> None:
    public_id = keep("return and readmission", elements=("s", "k"))
    with repository.write() as uow:
        document = uow.documents.get(public_id, CURATOR)
        uow.documents.decide(document, "element", "s", "rejected", CURATOR)
        uow.documents.decide(document, "element", "h", "confirmed", CURATOR)
        uow.commit()
    read(repository, public_id, a_reading(tags=(TagFinding("element", "s", 9.0, True, (Evidence(1, 0, 1, "", "r"),)),)))
    with repository.read() as uow:
        tags = uow.documents.get(public_id, CURATOR).tags
        states = {tag.code: tag.state for tag in tags if tag.scheme == "element"}
    assert states == {"s": "rejected", "h": "confirmed", "k": "obsolete"}


def test_a_tag_counts_when_assigned_or_confirmed(repository: Repository, keep: Keep) -> None:
    public_id = keep("x")
    weak = TagFinding("element", "a", 2.0, False, (Evidence(1, 0, 1, "", "r"),))
    strong = TagFinding("element", "s", 5.0, True, (Evidence(1, 0, 1, "", "r"),))
    read(repository, public_id, a_reading(tags=(weak, strong)))
    with repository.write() as uow:
        document = uow.documents.get(public_id, CURATOR)
        assert document.codes("element") == ["s"]
        uow.documents.decide(document, "element", "a", "confirmed", CURATOR)
        uow.commit()
        assert sorted(document.codes("element")) == ["a", "s"]


def test_themes_and_objectives_follow_a_decision_on_an_element(repository: Repository, keep: Keep) -> None:
    public_id = keep("x")
    evidence = (Evidence(1, 0, 1, "", "r"),)
    read(
        repository,
        public_id,
        a_reading(tags=tuple(TagFinding(*key, 5.0, True, evidence) for key in (("element", "s"), ("objective", "21")))),
    )
    with repository.write() as uow:
        document = uow.documents.get(public_id, CURATOR)
        uow.documents.decide(document, "element", "s", "rejected", CURATOR)
        uow.documents.decide(document, "element", "h", "confirmed", CURATOR)
        assert document.codes("objective") == ["20"]
        assert document.codes("theme") == [str(repository.authority.element("h").theme)]
        uow.documents.decide(document, "element", "s", "confirmed", CURATOR)
        assert sorted(document.codes("objective")) == ["20", "21"]
        uow.commit()
    read(repository, public_id, a_reading())
    with repository.read() as uow:
        assert sorted(uow.documents.get(public_id, CURATOR).codes("objective")) == ["20", "21"]


def test_a_second_language_version_joins_its_document(repository: Repository) -> None:
    public_id = add(repository, b"en")
    read(repository, public_id, a_reading(language=Finding("en"), title=Finding("Declaration")))
    assert add(repository, b"fr", Given(version_of=public_id)) == public_id
    with repository.read() as uow:
        assert uow.documents.get(public_id, ANONYMOUS).status == "ready"
    read(repository, public_id, a_reading(language=Finding("fr"), title=Finding("Déclaration")))
    with repository.read() as uow:
        document = uow.documents.get(public_id, ANONYMOUS)
        assert document.languages == ["en", "fr"]
        assert document.title == "Declaration"
        assert [file.title for file in document.files] == ["Declaration", "Déclaration"]


def test_every_change_makes_the_index_stale_until_it_is_marked(repository: Repository, keep: Keep) -> None:
    public_id = keep("x")
    with repository.write() as uow:
        document = uow.documents.get(public_id, CURATOR)
        uow.indexing.mark_indexed({document.id: document.revision})
        uow.commit()
    with repository.write() as uow:
        assert not uow.indexing.stale(10)
        document = uow.documents.get(public_id, CURATOR)
        uow.documents.decide(document, "element", "s", "confirmed", CURATOR)
        uow.commit()
    with repository.read() as uow:
        assert [document.public_id for document in uow.indexing.stale(10)] == [public_id]


def test_fields_that_cannot_be_edited_are_named(repository: Repository, keep: Keep) -> None:
    public_id = keep("x")
    with repository.write() as uow, pytest.raises(Rejected, match="revision"):
        uow.documents.edit(uow.documents.get(public_id, CURATOR), {"revision": 7}, CURATOR)


def test_a_document_is_linked_to_the_one_known_meeting_of_its_process_and_day(repository: Repository) -> None:
    public_id = add(repository, b"x", Given(iscms=("rabat",), date="2018-05-02"))
    read(repository, public_id, a_reading())
    with repository.read() as uow:
        meeting = uow.documents.get(public_id, ANONYMOUS).meeting
        assert meeting
        assert (meeting.iscms, meeting.date_from) == (["rabat"], "2018-05-02")


def test_no_meeting_is_guessed_from_the_year_alone(repository: Repository) -> None:
    public_id = add(repository, b"x", Given(iscms=("rabat",), date="2018"))
    read(repository, public_id, a_reading())
    with repository.read() as uow:
        assert uow.documents.get(public_id, ANONYMOUS).meeting is None


def test_withdrawing_keeps_a_tombstone(repository: Repository, keep: Keep) -> None:
    public_id = keep("x", iscms=("rabat",))
    with repository.write() as uow:
        document = uow.documents.get(public_id, CURATOR)
        uow.documents.withdraw(document, "Superseded")
        uow.audit.note(CURATOR, "withdraw", document)
        uow.commit()
    with repository.read() as uow:
        document = uow.documents.get(public_id, ANONYMOUS)
        assert (document.withdrawn_reason, document.withdrawn_at is not None) == ("Superseded", True)
        assert uow.documents.count(ANONYMOUS) == 0
        assert uow.documents.tag_counts("iscm", ANONYMOUS) == {}
        assert uow.session.scalars(select(AuditEvent)).one().actor == CURATOR.email


def test_an_unfinished_unit_of_work_leaves_nothing(repository: Repository) -> None:
    original = repository.originals.keep(io.BytesIO(b"x"), 10)
    with repository.write() as uow:
        uow.documents.add(original, "a.txt", Given(), CURATOR)
    with repository.read() as uow:
        assert not uow.session.scalars(select(Document)).all()


def test_the_known_meetings_are_loaded_once(repository: Repository) -> None:
    again = Repository(repository.settings)
    with again.read() as uow:
        meetings = uow.session.scalars(select(Meeting)).all()
    again.close()
    assert len(meetings) == len(repository.authority.meetings)


def test_times_are_utc_and_aware(repository: Repository, keep: Keep) -> None:
    public_id = keep("x")
    with repository.read() as uow:
        created = uow.documents.get(public_id, ANONYMOUS).created_at
    assert created.utcoffset() is not None
    assert created.utcoffset().total_seconds() == 0  # type: ignore[union-attr]
