"""An administrator's desk: signed in over HTTP, with documents in every state that the pages for accounts show."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.pages import LONG_TITLE, PHRASE

DAMAGED = Path(__file__).parent.parent.parent / "samples" / "damaged" / "password.pdf"
WORDS = "The States agree on {} of return and readmission, and on the {} of remittances, in the year to come. "
CONCLUSIONS = "".join(
    WORDS.format(one, other) for one in ("ways", "costs", "terms") for other in ("flow", "use", "fee")
)
UNTITLED = "4. They take note of what was said on it in the working group and ask that it be looked at again.\n"


@dataclass(frozen=True)
class Desk:
    """Who is signed in by which cookies, and the ids that stand for the names in braces."""

    client: httpx2.Client
    values: dict[str, str]

    @property
    def address(self) -> str:
        """Where the room is."""
        return str(self.client.base_url).rstrip("/")

    def window(self, browser: Browser, **options: Any) -> BrowserContext:
        """A browser that is signed in by the same session."""
        context = browser.new_context(**options)
        cookies = self.client.cookies.items()
        context.add_cookies([{"name": name, "value": value, "url": self.address} for name, value in cookies])
        return context

    @property
    def form_token(self) -> str:
        """What every form of this session carries."""
        return _form_token(self.client)


def found(pattern: str, html: str) -> str:
    """What the first group of a pattern finds in a page."""
    match = re.search(pattern, html)
    assert match, pattern
    return match[1]


@contextmanager
def signed_in(address: str, email: str, password: str) -> Iterator[httpx2.Client]:
    """A browser without a window, signed in."""
    with httpx2.Client(base_url=address, headers={"Origin": address}, timeout=60) as client:
        answer = client.post("/sign-in", data={"email": email, "password": password})
        assert answer.status_code == 303
        yield client


def laid_out(client: httpx2.Client) -> Desk:
    """The desk with everything on it, read."""
    document = client.get(f"/api/search?q={PHRASE}&iscm=rabat&language=en").json()["hits"][0]["id"]
    head = "Prague Process\n\nConclusions\n\nWarsaw, 5 June 2014\n\n"
    ids = {
        "long": _sent(client, "long.txt", head + CONCLUSIONS, title=LONG_TITLE),
        "twin": _sent(client, "twin.txt", head + CONCLUSIONS + "Once more."),
        "untitled": _sent(client, "scan0042.txt", UNTITLED),
        "failed": _sent(client, DAMAGED.name, DAMAGED.read_bytes()),
        "withdrawn": _sent(client, "withdrawn.txt", head + "Sent by mistake.", visibility="public"),
    }
    states = {name: _state(client, public_id) for name, public_id in ids.items()}
    assert states == dict.fromkeys(ids, "ready") | {"failed": "failed"}
    assert client.delete(f"/api/documents/{ids['withdrawn']}?reason=Sent+by+mistake").status_code == 204
    saved = {"form_token": _form_token(client), "query": f"q={PHRASE}"}
    assert client.post("/account/searches", data=saved).status_code == 303
    file, other = (file["id"] for file in client.get(f"/api/documents/{document}").json()["files"])
    return Desk(client, ids | {"document": document, "file": file, "other": other, "secret": _invitation(client)})


def _form_token(client: httpx2.Client) -> str:
    return found(r'name="form_token" value="([^"]+)"', client.get("/account").text)


def _sent(
    client: httpx2.Client, name: str, content: str | bytes, visibility: str = "restricted", title: str = ""
) -> str:
    sent = {"visibility": visibility} | ({"title": title} if title else {})
    answer = client.post("/api/documents", files={"file": (name, content)}, data=sent)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def _state(client: httpx2.Client, public_id: str) -> str:
    for _ in range(300):
        state = str(client.get(f"/api/documents/{public_id}").json()["status"])
        if state in ("ready", "failed"):
            return state
        time.sleep(0.1)
    return state


def _invitation(client: httpx2.Client) -> str:
    data = {"form_token": _form_token(client), "email": "invited@example.org", "role": "reader"}
    return found(r"/invitation/([\w-]+)", client.post("/accounts", data=data).text)
