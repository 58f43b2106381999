"""The pages of the whole application on a small library, read as a browser would."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser

import lxml.html
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.authentication import SESSION_COOKIE
from repository.access import SYSTEM
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up
from web.app import create_app

VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
Page = lxml.html.HtmlElement


class Nesting(HTMLParser):
    """Fails where a tag is closed that is not the open one, which browsers and lxml silently repair."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> at {self.getpos()} repeats an attribute"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> at {self.getpos()} closes nothing"
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()} closes another tag"


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    app = create_app(settings)
    yield app
    app.state.house.repository.close()


@pytest.fixture
def repository(app: FastAPI) -> Repository:
    house = app.state.house
    return house.repository


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A browser; the background worker does not run, so that a test says itself what is read and indexed."""
    return TestClient(app, follow_redirects=False)


@pytest.fixture
def index(app: FastAPI) -> Callable[[], None]:
    def index() -> None:
        catch_up(app.state.house.repository, app.state.house.index)

    return index


@pytest.fixture
def tree() -> Callable[[str], Page]:
    """The text of a page, checked to be well nested, as a tree."""

    def tree(text: str) -> Page:
        nesting = Nesting()
        nesting.feed(text)
        nesting.close()
        assert not nesting.open, f"never closed: {nesting.open}"
        return lxml.html.document_fromstring(text)

    return tree


@pytest.fixture
def read(client: TestClient, tree: Callable[[str], Page]) -> Callable[..., Page]:
    """One page of an address, as a tree."""

    def read(path: str, status: int = 200, **headers: str) -> Page:
        answer = client.get(path, headers=headers)
        assert answer.status_code == status, f"{path} answers {answer.status_code}"
        return tree(answer.text)

    return read


@pytest.fixture
def words() -> Callable[[Page], str]:
    """What a reader reads of an element, with single spaces."""

    def words(element: Page) -> str:
        return " ".join(element.text_content().split())

    return words


@pytest.fixture
def sign_in(client: TestClient, repository: Repository) -> Callable[[str], str]:
    """Sign the browser in with an account of some role; answers the form token of its session."""

    def sign_in(role: str) -> str:
        email = f"{role}@example.org"
        with repository.write() as uow:
            uow.accounts.add(email, role)
            client.cookies.set(SESSION_COOKIE, uow.accounts.issue(email, "session", timedelta(hours=1)))
            uow.commit()
        found = re.search(r'name="form_token" value="(\w+)"', client.get("/").text)
        assert found
        return found[1]

    return sign_in


@pytest.fixture
def library(keep: Callable[..., str], index: Callable[[], None], repository: Repository) -> dict[str, str]:
    """A few documents of several processes, years and languages, by a short name."""
    documents = {
        "rabat": keep(
            "Rabat Process\nWe meet again.",
            "We agree on return and\nreadmission of people, with <care>.",
            title="Marrakesh declaration",
            iscms=("rabat",),
            elements=("s", "e"),
            date="2018-05-02",
            type="declaration",
        ),
        "rcm": keep(
            "The Regional Conference speaks of return and readmission.",
            title="Cancún communiqué",
            iscms=("rcm",),
            elements=("s",),
            date="2003-05-29..2003-05-30",
        ),
        "sacm": keep(
            "Contra la trata de personas.",
            title="Declaración de Asunción",
            iscms=("sacm",),
            language="es",
            date="2016-11",
        ),
        "arcp": keep("الهجرة وإعادة القبول", title="البيان السنوي", iscms=("arcp",), language="ar", date="2021"),
        "restricted": keep("The zebra is secret.", title="Restricted minutes", visibility="restricted"),
        "withdrawn": keep("Gone.", title="Withdrawn text"),
    }
    with repository.write() as uow:
        uow.documents.withdraw(uow.documents.get(documents["withdrawn"], SYSTEM), "It was a draft.")
        uow.commit()
    index()
    return documents
