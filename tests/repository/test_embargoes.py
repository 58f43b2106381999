"""Embargoes: restricted until a day, then public by itself, and everybody who follows learns of it that day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from repository.access import ANONYMOUS, SYSTEM
from repository.clock import now
from repository.errors import Rejected, Unknown
from repository.models import Document
from repository.repository import Repository

TOMORROW = (now() + timedelta(days=2)).date().isoformat()
TODAY = now().date().isoformat()


def edit(repository: Repository, public_id: str, **changes: str | None) -> dict[str, object]:
    with repository.write() as uow:
        document = uow.documents.get(public_id, SYSTEM)
        before = uow.documents.edit(document, changes, SYSTEM)
        uow.audit.note(SYSTEM, "edit", document, before=before)
        uow.commit()
    return before


def come_true(repository: Repository, public_id: str) -> None:
    """As if its day had come."""
    with repository.write() as uow:
        uow.documents.get(public_id, SYSTEM).embargo_until = TODAY
        uow.commit()


def lift(repository: Repository) -> int:
    with repository.write() as uow:
        are_due = uow.embargoes.are_due()
        lifted = uow.embargoes.lift()
        uow.commit()
    assert are_due == bool(lifted)
    return lifted


def state(repository: Repository, public_id: str) -> tuple[str, str | None]:
    with repository.read() as uow:
        document = uow.documents.get(public_id, SYSTEM)
        return document.visibility, document.embargo_until


def test_a_document_under_embargo_is_restricted_and_public_on_its_day(
    repository: Repository, keep: Callable[..., str]
) -> None:
    public_id = keep("Return and readmission.", visibility="restricted")
    edit(repository, public_id, embargo_until=TOMORROW)
    assert state(repository, public_id) == ("restricted", TOMORROW)
    assert lift(repository) == 0
    with repository.read() as uow:
        revision = uow.documents.get(public_id, SYSTEM).revision
        assert uow.harvest.record(public_id) is None
        with pytest.raises(Unknown):
            uow.documents.get(public_id, ANONYMOUS)
    come_true(repository, public_id)
    began = now()
    assert lift(repository) == 1
    assert lift(repository) == 0
    assert state(repository, public_id) == ("public", None)
    with repository.read() as uow:
        document = uow.documents.get(public_id, ANONYMOUS)
        assert document.revision == revision + 1
        assert [found.public_id for found in uow.indexing.stale(10)] == [public_id]
        record = uow.harvest.record(public_id)
        assert record
        assert record.changed_at >= began
        event = uow.audit.of(document)[0]
        assert (event.actor, event.action) == ("system", "lift embargo")
        assert event.before == {"visibility": "restricted", "embargo_until": TODAY}
        assert event.after == {"visibility": "public", "embargo_until": None}


def test_a_public_document_that_is_put_under_embargo_is_taken_back_from_harvesters(
    repository: Repository, keep: Callable[..., str]
) -> None:
    public_id = keep("Return and readmission.")
    assert edit(repository, public_id, embargo_until=TOMORROW) == {"visibility": "public", "embargo_until": None}
    with repository.read() as uow:
        record = uow.harvest.record(public_id)
        assert record
        assert record.is_deleted


@pytest.mark.parametrize("visibility", ["public", "restricted"])
def test_who_says_how_visible_a_document_is_ends_its_embargo(
    repository: Repository, keep: Callable[..., str], visibility: str
) -> None:
    public_id = keep("Return and readmission.")
    edit(repository, public_id, embargo_until=TOMORROW)
    edit(repository, public_id, visibility=visibility)
    assert state(repository, public_id) == (visibility, None)


def test_a_document_that_was_withdrawn_meanwhile_stays_hidden(repository: Repository, keep: Callable[..., str]) -> None:
    public_id = keep("Return and readmission.")
    edit(repository, public_id, embargo_until=TOMORROW)
    come_true(repository, public_id)
    with repository.write() as uow:
        document: Document = uow.documents.get(public_id, SYSTEM)
        uow.documents.withdraw(document, "A draft.")
        uow.commit()
    assert lift(repository) == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"embargo_until": TODAY}, "would be over already"),
        ({"embargo_until": "2001-01-01"}, "would be over already"),
        ({"embargo_until": "2999-02-30"}, "is not a day"),
        ({"embargo_until": "2999"}, "is not a day"),
        ({"embargo_until": TOMORROW, "visibility": "public"}, "cannot be public and under embargo"),
    ],
)
def test_an_embargo_that_cannot_be_is_refused(
    repository: Repository, keep: Callable[..., str], changes: dict[str, str], sentence: str
) -> None:
    public_id = keep("Return and readmission.")
    with pytest.raises(Rejected, match=sentence):
        edit(repository, public_id, **changes)
