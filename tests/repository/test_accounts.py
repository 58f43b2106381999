"""Accounts: passwords, roles, and how far tokens of a scope reach."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from repository import passwords
from repository.access import ANONYMOUS, ROLES, SCOPES, Actor, narrowed
from repository.errors import Conflict, Forbidden, Rejected, Unauthenticated, Unknown
from repository.people import Token, User
from repository.repository import Repository
from repository.unit_of_work import UnitOfWork

PASSWORD = "a long enough secret"
EMAIL = "a@example.org"


def add(repository: Repository, email: str = EMAIL, role: str = "curator") -> None:
    """An account without a password: hashing one is slow on purpose."""
    with repository.write() as uow:
        uow.accounts.add(email, role)
        uow.commit()


def issued(uow: UnitOfWork, kind: str = "bearer", days: float = 1, scope: str = "") -> str:
    return uow.accounts.issue(EMAIL, kind, timedelta(days=days), scope)


def test_a_password_is_verified_and_never_kept(repository: Repository) -> None:
    with repository.write() as uow:
        uow.accounts.add(EMAIL, "curator", PASSWORD)
        uow.commit()
    add(repository, "invited@example.org")
    with repository.read() as uow:
        assert uow.accounts.verify("A@Example.org ", PASSWORD)
        assert not uow.accounts.verify(EMAIL, "another long secret")
        assert not uow.accounts.verify("nobody@example.org", PASSWORD)
        assert not uow.accounts.verify("invited@example.org", "")
        user = uow.accounts.get(EMAIL)
        assert PASSWORD not in user.password_hash
        assert user.password_hash.startswith("$argon2id$")
        assert not passwords.is_outdated(user.password_hash)


def test_a_hash_with_weaker_parameters_is_known_as_outdated() -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert passwords.is_right(PASSWORD, weak)
    assert passwords.is_outdated(weak)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("elevenchars", "too short"),
        ("x" * 1001, "too long"),
        ("maria.lopez@example.org", "must not be the e-mail address"),
        ("MariaLopez2024!", "must not be the e-mail address"),
        ("password1234!", "first that are guessed"),
        ("P@ssw0rd!2024", "first that are guessed"),
        ("letmeinletmein", "first that are guessed"),
        ("qwertyuiop123", "first that are guessed"),
        ("123456789012", "first that are guessed"),
        ("lkjhgfdsapoi", "first that are guessed"),
        ("aaaaaaaaaaaaaaaa", "first that are guessed"),
        ("tiger9tiger9tiger9", "first that are guessed"),
    ],
)
def test_what_is_guessed_first_is_no_password(password: str, sentence: str) -> None:
    with pytest.raises(Rejected, match=sentence):
        passwords.check(password, "Maria.Lopez@example.org")


@pytest.mark.parametrize("password", [PASSWORD, "correct horse battery staple", "aB3$kfLLe9(q", "пять весёлых китов"])
def test_a_password_of_some_words_or_signs_will_do(password: str) -> None:
    passwords.check(password, EMAIL)


def test_a_token_is_kept_as_its_hash_and_names_its_holder(repository: Repository) -> None:
    add(repository)
    with repository.write() as uow:
        secret = issued(uow)
        uow.commit()
    with repository.read() as uow:
        assert uow.tokens.actor(secret, "bearer") == Actor(EMAIL, "curator", 1, "curate")
        assert uow.tokens.actor(secret, "session") is None
        assert uow.tokens.actor(secret + "x", "bearer") is None
        assert secret not in uow.session.scalars(select(Token.digest)).one()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_never_reaches_further_than_its_scope_or_its_holders_role(role: str, scope: str) -> None:
    left = narrowed(role, scope)
    assert ROLES.index(left) == min(ROLES.index(role), ROLES.index(SCOPES[scope]))


def test_a_token_follows_the_role_of_its_holder_down_but_not_up(repository: Repository) -> None:
    add(repository)
    with repository.write() as uow:
        secret = issued(uow)
        user = uow.accounts.get(EMAIL)
        for role, left in (("reader", "reader"), ("administrator", "curator")):
            uow.accounts.set_role(user, role)
            actor = uow.tokens.actor(secret, "bearer")
            assert actor
            assert actor.role == left


def test_a_scope_that_does_not_exist_is_refused(repository: Repository) -> None:
    add(repository)
    with repository.write() as uow, pytest.raises(Rejected, match="read, upload, curate, administer"):
        issued(uow, scope="everything")


def test_an_expired_a_revoked_and_a_disabled_holders_token_are_worthless(repository: Repository) -> None:
    add(repository)
    with repository.write() as uow:
        expired, revoked, good = issued(uow, days=-1), issued(uow), issued(uow)
        uow.session.flush()
        token = uow.tokens.find(revoked, "bearer")
        assert token
        uow.tokens.revoke(token.public_id, "bearer")
        assert [uow.tokens.actor(secret, "bearer") is None for secret in (expired, revoked, good)] == [
            True,
            True,
            False,
        ]
        uow.accounts.disable(uow.accounts.get(EMAIL))
        assert uow.tokens.actor(good, "bearer") is None
        uow.accounts.enable(uow.accounts.get(EMAIL))
        assert uow.tokens.actor(good, "bearer")


def test_nobody_revokes_what_belongs_to_somebody_else(repository: Repository) -> None:
    add(repository)
    add(repository, "b@example.org")
    with repository.write() as uow:
        issued(uow)
        uow.session.flush()
        [token] = uow.tokens.standing("bearer")
        with pytest.raises(Unknown):
            uow.tokens.revoke(token.public_id, "bearer", uow.accounts.get("b@example.org"))


def test_what_is_over_for_a_month_is_forgotten(repository: Repository) -> None:
    add(repository)
    with repository.write() as uow:
        issued(uow, days=-31)
        issued(uow, days=-29)
        issued(uow)
        uow.session.flush()
        assert len(uow.session.scalars(select(Token)).all()) == 2


@pytest.mark.parametrize(
    ("email", "role", "password", "sentence"),
    [
        ("nonsense", "curator", PASSWORD, "not an e-mail address"),
        ("a b@example.org", "curator", PASSWORD, "not an e-mail address"),
        ("a\x1b[2J@example.org", "curator", PASSWORD, "not an e-mail address"),
        (EMAIL, "boss", PASSWORD, "no role"),
        (EMAIL, "curator", "short", "too short"),
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


def test_the_last_administrator_stays_one(repository: Repository) -> None:
    add(repository, EMAIL, "administrator")
    with repository.write() as uow:
        user: User = uow.accounts.get(EMAIL)
        for change in (lambda: uow.accounts.set_role(user, "curator"), lambda: uow.accounts.disable(user)):
            with pytest.raises(Conflict, match="last administrator"):
                change()
        uow.accounts.add("b@example.org", "administrator")
        uow.accounts.disable(user)


def test_a_token_for_nobody_says_how_to_add_the_account(repository: Repository) -> None:
    with repository.write() as uow, pytest.raises(Unknown, match="iscm user add"):
        uow.accounts.issue("nobody@example.org", "bearer", timedelta(days=1))


def test_roles_reach_as_far_as_they_say() -> None:
    contributor = Actor("c@example.org", "contributor")
    contributor.require("upload")
    with pytest.raises(Forbidden, match="account is a contributor; to curate it must be a curator"):
        contributor.require("curate")
    with pytest.raises(Forbidden, match="With this token you are a reader"):
        Actor("c@example.org", "reader", scope="read").require("upload")
    with pytest.raises(Unauthenticated):
        ANONYMOUS.require("upload")
    assert ANONYMOUS.visibilities == ("public",)
    assert all(Actor("a", role).visibilities == ("public", "restricted") for role in ROLES)
