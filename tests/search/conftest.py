"""A real repository and index in a temporary folder, and a quick way to put documents in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

import pytest

from repository.access import SYSTEM, Actor
from repository.originals import Original
from repository.reading import Dates, Evidence, Finding, Given, OperativeParagraph, PageText, Reading, TagFinding
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up
from search.hit import Hit
from search.index import Index
from search.query import SearchQuery
from search.results import SearchResults
from search.searching import Search

READER = Actor("reader@example.org", "reader", 1)
WHY = Evidence(1, 0, 0, "", "test")


def _operative(pages: Sequence[str], spoken: Sequence[str | None], kind: str, text: str) -> OperativeParagraph:
    """An operative paragraph where its text first stands."""
    at = next(at for at, page in enumerate(pages) if text in page)
    start = pages[at].index(text)
    return OperativeParagraph(at + 1, start, start + len(text), kind, text, "agree", language=spoken[at])


@dataclass
class Shelf:
    """A repository, its index, and what tests do with them."""

    repository: Repository
    index: Index
    search: Search
    numbers: Iterator[int] = field(default_factory=count)

    def put(
        self,
        *pages: str,
        title: str | None = None,
        language: str = "en",
        visibility: str = "public",
        date: str | None = None,
        type: str | None = None,
        iscms: Sequence[str] = (),
        mentions: Sequence[str] = (),
        elements: Sequence[str] = (),
        states: Sequence[str] = (),
        meeting_level: str | None = None,
        version_of: str | None = None,
        page_languages: Sequence[str | None] = (),
        operative: Sequence[tuple[str, str]] = (),
    ) -> str:
        """A document (or a language version of one) as if it had been read from a file; its public id."""
        name = f"document-{next(self.numbers)}.txt"
        given = Given(visibility=visibility, version_of=version_of)
        codes = {"iscm": iscms, "mention": mentions, "element": elements, "state": states}
        tags = [TagFinding(scheme, code, 1.0, True, (WHY,)) for scheme, found in codes.items() for code in found]
        spoken = list(page_languages) or [language] * len(pages)
        reading = Reading(
            media_type="text/plain",
            pages=tuple(
                PageText(number, text, language=of)
                for number, (text, of) in enumerate(zip(pages, spoken, strict=True), 1)
            ),
            language=Finding(language),
            title=Finding(title) if title else None,
            type=Finding(type) if type else None,
            dates=Dates(date, date) if date else None,
            meeting_level=Finding(meeting_level) if meeting_level else None,
            tags=tuple(tags),
            operative_paragraphs=tuple(_operative(pages, spoken, kind, text) for kind, text in operative),
        )
        with self.repository.write() as uow:
            original = Original(sha256(name.encode()).hexdigest(), len(name))
            file = uow.documents.add(original, name, given, SYSTEM)
            uow.record(file, reading)
            uow.commit()
            return file.document.public_id

    def change(self, public_id: str, change: Callable[..., object]) -> None:
        """Change a document by a function of the unit of work and the document."""
        with self.repository.write() as uow:
            change(uow, uow.documents.get(public_id, SYSTEM))
            uow.commit()

    def catch_up(self) -> int:
        return catch_up(self.repository, self.index)

    def find(self, text: str = "", actor: Actor = READER, **fields: object) -> SearchResults:
        """Search, by default as one who may see everything."""
        return self.search.results(SearchQuery(text=text, **fields), actor)  # type: ignore[arg-type]

    @staticmethod
    def seen(results: SearchResults) -> tuple[SearchResults, list[dict[str, object]]]:
        """Everything that a reader is told, for comparing two answers."""
        said = [name for name, value in vars(Hit).items() if isinstance(value, property)]
        hits = [{name: getattr(hit, name) for name in (*said, "score", "passages")} for hit in results.hits]
        return replace(results, hits=()), hits

    def ids(self, text: str = "", actor: Actor = READER, **fields: object) -> set[str]:
        """The ids of all hits; they must be as many as the total says."""
        results = self.find(text, actor, **{"size": 100, **fields})
        assert len(results.hits) == results.total
        return {hit.id for hit in results.hits}


@pytest.fixture
def reader() -> Actor:
    """One who may read restricted documents."""
    return READER


@pytest.fixture
def chance() -> Random:
    """The same chances every time."""
    return Random(6)  # noqa: S311 - nothing here is secret.


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    repository = Repository(Settings(data_dir=tmp_path))
    index = Index(repository.settings.index_dir)
    yield Shelf(repository, index, Search(repository, index))
    repository.close()
