"""Searches kept in an account: saved from a search, listed with their feed, deleted, and nobody else's business."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.authentication import SESSION_COOKIE
from repository.errors import Conflict
from repository.repository import Repository
from repository.saved_searches import MOST

SEARCH = "q=return+and+readmission&iscm=rabat&year_from=2000"
ROWS = "//section[@aria-labelledby='searches']//tbody/tr"


def send(client: TestClient, token: str, query: str, path: str = "/account/searches") -> Any:
    return client.post(path, data={"form_token": token, "query": query})


def test_a_search_is_saved_listed_with_its_feed_and_deleted(
    client: TestClient, sign_in: Callable[[str], str], read: Any, words: Any, library: Any
) -> None:
    token = sign_in("reader")
    [saved] = read(f"/search?{SEARCH}").xpath("//form[@action='/account/searches']//input[@name='query']/@value")
    answer = send(client, token, saved + "&page=3")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account#searches")
    send(client, token, saved)
    [row] = read("/account").xpath(ROWS)
    assert row.xpath(".//a/@href") == [f"/search?{SEARCH}", f"/feeds/search.atom?{SEARCH}"]
    assert "return and readmission · Rabat Process · 2000–…" in words(row)
    assert client.get(row.xpath(".//a/@href")[1]).headers["content-type"].startswith("application/atom+xml")
    assert send(client, token, saved, "/account/searches/delete").status_code == 303
    assert read("/account").xpath(ROWS) == []


def test_a_search_for_everything_is_not_saved_nor_offered(
    client: TestClient, sign_in: Callable[[str], str], read: Any
) -> None:
    assert read("/search?q=return").xpath("//form[@action='/account/searches']") == [], "nobody is signed in"
    token = sign_in("reader")
    assert read("/search?sort=date").xpath("//form[@action='/account/searches']") == []
    assert send(client, token, "sort=date&nonsense=1").status_code == 422


def test_nobody_sees_or_deletes_the_searches_of_another(
    client: TestClient, sign_in: Callable[[str], str], read: Any
) -> None:
    send(client, sign_in("reader"), SEARCH)
    own = client.cookies[SESSION_COOKIE]
    other = sign_in("administrator")
    assert read("/account").xpath(ROWS) == []
    assert send(client, other, SEARCH, "/account/searches/delete").status_code == 404
    client.cookies.set(SESSION_COOKIE, own)
    assert len(read("/account").xpath(ROWS)) == 1


def test_an_account_keeps_no_more_than_a_hundred(repository: Repository) -> None:
    with repository.write() as uow:
        user = uow.accounts.add("reader@example.org", "reader")
        for number in range(MOST):
            uow.saved_searches.save(user, f"Search {number}", f"q={number}")
        with pytest.raises(Conflict, match="Delete one"):
            uow.saved_searches.save(user, "One more", "q=more")
        assert uow.saved_searches.of(user)[0].query == f"q={MOST - 1}"
