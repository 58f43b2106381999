"""Real parts for every test: a repository in a temporary folder, the sample documents, people with roles."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.access import SYSTEM, Actor
from repository.reading import Evidence, Finding, Given, PageText, Reading, TagFinding
from repository.repository import Repository
from repository.settings import Settings

ROOT = Path(__file__).parent.parent
CURATOR = Actor("curator@example.org", "curator")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", poll_seconds=0.2)


@pytest.fixture
def repository(settings: Settings) -> Iterator[Repository]:
    opened = Repository(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples" / "documents"


@pytest.fixture(scope="session")
def damaged() -> Path:
    return ROOT / "samples" / "damaged"


@pytest.fixture
def keep(repository: Repository):
    """Keep a document of given pages, as if it had been read; answers its public id."""

    def keep(
        *pages: str,
        title: str = "A declaration",
        iscms: tuple[str, ...] = (),
        elements: tuple[str, ...] = (),
        language: str = "en",
        visibility: str = "public",
        **fields: str,
    ) -> str:
        content = "\f".join((title, *pages, language, visibility)).encode()
        original = repository.originals.keep(io.BytesIO(content), 1_000_000)
        tags = [TagFinding("iscm", slug, 5.0, True, (Evidence(1, 0, 5, slug, "test"),)) for slug in iscms]
        tags += [TagFinding("element", code, 5.0, True, (Evidence(1, 0, 5, code, "test"),)) for code in elements]
        reading = Reading(
            media_type="text/plain",
            pages=tuple(PageText(number, text, language=language) for number, text in enumerate(pages, 1)),
            language=Finding(language),
            title=Finding(title),
            tags=tuple(tags),
        )
        with repository.write() as uow:
            given = Given(visibility=visibility, date=fields.get("date"), type=fields.get("type"))
            file = uow.documents.add(original, "file.txt", given, SYSTEM)
            uow.record(file, reading)
            uow.commit()
            return file.document.public_id

    return keep
