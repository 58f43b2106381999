"""Signing in and out: sessions that rotate, end when idle, and are worth nothing to whoever copied an old cookie."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from api.authentication import SESSION_COOKIE
from repository.guesses import FREE
from repository.people import Guess, Token, User
from repository.repository import Repository
from web.signing_in import local_path

EMAIL, PASSWORD = "curator@example.org", "a long enough secret"
FAILED = "This address and password do not belong together."


@pytest.fixture(scope="session")
def weak_hash() -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def account(repository: Repository, weak_hash: str) -> None:
    with repository.write() as uow:
        uow.accounts.add(EMAIL, "curator").password_hash = weak_hash
        uow.commit()


@pytest.fixture
def events() -> Iterator[list[dict[str, object]]]:
    """What the security log says meanwhile."""
    found: list[dict[str, object]] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(json.loads(record.getMessage()))

    handler = Keeping()
    logging.getLogger("security").addHandler(handler)
    yield found
    logging.getLogger("security").removeHandler(handler)


def attempt(client: TestClient, password: str = PASSWORD, email: str = EMAIL, **headers: str) -> object:
    form = {"email": email, "password": password, "next": "/uploads"}
    return client.post("/sign-in", data=form, headers=headers)


def age(repository: Repository, **ago: float) -> None:
    """Put moments of every session back by some minutes."""
    with repository.write() as uow:
        for token in uow.session.scalars(select(Token)):
            for name, minutes in ago.items():
                setattr(token, name, (getattr(token, name) or token.created_at) - timedelta(minutes=minutes))
        uow.commit()


def test_the_right_password_opens_a_session_and_leads_on(
    client: TestClient, account: None, repository: Repository, events: list[dict[str, object]]
) -> None:
    answer = attempt(client)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/uploads"
    cookie = answer.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    page = client.get("/uploads")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    assert client.get("/sign-in?next=/upload").headers["location"] == "/upload"
    assert [event["event"] for event in events] == ["signed in"]
    assert PASSWORD not in str(events)
    with repository.read() as uow:
        # The hash of weaker parameters was replaced.
        assert "m=65536" in uow.session.scalars(select(User.password_hash)).one()


def test_signing_in_again_ends_the_session_before(client: TestClient, account: None) -> None:
    attempt(client)
    before = client.cookies[SESSION_COOKIE]
    attempt(client)
    assert client.cookies[SESSION_COOKIE] != before
    client.cookies.set(SESSION_COOKIE, before, domain="testserver.local")
    assert client.get("/uploads").status_code == 303


def test_wrong_address_and_wrong_password_sound_the_same(
    client: TestClient, account: None, events: list[dict[str, object]]
) -> None:
    pages = set()
    for email, password in ((EMAIL, "wrong"), ("nobody@example.org", PASSWORD), ("my-secret-typed-here", "")):
        answer = attempt(client, password, email)
        assert answer.status_code == 422
        assert FAILED in answer.text
        assert SESSION_COOKIE not in answer.cookies
        pages.add(answer.text.replace(email, ""))
    assert len(pages) == 1
    assert [event.get("account") for event in events] == [EMAIL, None, None]
    assert "my-secret-typed-here" not in str(events)


def test_after_some_failures_even_the_right_password_has_to_wait(
    client: TestClient, account: None, events: list[dict[str, object]]
) -> None:
    for email in (EMAIL, "nobody@example.org"):
        for _ in range(FREE["account"]):
            assert attempt(client, "wrong", email).status_code == 422
        answer = attempt(client, email=email)
        assert answer.status_code == 429
        assert "Too many attempts." in answer.text
        assert 0 < int(answer.headers["retry-after"]) <= 61
    assert [event["event"] for event in events].count("sign-in throttled") == 2


def test_a_form_sent_from_another_site_is_refused(
    client: TestClient, account: None, events: list[dict[str, object]]
) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
        assert attempt(client, **headers).status_code == 403
    assert [event["event"] for event in events] == ["forgery refused"] * 3
    assert attempt(client, **{"Sec-Fetch-Site": "same-origin"}).status_code == 303
    assert attempt(client, Origin="http://testserver").status_code == 303


def test_signing_out_ends_the_session_everywhere(client: TestClient, sign_in: Callable[[str], str]) -> None:
    token = sign_in("curator")
    session = client.cookies[SESSION_COOKIE]
    assert client.post("/sign-out", data={"form_token": "0" * 64}).status_code == 403
    assert client.get("/uploads").status_code == 200
    assert client.post("/sign-out", data={"form_token": token}).status_code == 303
    client.cookies.set(SESSION_COOKIE, session)
    assert client.get("/uploads").status_code == 303


def test_a_session_that_is_idle_or_old_is_over(
    client: TestClient, sign_in: Callable[[str], str], repository: Repository
) -> None:
    sign_in("curator")
    age(repository, used_at=119)
    assert client.get("/uploads").status_code == 200
    age(repository, used_at=121)
    assert client.get("/uploads").status_code == 303
    with repository.write() as uow:
        uow.session.execute(update(Token).values(used_at=Token.created_at))
        uow.commit()
    assert client.get("/uploads").status_code == 200
    age(repository, expires_at=61)
    assert client.get("/uploads").status_code == 303


def test_a_session_gets_a_new_secret_every_hour_and_its_forms_stay_good(
    client: TestClient, sign_in: Callable[[str], str], repository: Repository, events: list[dict[str, object]]
) -> None:
    form_token = sign_in("curator")
    first = client.cookies[SESSION_COOKIE]
    assert "set-cookie" not in client.get("/uploads").headers
    age(repository, created_at=61)
    answer = client.get("/api/documents")
    second = answer.cookies[SESSION_COOKIE]
    assert second != first
    assert "httponly" in answer.headers["set-cookie"].casefold()
    other = TestClient(client.app, follow_redirects=False, cookies={SESSION_COOKIE: first})
    # A request that was on its way with the old secret; it gets no new one.
    late = other.get("/uploads")
    assert late.status_code == 200
    assert "set-cookie" not in late.headers
    client.cookies.clear()
    client.cookies.set(SESSION_COOKIE, second)
    assert form_token in client.get("/account").text
    age(repository, rotated_at=2)
    assert not events
    # Whoever comes with the old secret now has a copy of the cookie: nobody goes on with this session.
    assert other.get("/uploads").status_code == 303
    assert client.get("/uploads").status_code == 303
    assert [event["event"] for event in events] == ["session ended"]


def test_a_session_is_named_by_its_browser(app: FastAPI, account: None, repository: Repository) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    attempt(TestClient(app, follow_redirects=False, headers={"User-Agent": agent}))
    with repository.read() as uow:
        [session] = uow.tokens.standing("session")
        assert session.name == "Firefox · Linux"
        assert not uow.session.scalars(select(Guess).where(Guess.failures > 0)).all()


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\x",
        "javascript:alert(1)",
        "",
        "/\r\nSet-Cookie: a=b",
    ],
)
def test_the_way_on_never_leaves_the_site(wanted: str) -> None:
    assert local_path(wanted) == "/"


def test_the_way_on_keeps_its_query() -> None:
    assert local_path("/search?q=a&page=2") == "/search?q=a&page=2"
