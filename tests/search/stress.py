"""What takes minutes: the writer killed again and again, and a crowd of readers during hundreds of commits.

python tests/search/stress.py [--kills 50] [--commits 200] [--readers 8]
"""

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from hashlib import sha256
from pathlib import Path

from repository.access import SYSTEM
from repository.originals import Original
from repository.reading import Finding, Given, PageText, Reading
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up, drift, reindex
from search.index import Index
from search.query import SearchQuery
from search.searching import Search

_TEXT = "visa border return and readmission of migrants in the region " * 40
_DOCUMENTS, _CHANGED = 60, 25
_QUERIES = ("visa", '"return and readmission"', "bor*", "visa -zebra", "migrants OR zebra")
_LONGEST_SECONDS = 1.2
_CATCH_UP = """
import sys
from pathlib import Path
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up, reindex
from search.index import Index
repository = Repository(Settings(data_dir=Path(sys.argv[1])))
print("ready", flush=True)
catch_up(repository, Index(repository.settings.index_dir))
reindex(repository)
"""


def main() -> None:
    """Do both; ends with an error at the first wrong answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--readers", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stress-") as folder:
        repository = Repository(Settings(data_dir=Path(folder)))
        for number in range(_DOCUMENTS):
            _put(repository, number)
        _kill(repository, options.kills)
        _crowd(repository, options.commits, options.readers)
        repository.close()


def _kill(repository: Repository, times: int) -> None:
    """Kill a writer at any moment; the index must open, or be rebuilt, and agree with the database."""
    chance = random.Random(6)  # noqa: S311 - nothing here is secret.
    folder = str(repository.settings.data_dir)
    for number in range(times):
        _touch(repository, chance.sample(range(1, _DOCUMENTS + 1), _CHANGED))
        with subprocess.Popen([sys.executable, "-c", _CATCH_UP, folder], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.random() * _LONGEST_SECONDS)
            writer.kill()
        index = Index(repository.settings.index_dir)
        index.check()
        opened = index.answers()
        catch_up(repository, index)
        faults = drift(repository, index)
        total = Search(repository, index).results(SearchQuery("visa"), SYSTEM).total
        if faults or total != _DOCUMENTS:
            sys.exit(f"After kill {number + 1}: {total} of {_DOCUMENTS} documents; {faults}")
        sys.stdout.write(f"kill {number + 1}: {'opened' if opened else 'rebuilt'}, equals the database\n")


def _crowd(repository: Repository, commits: int, readers: int) -> None:
    """Search in many threads while documents change; nothing may fail, be missing, twice or from another time."""
    index = Index(repository.settings.index_dir)
    search, stop, faults, answered = Search(repository, index), threading.Event(), list[str](), [0]

    def read() -> None:
        while not stop.is_set():
            for text in _QUERIES:
                results = search.results(SearchQuery(text, size=100), SYSTEM)
                ids = [hit.id for hit in results.hits]
                # A document that changed is taken out and put in by one commit: there is never one less.
                if results.total != _DOCUMENTS or len(set(ids)) != len(ids) or len(ids) != _DOCUMENTS:
                    faults.append(f"{text}: {results.total}, {len(ids)} hits, {len(set(ids))} different")
                answered[0] += 1

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for number in range(commits):
        _touch(repository, [number % _DOCUMENTS + 1])
        catch_up(repository, index)
        if number % 50 == 49:
            reindex(repository)
    stop.set()
    for thread in threads:
        thread.join()
    if faults:
        sys.exit("\n".join(faults[:20]))
    sys.stdout.write(f"{commits} commits, {answered[0]} answers to {readers} readers, all right\n")


def _put(repository: Repository, number: int) -> None:
    name = f"document-{number}.txt"
    with repository.write() as uow:
        original = Original(sha256(name.encode()).hexdigest(), len(name))
        file = uow.documents.add(original, name, Given(), SYSTEM)
        uow.record(file, Reading("text/plain", (PageText(1, _TEXT, language="en"),), language=Finding("en")))
        uow.commit()


def _touch(repository: Repository, row_ids: list[int]) -> None:
    with repository.write() as uow:
        for document in uow.indexing.after(0, _DOCUMENTS):
            if document.id in row_ids:
                uow.documents.touch(document)
        uow.commit()


if __name__ == "__main__":
    main()
