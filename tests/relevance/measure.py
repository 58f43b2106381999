"""How good the ranking is on the samples: nDCG@10 over the judged queries, overall, by kind and by language."""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from ingest.intake import receive  # noqa: E402 - run as a script, this file is its own root.
from ingest.worker import Worker  # noqa: E402
from repository.access import ANONYMOUS, SYSTEM  # noqa: E402
from repository.reading import Given  # noqa: E402
from repository.repository import Repository  # noqa: E402
from repository.settings import Settings  # noqa: E402
from search.catching_up import catch_up  # noqa: E402
from search.index import Index  # noqa: E402
from search.query import SearchQuery  # noqa: E402
from search.searching import Search  # noqa: E402
from tests.relevance.ndcg import JudgedQuery, load_queries, ndcg  # noqa: E402

QUERIES = Path(__file__).with_name("queries.yaml")
SAMPLES = ROOT / "samples" / "documents"
DEPTH = 10


@dataclass(frozen=True)
class Measured:
    """One judged query, what was found for it, and how good that is."""

    query: JudgedQuery
    ranking: tuple[str, ...]
    gain: float


class Library:
    """The samples, read and indexed in a folder; every document known by its file name's stem."""

    def __init__(self, folder: Path, samples: Path = SAMPLES) -> None:
        self._repository = Repository(Settings(data_dir=folder))
        index = Index(self._repository.settings.index_dir)
        self._stems = self._filled(samples)
        catch_up(self._repository, index)
        self._search = Search(self._repository, index)

    def close(self) -> None:
        self._repository.close()

    def measure(self, queries: Iterable[JudgedQuery], expand: bool = True) -> list[Measured]:
        measured = []
        for judged in queries:
            results = self._search.results(SearchQuery(judged.query, size=50, expand=expand), ANONYMOUS)
            ranking = tuple(self._stems[hit.id] for hit in results.hits)
            measured.append(Measured(judged, ranking, ndcg(ranking, judged.judgements, DEPTH)))
        return measured

    def _filled(self, samples: Path) -> dict[str, str]:
        stems = {}
        for path in sorted(samples.iterdir()):
            with path.open("rb") as stream:
                received = receive(self._repository, stream, path.name, Given(is_sample=True), SYSTEM)
            stems[received.document_id] = path.name.split(".")[0]
        worker = Worker(self._repository)
        while worker.run_once():
            pass
        return stems


def questions(queries: Iterable[JudgedQuery]) -> list[JudgedQuery]:
    """The same needs asked as they are described, in many words that nobody chose for a search engine."""
    return [replace(judged, query=judged.need) for judged in queries]


def means(measured: Iterable[Measured]) -> Mapping[str, tuple[float, int]]:
    """The mean and the number of queries: of all, by kind, and by language of the query."""
    groups: dict[str, list[float]] = defaultdict(list)
    for one in measured:
        for name in ("all", one.query.kind, language_of(one.query)):
            groups[name].append(one.gain)
    return {name: (sum(gains) / len(gains), len(gains)) for name, gains in groups.items()}


def language_of(query: JudgedQuery) -> str:
    """The language of a query, by the heading under which it stands in the file."""
    return _headings()[query.id]


def _headings() -> dict[str, str]:
    """From the comments of the file, which say in which language the queries below are."""
    languages, language = {}, ""
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") and len(line.split()) == 2:
            language = line[2:]
        elif line.startswith("- id: "):
            languages[line[6:].strip()] = language
    return languages


def main() -> None:
    queries = load_queries(QUERIES)
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        wide, narrow = library.measure(queries), library.measure(queries, expand=False)
        asked, literal = library.measure(questions(queries)), library.measure(questions(queries), expand=False)
        library.close()
    verbose = "-v" in sys.argv[1:]
    for one in sorted(wide, key=lambda one: one.gain) if verbose else ():
        print(f"{one.gain:.3f}  {one.query.kind:<15} {one.query.query}")
    print(f"nDCG@{DEPTH:<23} with thesaurus  without  queries")
    only_words = means(narrow)
    for name, (mean, count) in means(wide).items():
        print(f"{name:<28} {mean:14.3f}  {only_words[name][0]:7.3f}  {count:7}")
    mean, count = means(asked)["all"]
    print(f"{'asked in whole sentences':<28} {mean:14.3f}  {means(literal)['all'][0]:7.3f}  {count:7}")


if __name__ == "__main__":
    main()
