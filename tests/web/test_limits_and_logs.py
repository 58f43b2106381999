"""Rate limits, proxies, what guards an answer, and the security log."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import security_log
from repository.repository import Repository
from repository.settings import Settings
from web.rate_limits import Buckets, network_of

READER = ("203.0.113.9", 40_000)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path / "data",
        searches_per_minute=3,
        exports_per_minute=1,
        uploads_per_minute=2,
        requests_per_minute=6,
        security_log=str(tmp_path / "security.log"),
        trusted_proxies="198.51.100.0/24, 127.0.0.1",
        base_url="https://iscm.example.org",
    )


@pytest.fixture
def events(settings: Settings) -> Callable[[], list[dict[str, str]]]:
    path = Path(settings.security_log)
    return lambda: [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def reader(app: FastAPI, client: tuple[str, int] = READER, **headers: str) -> TestClient:
    return TestClient(app, follow_redirects=False, client=client, headers=headers)


def statuses(client: TestClient, path: str, times: int) -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


def test_who_asks_too_often_is_told_when_to_come_back(app: FastAPI, events: Callable[[], list[dict[str, str]]]) -> None:
    client = reader(app)
    assert statuses(client, "/search?q=return", 4) == [200, 200, 200, 429]
    answer = client.get("/api/search?q=return")
    assert answer.status_code == 429
    assert answer.headers["content-type"] == "application/problem+json"
    assert 1 <= int(answer.headers["retry-after"]) <= 20
    assert "may send 3 searches a minute" in answer.json()["detail"]
    assert "content-security-policy" in answer.headers
    page = client.get("/search?q=return", headers={"Accept": "text/html"})
    assert "Wait" in page.text
    assert statuses(client, "/api/export.ris", 2) == [200, 429]
    assert statuses(client, "/about", 7) == [200] * 6 + [429]
    assert 429 not in statuses(client, "/healthz", 3)
    assert client.get("/static/style.css").status_code == 200
    assert {event["kind"] for event in events()} == {"searches", "exports", "requests"}
    assert events()[0]["address"] == READER[0]


def test_uploads_are_counted_before_their_bodies_are_read(app: FastAPI) -> None:
    client = reader(app)
    sent = [client.post("/api/documents", files={"file": ("a.txt", b"text")}).status_code for _ in range(3)]
    assert sent == [401, 401, 429]


def test_neither_this_machine_nor_somebody_with_an_account_is_counted(app: FastAPI, repository: Repository) -> None:
    assert statuses(reader(app, ("127.0.0.1", 1)), "/search?q=return", 5) == [200] * 5
    with repository.write() as uow:
        uow.accounts.add("a@example.org", "reader")
        token = uow.accounts.issue("a@example.org", "bearer", timedelta(days=1))
        uow.commit()
    assert statuses(reader(app, Authorization=f"Bearer {token}"), "/search?q=return", 5) == [200] * 5
    assert statuses(reader(app, Cookie="iscm_session=made-up"), "/search?q=return", 4)[-1] == 429


def test_only_a_trusted_proxy_says_for_whom_it_asks(app: FastAPI, events: Callable[[], list[dict[str, str]]]) -> None:
    proxy = ("198.51.100.7", 1)
    for number in range(5):
        one = reader(app, proxy, **{"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.8"})
        assert one.get("/search?q=return").status_code == 200
    forged = [reader(app, **{"X-Forwarded-For": f"192.0.2.{number}"}).get("/search?q=a") for number in range(4)]
    assert [answer.status_code for answer in forged] == [200, 200, 200, 429]
    # What a reader writes before the proxy adds the true address counts for nothing.
    for number in range(3):
        reader(app, proxy, **{"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.99"}).get("/search?q=return")
    assert reader(app, proxy, **{"X-Forwarded-For": "10.9.9.9, 192.0.2.99"}).get("/search?q=b").status_code == 429
    assert [event["address"] for event in events()] == [READER[0], "192.0.2.99"]


def test_a_bucket_fills_up_steadily_whichever_process_is_asked(tmp_path: Path) -> None:
    now = [1000.0]
    # As two processes have them: objects of their own on one file.
    one, other = (Buckets(tmp_path / "limits", clock=lambda: now[0]) for _ in range(2))
    assert [buckets.take("searches", "a", 2) for buckets in (one, other, one)] == [0, 0, 30]
    now[0] = 1029.0
    assert other.take("searches", "a", 2) == 1
    now[0] = 1031.0
    assert [buckets.take("searches", "a", 2) for buckets in (one, other)] == [0, 29]
    assert one.take("exports", "a", 2) == 0
    now[0] = 5.0
    assert one.take("searches", "a", 2) == 0, "the machine was started anew"


def test_ever_new_addresses_take_no_more_room_and_the_oldest_is_forgotten(tmp_path: Path) -> None:
    now = [0.0]
    buckets = Buckets(tmp_path / "limits", clock=lambda: now[0])
    assert [buckets.take("searches", "first", 1) for _ in range(2)] == [0, 60]
    size = (tmp_path / "limits").stat().st_size
    for number in range(60_000):
        now[0] += 0.0001
        buckets.take("searches", str(number), 1)
    assert (tmp_path / "limits").stat().st_size == size < 1_000_000
    assert buckets.take("searches", "first", 1) == 0
    assert buckets.take("searches", str(59_999), 1) > 50


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("testclient", ""),
        ("", ""),
    ],
)
def test_a_household_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_https_stays_https_and_its_cookies_with_it(app: FastAPI, repository: Repository) -> None:
    answer = reader(app).get("/about")
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    with repository.write() as uow:
        uow.accounts.add("a@example.org", "reader", "a long enough secret")
        uow.commit()
    form = {"email": "a@example.org", "password": "a long enough secret"}
    signed_in = reader(app, Origin="https://iscm.example.org").post("/sign-in", data=form)
    assert signed_in.status_code == 303
    assert "secure" in signed_in.headers["set-cookie"].casefold()


def test_even_what_nobody_foresaw_is_answered_with_headers_and_without_a_trace(app: FastAPI) -> None:
    app.add_api_route("/broken", lambda: 1 / 0)
    answer = TestClient(app, raise_server_exceptions=False).get("/broken")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "ZeroDivisionError" not in answer.text
    assert "Traceback" not in answer.text


def test_nobody_writes_lines_of_their_own_into_the_security_log(
    app: FastAPI, events: Callable[[], list[dict[str, str]]], settings: Settings
) -> None:
    client = reader(app, **{"User-Agent": 'x"}\n{"event": "signed in"}'})
    client.get("/uploads%0A%7B%22event%22:1%7D", headers={"Authorization": 'Bearer x"}'})
    client.get("/api/search%0d%0a%1b[2J?q=secret", headers={"Authorization": "Bearer \u00e9".encode("latin-1")})
    client.post("/sign-in", data={"email": 'a@b.org"}\n{"event":"signed in"}\u2028', "password": "hunter2 hunter2"})
    security_log.note("token made", account="a\n\u202e\x1b[2J@example.org", name='"}\r\n{"event":"signed in"}')
    text = Path(settings.security_log).read_text()
    assert text.isascii()
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert [event["event"] for event in events()] == ["token refused", "token refused", "sign-in failed", "token made"]
    assert "hunter2" not in text


def test_a_token_is_told_of_when_it_is_tried_after_its_end(
    app: FastAPI, repository: Repository, events: Callable[[], list[dict[str, str]]]
) -> None:
    with repository.write() as uow:
        uow.accounts.add("a@example.org", "reader")
        expired = uow.accounts.issue("a@example.org", "bearer", timedelta(days=-1))
        revoked = uow.accounts.issue("a@example.org", "bearer", timedelta(days=1))
        uow.tokens.end(revoked)
        uow.commit()
    for secret in (expired, revoked, "made-up"):
        answer = reader(app, Authorization=f"Bearer {secret}").get("/api/search?q=return")
        assert answer.status_code == 401
        assert "made-up" not in answer.text
    told = [(event["because"], event.get("account")) for event in events()]
    assert told == [("expired", "a@example.org"), ("revoked", "a@example.org"), ("unknown", None)]
    assert all(expired not in str(event) and revoked not in str(event) for event in events())
