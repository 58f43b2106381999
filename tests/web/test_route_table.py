"""Every route is called by every role and with tokens of every scope: what is allowed works, the rest is refused."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx2 import Response

from api.authentication import SESSION_COOKIE
from repository.access import ACTIONS, ROLES, SCOPES, SYSTEM
from repository.reading import Finding, Given, PageText, Reading
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up
from tests.web.route_table import ROUTES, Route
from web.app import create_app

PDF = Path(__file__).parent.parent.parent / "samples" / "documents" / "sacm-2006-declaracion-asuncion.es.pdf"
OURS = {"Origin": "http://testserver"}
ADMINISTRATOR = "administrator@example.org"


@dataclass(frozen=True)
class Caller:
    """Who calls: nobody, a role by a session, or an administrator's token of some scope."""

    name: str
    role: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str = ""
    form_key: str = ""

    def may(self, route: Route) -> bool:
        """Whether this caller is to get through, by the table alone."""
        needs = route.needs
        if needs == "session" or route.is_form or needs == "administer":
            # Accounts are for browsers: a token, even a stolen one, makes no others.
            needs = "" if needs == "session" else needs
            if not self.cookie:
                return False
        return not needs or (bool(self.role) and ROLES.index(self.role) >= ROLES.index(ACTIONS[needs]))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("table")))
    yield app
    app.state.house.repository.close()


@pytest.fixture(scope="module")
def kept(app: FastAPI) -> Callable[..., str]:
    """Keep a document; answers its id."""
    repository, numbers = app.state.house.repository, iter(range(10_000))

    def kept(is_drawn: bool = False, visibility: str = "public") -> str:
        content = PDF.read_bytes() if is_drawn else f"document {next(numbers)}".encode()
        original = repository.originals.keep(io.BytesIO(content), 10_000_000)
        page = PageText(1, "We agree on return and readmission.", language="en")
        kind = "application/pdf" if is_drawn else "text/plain"
        with repository.write() as uow:
            file = uow.documents.add(original, "kept.txt", Given(visibility=visibility), SYSTEM)
            uow.record(file, Reading(kind, (page,), Finding("en"), Finding("A declaration")))
            uow.commit()
            return str(file.document.public_id)

    return kept


@pytest.fixture(scope="module")
def values(app: FastAPI, kept: Callable[..., str]) -> dict[str, str]:
    """What stands for the names in braces."""
    document_id, drawn_id, restricted_id = kept(), kept(is_drawn=True), kept(visibility="restricted")
    house = app.state.house
    catch_up(house.repository, house.index)
    with house.repository.read() as uow:
        files = {name: uow.documents.get(name, SYSTEM).files[0].public_id for name in (document_id, restricted_id)}
    return {
        "document_id": document_id, "drawn_id": drawn_id, "file_id": files[document_id], "number": "1", "form": "ris",
        "passage": "0-5", "slug": "rabat", "kind": "iscms", "code": "rabat", "year": "2018", "secret": "none",
        "restricted_id": restricted_id, "restricted_file_id": files[restricted_id],
        "event_id": "none", "batch": "none", "one_id": "", "other_id": "",
    }  # fmt: skip


@pytest.fixture
def callers(app: FastAPI) -> list[Caller]:
    repository: Repository = app.state.house.repository
    callers = [Caller("nobody")]
    with repository.write() as uow:
        for role in ROLES:
            secret = _issue(uow, f"{role}@example.org", role)
            session = uow.tokens.find(secret, "session")
            assert session
            callers.append(Caller(role, role, OURS, secret, session.form_key))
        for scope, role in SCOPES.items():
            token = uow.accounts.issue(ADMINISTRATOR, "bearer", timedelta(days=1), scope)
            callers.append(Caller(f"token to {scope}", role, {"Authorization": f"Bearer {token}"}))
        uow.commit()
    return callers


def _issue(uow: Any, email: str, role: str) -> str:
    if uow.accounts.by_email(email) is None:
        uow.accounts.add(email, role)
    secret: str = uow.accounts.issue(email, "session", timedelta(hours=1))
    uow.session.flush()
    return secret


def call(app: FastAPI, caller: Caller, method: str, route: Route, values: dict[str, str], **forged: Any) -> Response:
    """Call a route as a caller would; `forged` replaces the form's token or headers."""
    filled = values | {name: value.format(**values) for name, value in route.values.items()} | {"caller": caller.name}
    path = route.path.format(**filled) + (f"?{route.query.format(**filled)}" if route.query else "")
    sent: dict[str, Any] = {"headers": forged.get("headers", caller.headers)}
    if route.data is not None:
        sent["data"] = {name: str(value).format(**filled) for name, value in route.data.items()}
        sent["data"]["form_token"] = forged.get("form_token", caller.form_key)
    if route.files is not None:
        sent["files"] = {key: (name, body + caller.name.encode()) for key, (name, body) in route.files.items()}
    if route.json is not None:
        sent["json"] = route.json
    client = TestClient(app, follow_redirects=False, cookies={SESSION_COOKIE: caller.cookie} if caller.cookie else None)
    answer = client.request(method, path, **sent)
    client.close()
    return answer


def test_every_route_stands_in_the_table(app: FastAPI) -> None:
    there = {(method, str(one.path)) for one in iter_route_contexts(app.routes) for method in one.methods or ()}
    told = {(method, route.path) for route in ROUTES for method in route.methods}
    assert there - told == set(), "add it to tests/web/route_table.py"
    assert told - there == set(), "it is no more: take it out of tests/web/route_table.py"


def test_every_route_lets_in_whom_it_should_and_nobody_else(
    app: FastAPI, callers: list[Caller], kept: Callable[..., str], values: dict[str, str]
) -> None:
    wrong, allowed, refused = [], 0, 0
    for route in ROUTES:
        for caller in callers:
            # HEAD is answered by what answers GET; two callers show that.
            for method in set(route.methods) - ({"HEAD"} if caller.role not in ("", "administrator") else set()):
                filled = values | ({"fresh_id": kept()} if "{fresh_id}" in str(route.values) else {})
                answer = call(app, caller, method, route, filled)
                expected = _expected(route, caller, method)
                allowed, refused = allowed + caller.may(route), refused + (not caller.may(route))
                if answer.status_code not in expected:
                    wrong.append(f"{caller.name}: {method} {route.path}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)
    assert allowed > 300
    assert refused > 100


def _expected(route: Route, caller: Caller, method: str) -> tuple[int, ...]:
    if caller.may(route):
        return (route.answers,) if route.path != "/sign-in" or method == "POST" or not caller.role else (303,)
    if route.sends_to_sign_in and not caller.role:
        return (303,)
    return (403,) if caller.role else (401, 403)


def test_no_form_is_taken_from_elsewhere(app: FastAPI, callers: list[Caller], values: dict[str, str]) -> None:
    administrator = next(caller for caller in callers if caller.name == "administrator")
    forms = [route for route in ROUTES if route.is_form]
    writing = [route for route in ROUTES if route.path.startswith("/api/") and set(route.methods) & _UNSAFE]
    assert len(forms) >= 9
    assert len(writing) >= 3
    for route in forms:
        elsewhere = ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"})
        for forged in ({"form_token": ""}, {"form_token": "0" * 64}, *({"headers": headers} for headers in elsewhere)):
            assert call(app, administrator, "POST", route, values, **forged).status_code == 403, (route.path, forged)
    for route in writing:
        for headers in ({}, *elsewhere):
            [method] = set(route.methods) & _UNSAFE
            filled = values | {"fresh_id": values["document_id"]}
            assert call(app, administrator, method, route, filled, headers=headers).status_code == 403, route.path


_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def test_every_role_sees_a_restricted_document_by_every_route_and_nobody_else_does(
    app: FastAPI, callers: list[Caller], values: dict[str, str]
) -> None:
    hidden = values | {"document_id": values["restricted_id"], "file_id": values["restricted_file_id"]}
    routes = [
        route
        for route in ROUTES
        # What needs an account refuses those without one before it looks for the document.
        if "{document_id}" in route.path and "GET" in route.methods and not route.values and not route.needs
    ]
    assert len(routes) >= 8
    for route in routes:
        for caller in callers:
            answer = call(app, caller, "GET", route, hidden)
            assert (answer.status_code == 404) == (not caller.role), (caller.name, route.path, answer.status_code)


def test_no_answer_lacks_the_headers_that_guard_it(app: FastAPI, callers: list[Caller], values: dict[str, str]) -> None:
    for route in ROUTES:
        if "GET" in route.methods:
            headers = call(app, callers[0], "GET", route, values).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy, route.path
            assert "unsafe" not in policy, route.path
            assert headers["x-content-type-options"] == "nosniff", route.path
            assert headers["cross-origin-resource-policy"] == "same-origin", route.path
            assert "strict-transport-security" not in headers
