"""Accounts: passwords, tokens and roles."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from repository.access import ANONYMOUS, Actor
from repository.errors import Conflict, Forbidden, Rejected, Unauthenticated, Unknown
from repository.models import Token, User
from repository.repository import Repository

PASSWORD = "a long enough secret"


def add(repository: Repository, email: str = "a@example.org", role: str = "curator") -> None:
    with repository.write() as uow:
        uow.accounts.add(email, role, PASSWORD)
        uow.commit()


def test_a_password_is_verified_and_never_kept(repository: Repository) -> None:
    add(repository)
    with repository.read() as uow:
        assert uow.accounts.verify("A@Example.org ", PASSWORD)
        assert not uow.accounts.verify("a@example.org", "another long secret")
        assert not uow.accounts.verify("nobody@example.org", PASSWORD)
        user = uow.session.scalars(select(User)).one()
        assert PASSWORD not in user.password_hash
        assert user.password_hash.startswith("$argon2id$")


def test_a_token_is_kept_as_its_hash_and_names_its_holder(repository: Repository) -> None:
    add(repository)
    with repository.write() as uow:
        secret = uow.accounts.issue("a@example.org", "bearer", timedelta(days=1))
        uow.commit()
    with repository.read() as uow:
        assert uow.accounts.actor(secret, "bearer") == Actor("a@example.org", "curator", 1)
        assert uow.accounts.actor(secret, "session") is None
        assert uow.accounts.actor(secret + "x", "bearer") is None
        assert secret not in uow.session.scalars(select(Token.digest)).one()


def test_an_expired_token_is_worthless(repository: Repository) -> None:
    add(repository)
    with repository.write() as uow:
        secret = uow.accounts.issue("a@example.org", "bearer", timedelta(seconds=-1))
        uow.commit()
        assert uow.accounts.actor(secret, "bearer") is None


def test_a_revoked_session_is_worthless(repository: Repository) -> None:
    add(repository)
    with repository.write() as uow:
        secret = uow.accounts.issue("a@example.org", "session", timedelta(days=1))
        uow.accounts.revoke(secret)
        uow.commit()
        assert uow.accounts.actor(secret, "session") is None


@pytest.mark.parametrize(
    ("email", "role", "password", "sentence"),
    [
        ("nonsense", "curator", PASSWORD, "not an e-mail address"),
        ("a b@example.org", "curator", PASSWORD, "not an e-mail address"),
        ("a@example.org", "boss", PASSWORD, "no role"),
        ("a@example.org", "curator", "short", "too short"),
    ],
)
def test_an_unusable_account_is_refused_with_a_sentence(
    repository: Repository, email: str, role: str, password: str, sentence: str
) -> None:
    with repository.write() as uow, pytest.raises(Rejected, match=sentence):
        uow.accounts.add(email, role, password)


def test_an_address_has_one_account(repository: Repository) -> None:
    add(repository)
    with pytest.raises(Conflict):
        add(repository, "A@example.org")


def test_a_token_for_nobody_says_how_to_add_the_account(repository: Repository) -> None:
    with repository.write() as uow, pytest.raises(Unknown, match="iscm user add"):
        uow.accounts.issue("nobody@example.org", "bearer", timedelta(days=1))


def test_roles_reach_as_far_as_they_say() -> None:
    contributor = Actor("c@example.org", "contributor")
    contributor.require("upload")
    with pytest.raises(Forbidden, match="curator"):
        contributor.require("curate")
    with pytest.raises(Unauthenticated):
        ANONYMOUS.require("upload")
    assert ANONYMOUS.visibilities == ("public",)
    assert contributor.visibilities == ("public", "restricted")
