"""Signing in and out by the form."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from api.authentication import SESSION_COOKIE
from repository.repository import Repository
from web.pages.sign_in import FAILED, local_path
from web.throttle import FAILURES, Throttle

EMAIL, PASSWORD = "curator@example.org", "a long enough secret"


@pytest.fixture
def account(repository: Repository) -> None:
    with repository.write() as uow:
        uow.accounts.add(EMAIL, "curator", PASSWORD)
        uow.commit()


def attempt(client: TestClient, password: str = PASSWORD, email: str = EMAIL, **headers: str) -> object:
    form = {"email": email, "password": password, "next": "/uploads"}
    return client.post("/sign-in", data=form, headers=headers)


def test_the_right_password_opens_a_session_and_leads_on(client: TestClient, account: None) -> None:
    answer = attempt(client)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/uploads"
    cookie = answer.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert client.get("/uploads").status_code == 200
    assert client.get("/sign-in?next=/upload").headers["location"] == "/upload"


def test_wrong_address_and_wrong_password_sound_the_same(client: TestClient, account: None) -> None:
    for email, password in ((EMAIL, "wrong"), ("nobody@example.org", PASSWORD), ("", "")):
        answer = attempt(client, password, email)
        assert answer.status_code == 422
        assert FAILED in answer.text
        assert SESSION_COOKIE not in answer.cookies


def test_after_some_failures_even_the_right_password_has_to_wait(client: TestClient, account: None) -> None:
    for _ in range(FAILURES):
        assert attempt(client, "wrong").status_code == 422
    answer = attempt(client)
    assert answer.status_code == 429
    assert "Too many attempts." in answer.text


def test_a_form_sent_from_another_site_is_refused(client: TestClient, account: None) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
        assert attempt(client, **headers).status_code == 403
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


def test_the_brake_lets_go_after_its_time_and_forgets_on_success() -> None:
    now = [0.0]
    brake = Throttle(clock=lambda: now[0])
    for _ in range(FAILURES):
        brake.failed("A@example.org")
    assert brake.seconds_to_wait("a@example.org ") == 60
    assert brake.seconds_to_wait("b@example.org") == 0
    now[0] = 61
    assert brake.seconds_to_wait("a@example.org") == 0
    brake.failed("a@example.org")
    assert brake.seconds_to_wait("a@example.org") == 60
    brake.succeeded("a@example.org")
    assert brake.seconds_to_wait("a@example.org") == 0
