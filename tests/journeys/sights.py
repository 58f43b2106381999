"""What every page of `pages.py` looks like to a checker: its HTML, asked for once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx2
from fastapi.testclient import TestClient
from playwright.sync_api import Page
from starlette.exceptions import HTTPException

from api.authentication import SESSION_COOKIE
from repository.settings import Settings
from tests.journeys.desk import Desk
from tests.journeys.pages import EMPTY, PUBLIC, SIGNED_IN, Look
from web.app import create_app
from web.one_time_link import OneTimeLink

# An error page offers to sign in, to search, to go back or to wait.
SHAPES = (401, 404, 422, 503)
ADMINISTRATOR = "administrator@example.org"


@dataclass(frozen=True)
class Sight:
    """A page as it was answered; `path` is where a browser is to believe that it stands."""

    name: str
    path: str
    html: bytes


def sights(desk: Desk, folder: Path) -> Iterator[Sight]:
    """Every page: for everybody, for an account, of an empty repository, of trouble."""
    with httpx2.Client(base_url=desk.client.base_url, timeout=60) as nobody:
        yield from _seen(nobody, PUBLIC, desk.values)
    yield from _seen(desk.client, SIGNED_IN, desk.values, desk.form_token, "signed in: ")
    yield from _empty(folder)


def shown(page: Page, sight: Sight, address: str) -> None:
    """The page as it was answered, at its address, with its styles, scripts and pictures."""
    page.unroute_all()
    page.route(
        address + sight.path, lambda route: route.fulfill(body=sight.html, content_type="text/html; charset=utf-8")
    )
    page.goto(address + sight.path)


def _seen(
    client: httpx2.Client, looks: Iterable[Look], values: dict[str, str], form_token: str = "", said: str = ""
) -> Iterator[Sight]:
    for look in looks:
        path = look.path.format(**values)
        sent = None if look.form is None else {"form_token": form_token, **look.form}
        answer = client.get(path) if sent is None else client.post(path, data=sent)
        assert answer.status_code == look.status, f"{said}{path}: {answer.status_code}"
        assert answer.headers["content-type"].startswith("text/html"), path
        yield Sight(f"{said}{look.path}{' (sent)' if sent else ''}", path, answer.content)


def _empty(folder: Path) -> Iterator[Sight]:
    """An empty repository's pages, and one for each kind of trouble."""
    link = OneTimeLink()
    app = create_app(Settings(data_dir=folder), link)
    app.add_api_route("/trouble/{status}", _trouble)
    with TestClient(app, headers={"Origin": "http://testserver"}) as client:
        yield from _seen(client, EMPTY[:2], {"secret": link.secret}, said="empty: ")
        with app.state.house.repository.write() as uow:
            uow.accounts.add(ADMINISTRATOR, "administrator")
            uow.session.flush()
            client.cookies.set(SESSION_COOKIE, uow.accounts.issue(ADMINISTRATOR, "session", timedelta(hours=1)))
            uow.commit()
        yield from _seen(client, EMPTY[2:], {}, said="empty: ")
        yield from _seen(client, [Look(f"/trouble/{status}", status) for status in SHAPES], {})


def _trouble(status: int) -> None:
    raise HTTPException(status, "What happened stands here, in a sentence, with what to do.")
