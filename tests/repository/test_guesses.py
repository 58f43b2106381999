"""The brake on guessing passwords: per account and per network address, for all processes and restarts."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from repository.guesses import FREE
from repository.people import Guess
from repository.repository import Repository
from repository.settings import Settings


def attempt(repository: Repository, account: str = "a@example.org", address: str = "192.0.2.1") -> int:
    with repository.write() as uow:
        wait = uow.guesses.attempt(account, address)
        uow.commit()
    return wait


def pass_time(repository: Repository, seconds: float) -> None:
    with repository.write() as uow:
        for guess in uow.session.scalars(select(Guess)):
            guess.failed_at -= timedelta(seconds=seconds)
        uow.commit()


def test_an_account_has_to_wait_longer_after_each_failure_but_never_for_long(repository: Repository) -> None:
    assert [attempt(repository) for _ in range(FREE["account"])] == [0] * FREE["account"]
    assert 55 <= attempt(repository, " A@example.org", "192.0.2.77") <= 61
    pass_time(repository, 61)
    assert attempt(repository) == 0
    assert 110 <= attempt(repository) <= 121
    for _ in range(12):
        pass_time(repository, 15 * 60 + 1)
        assert attempt(repository) == 0
    assert attempt(repository) <= 15 * 60 + 1


def test_waiting_ends_even_when_the_attempts_go_on(repository: Repository) -> None:
    for _ in range(FREE["account"]):
        attempt(repository)
    before = attempt(repository)
    pass_time(repository, 30)
    assert attempt(repository) <= before - 29


def test_an_address_has_to_wait_whatever_accounts_it_tries(repository: Repository) -> None:
    for number in range(FREE["address"]):
        assert attempt(repository, f"{number}@example.org") == 0
    assert attempt(repository, "another@example.org") > 0
    assert attempt(repository, "another@example.org", "198.51.100.4") == 0


def test_a_right_password_clears_the_account_but_buys_an_address_no_new_guesses(repository: Repository) -> None:
    for _ in range(FREE["account"]):
        attempt(repository)
    with repository.write() as uow:
        uow.guesses.succeeded("a@example.org", "192.0.2.1")
        uow.commit()
    assert attempt(repository, address="198.51.100.4") == 0
    with repository.read() as uow:
        failures = sorted(guess.failures for guess in uow.session.scalars(select(Guess)))
    assert failures == [1, 1, FREE["account"] - 1]


def test_failures_outlive_the_service_and_name_nobody(repository: Repository, settings: Settings) -> None:
    for _ in range(FREE["account"]):
        attempt(repository)
    again = Repository(settings)
    assert attempt(again) > 0
    with again.read() as uow:
        assert all(len(guess.key) == 64 and "example" not in guess.key for guess in uow.session.scalars(select(Guess)))
    again.close()


def test_a_clock_that_was_set_back_locks_nobody_out(repository: Repository) -> None:
    for _ in range(FREE["account"]):
        attempt(repository)
    with repository.write() as uow:
        uow.session.execute(update(Guess).values(failed_at=datetime.fromisoformat("2999-01-01T00:00:00+00:00")))
        uow.commit()
    assert attempt(repository) <= 61
