"""One's own account, everybody's accounts, one-time links: what administrators and holders do there."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.authentication import SESSION_COOKIE
from repository.models import AuditEvent
from repository.repository import Repository
from web.app import create_app
from web.one_time_link import OneTimeLink

NEW = {"password": "four unrelated words here", "again": "four unrelated words here"}


def post(client: TestClient, path: str, **form: str) -> Any:
    return client.post(path, data=form)


def test_a_holder_sees_sessions_and_ends_them(
    app: FastAPI, client: TestClient, sign_in: Callable[[str], str], repository: Repository, read: Any, words: Any
) -> None:
    token = sign_in("curator")
    with repository.write() as uow:
        from datetime import timedelta

        others = [uow.accounts.issue("curator@example.org", "session", timedelta(hours=1), name=n) for n in "ab"]
        uow.commit()
    page = read("/account")
    assert "this one" in words(page)
    assert len(page.xpath("//section[@aria-labelledby='sessions']//tbody/tr")) == 3
    one = page.xpath("//section[@aria-labelledby='sessions']//input[@name='id']/@value")[0]
    assert post(client, "/account/sessions/end", form_token=token, id=one).status_code == 303
    assert len(read("/account").xpath("//section[@aria-labelledby='sessions']//tbody/tr")) == 2
    assert post(client, "/account/sessions/end", form_token=token).status_code == 303
    assert client.get("/account").status_code == 200
    for other in others:
        elsewhere = TestClient(app, follow_redirects=False, cookies={SESSION_COOKIE: other})
        assert elsewhere.get("/account").status_code == 303


def test_a_token_is_shown_once_works_within_its_scope_and_is_revoked(
    client: TestClient, app: FastAPI, sign_in: Callable[[str], str], read: Any, tree: Any, words: Any
) -> None:
    form_token = sign_in("curator")
    scopes = read("/account").xpath("//select[@name='scope']/option/@value")
    assert scopes == ["read", "upload", "curate"]
    made = tree(post(client, "/account/tokens", form_token=form_token, name="Night", scope="read", days="7").text)
    [secret] = made.xpath("//input[@id='made']/@value")
    program = TestClient(app, headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/search").status_code == 200
    refused = program.get("/api/text-quality")
    assert refused.status_code == 403
    assert "With this token you are a reader" in refused.json()["detail"]
    page = read("/account")
    assert secret not in client.get("/account").text
    assert "Night" in words(page)
    [public_id] = page.xpath("//section[@aria-labelledby='tokens']//input[@name='id']/@value")
    assert post(client, "/account/tokens/revoke", form_token=form_token, id=public_id).status_code == 303
    assert program.get("/api/search").status_code == 401
    assert "Night" not in words(read("/account"))


def test_a_token_opens_neither_account_nor_accounts(app: FastAPI, repository: Repository) -> None:
    from datetime import timedelta

    with repository.write() as uow:
        uow.accounts.add("a@example.org", "administrator")
        secret = uow.accounts.issue("a@example.org", "bearer", timedelta(days=1))
        uow.commit()
    program = TestClient(app, headers={"Authorization": f"Bearer {secret}"})
    for path in ("/account", "/accounts"):
        assert program.get(path).status_code == 403


def test_another_password_needs_the_present_one_and_ends_all_other_sessions(
    app: FastAPI, client: TestClient, repository: Repository
) -> None:
    with repository.write() as uow:
        uow.accounts.add("a@example.org", "reader", "a long enough secret")
        uow.commit()
    other = TestClient(app, follow_redirects=False)
    for browser in (client, other):
        assert post(browser, "/sign-in", email="a@example.org", password="a long enough secret").status_code == 303
    found = re.search(r'name="form_token" value="(\w+)"', client.get("/account").text)
    assert found
    token = found[1]
    for change, sentence in (
        (NEW | {"current": "wrong"}, "present password is not right"),
        (NEW | {"current": "a long enough secret", "again": "x"}, "not the same"),
        ({"current": "a long enough secret", "password": "short", "again": "short"}, "too short"),
    ):
        refused = post(client, "/account/password", form_token=token, **change)
        assert refused.status_code == 422
        assert sentence in refused.text
    done = post(client, "/account/password", form_token=token, current="a long enough secret", **NEW)
    assert done.status_code == 303
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert post(other, "/sign-in", email="a@example.org", password=NEW["password"]).status_code == 303


def test_an_administrator_adds_changes_and_disables_accounts(
    app: FastAPI, client: TestClient, sign_in: Callable[[str], str], repository: Repository, tree: Any, read: Any
) -> None:
    token = sign_in("administrator")
    made = tree(post(client, "/accounts", form_token=token, email="New@example.org", role="contributor").text)
    [link] = made.xpath("//input[@id='link']/@value")
    browser = TestClient(app, follow_redirects=False)
    path = link.removeprefix("http://testserver")
    page = browser.get(path)
    assert "new@example.org" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert browser.post(path, data=NEW | {"again": "other"}).status_code == 422
    assert browser.post(path, data=NEW, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert browser.post(path, data=NEW).headers["location"] == "/account"
    assert browser.get("/uploads").status_code == 200
    assert browser.get(path).status_code == 404
    assert browser.post(path, data=NEW).status_code == 404
    assert post(client, "/accounts/role", form_token=token, email="new@example.org", role="reader").status_code == 303
    assert browser.get("/uploads").status_code == 403
    assert post(client, "/accounts/state", form_token=token, email="new@example.org", state="off").status_code == 303
    assert browser.get("/account").status_code == 303
    refused = post(client, "/accounts/state", form_token=token, email="administrator@example.org", state="off")
    assert refused.status_code == 409
    assert "last administrator" in refused.text
    assert post(client, "/accounts", form_token=token, email="new@example.org", role="reader").status_code == 422
    assert read("/accounts").xpath("//select[@id='role']/option/@value")[0] == "reader"
    with repository.read() as uow:
        events = uow.session.execute(select(AuditEvent.actor, AuditEvent.action).order_by(AuditEvent.id)).all()
    assert [tuple(event) for event in events] == [
        ("administrator@example.org", "add account"),
        ("new@example.org", "set password"),
        ("administrator@example.org", "change role"),
        ("administrator@example.org", "account disabled"),
    ]


def test_a_new_password_link_makes_the_one_before_worthless(
    app: FastAPI, client: TestClient, sign_in: Callable[[str], str], tree: Any
) -> None:
    token = sign_in("administrator")
    links = []
    for path, form in (("/accounts", {"role": "reader"}), ("/accounts/invitation", {})):
        page = tree(post(client, path, form_token=token, email="new@example.org", **form).text)
        links += page.xpath("//input[@id='link']/@value")
    assert [client.get(link).status_code for link in links] == [404, 200]


@pytest.fixture
def first(settings: Any) -> Any:
    link = OneTimeLink()
    app = create_app(settings, link)
    yield link, TestClient(app, follow_redirects=False)
    app.state.house.repository.close()


def test_the_first_administrator_comes_by_a_link_that_is_good_once(first: tuple[OneTimeLink, TestClient]) -> None:
    link, client = first
    path = f"/first-administrator/{link.secret}"
    assert client.get("/first-administrator/made-up").status_code == 404
    assert client.get(path).status_code == 200
    assert client.post(path, data=NEW | {"email": "nonsense"}).status_code == 422
    assert client.post(path, data=NEW | {"email": "me@example.org"}).status_code == 303
    assert client.get("/accounts").status_code == 200
    assert client.get(path).status_code == 404
    assert client.post(path, data=NEW | {"email": "other@example.org"}).status_code == 404


def test_the_link_is_worth_nothing_once_there_is_an_account_or_an_hour_has_passed(
    first: tuple[OneTimeLink, TestClient],
) -> None:
    link, client = first
    now = [0.0]
    late = OneTimeLink(clock=lambda: now[0])
    assert late.opens(late.secret)
    now[0] = 3601
    assert not late.opens(late.secret)
    with client.app.state.house.repository.write() as uow:  # type: ignore[attr-defined]
        uow.accounts.add("a@example.org", "reader")
        uow.commit()
    assert client.get(f"/first-administrator/{link.secret}").status_code == 404
