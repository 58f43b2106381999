"""A client of the whole application, people with tokens, and a small library of documents."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from repository.repository import Repository
from repository.settings import Settings
from web.app import create_app

Headers = dict[str, str]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", poll_seconds=0.1, upload_megabytes=2)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.fixture
def repository(client: TestClient) -> Repository:
    return client.app.state.house.repository  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def token(repository: Repository) -> Callable[[str], Headers]:
    def token(role: str) -> Headers:
        with repository.write() as uow:
            email = f"{role}@example.org"
            uow.accounts.add(email, role)
            secret = uow.accounts.issue(email, "bearer", timedelta(days=1))
            uow.commit()
        return {"Authorization": f"Bearer {secret}"}

    return token


@pytest.fixture
def reader(token: Callable[[str], Headers]) -> Headers:
    return token("reader")


@pytest.fixture
def contributor(token: Callable[[str], Headers]) -> Headers:
    return token("contributor")


@pytest.fixture
def curator(token: Callable[[str], Headers]) -> Headers:
    return token("curator")


@pytest.fixture
def library(client: TestClient, keep: Callable[..., str], repository: Repository) -> dict[str, str]:
    """Three public documents and a restricted one, searchable; their ids by name."""
    ids = {
        "rabat": keep(
            "The ministers met.",
            "We agree on return and readmission in dignity.",
            title="Political Declaration of Marrakesh",
            iscms=("rabat",),
            elements=("s", "f"),
            date="2018-05-02",
            type="declaration",
        ),
        "prague": keep(
            "Cooperation on return and readmission, and on asylum.",
            title="Joint Declaration of Bratislava",
            iscms=("prague",),
            elements=("s",),
            date="2016-09-19..2016-09-20",
            type="declaration",
        ),
        "sacm": keep(
            "Los Estados acuerdan fortalecer el retorno y la reintegración.",
            title="Declaración de Asunción",
            iscms=("sacm",),
            language="es",
            date="2006-05-04",
            type="declaration",
        ),
        "restricted": keep(
            "The zeppelin question, and return and readmission.",
            title="Zeppelin memorandum",
            iscms=("gfmd",),
            visibility="restricted",
            date="2011",
        ),
    }
    client.app.state.house.wake()  # type: ignore[attr-defined]
    for _ in range(200):
        with repository.read() as uow:
            if not uow.indexing.stale(1):
                return ids
        time.sleep(0.05)
    raise AssertionError("the index does not catch up")
