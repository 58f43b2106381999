"""What pages take with many readers at once: `browsing.py --documents 10000` prints milliseconds of each kind of page.

The service is started as `iscm serve` starts it; eight clients in another process ask for one kind of page after the
other, without a pause between an answer and the next request. *service ms* is processor time of the service for one
page. The clients run on the same processors, and *clients ms* is what they took of these for one page.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, literal, select, update
from sqlalchemy.orm import Session

from api.authentication import SESSION_COOKIE
from clients import Errand, Met, sent
from corpus import documents
from engine import Watch
from ours import Ours
from repository.access import ANONYMOUS
from repository.likeness_upkeep import compare_waiting
from repository.models import Document, File, Tag, TagEvidence
from repository.repository import Repository
from repository.settings import Settings
from service import Service, service
from visits import CURATION, visits

_CURATOR = "curator@example.org"
_HEADS = ("page", "p50 ms", "p95 ms", "p99 ms", "a second", "service ms", "KB", "clients ms")
_EVIDENCE = "We agree on return and readmission in safety and dignity."
# Every eighth tag is one that a curator is to decide on.
_WAITING = 8


def main() -> None:
    """Build or reuse the repository, start the service, and ask for every kind of page."""
    options = _options()
    with _folder(options.data) as data_dir:
        secret, known = _prepared(data_dir, options.documents)
        with service(data_dir) as started:
            _print(started, secret, known, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000, help="documents in the repository")
    parser.add_argument("--data", type=Path, help="keep the repository here, and use it again the next time")
    parser.add_argument("--clients", type=int, default=8, help="clients that ask at once")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each kind of page is asked for")
    parser.add_argument("--only", default="", help="only the kinds of page whose name has this in it")
    return parser.parse_args()


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="browsing-") as folder:
        yield Path(folder)


def _prepared(data_dir: Path, count: int) -> tuple[str, list[tuple[str, str, int]]]:
    """The repository with so many documents: a curator's session, and the documents that anybody may see."""
    if not (data_dir / "repository.db").exists():
        sys.stderr.write(f"building a repository of {count:,} documents ...\n")
        Ours(data_dir).build(documents(count), Watch())
    repository = Repository(Settings(data_dir=data_dir))
    with repository.write() as uow:
        _give_evidence(uow.session)
        user = uow.accounts.by_email(_CURATOR) or uow.accounts.add(_CURATOR, "curator")
        uow.session.flush()
        secret = uow.tokens.issue(user, "session", timedelta(days=1))
        uow.commit()
        rows = uow.session.execute(
            select(Document.public_id, File.public_id, File.page_count)
            .join(File)
            .where(Document.visibility.in_(ANONYMOUS.visibilities))
        )
        known = [(row[0], row[1], row[2]) for row in rows]
    # The service would otherwise do it beside answering, for the first minute.
    while compare_waiting(repository):
        pass
    repository.close()
    return secret, known


def _give_evidence(session: Session) -> None:
    """One passage to each tag, as every tag has that was read; and some tags wait for a curator."""
    if session.scalar(select(TagEvidence.id).limit(1)) is not None:
        return
    names = ("tag_id", "file_id", "page", "start", "end", "text", "rule")
    page = 1 + Tag.id % File.page_count
    rest = (literal(value) for value in (0, len(_EVIDENCE), _EVIDENCE, "benchmark"))
    passages = select(Tag.id, File.id, page, *rest).join(File, File.document_id == Tag.document_id)
    session.execute(insert(TagEvidence).from_select(names, passages))
    session.execute(update(Tag).where(Tag.scheme == "element", Tag.id % _WAITING == 0).values(assigned=False))


def _print(started: Service, secret: str, known: list[tuple[str, str, int]], options: argparse.Namespace) -> None:
    asked = [(kind, addresses, "") for kind, addresses in visits(known).items()]
    asked += [("curation lists, signed in", CURATION, f"{SESSION_COOKIE}={secret}")]
    print(f"| {' | '.join(_HEADS)} |\n|---|{'---:|' * (len(_HEADS) - 1)}")
    for kind, addresses, cookie in asked:
        if options.only in kind:
            # Once without haste: what is loaded once for good is loaded now.
            sent(Errand(started.port, addresses, 1, 1.0, cookie))
            before = started.processor_seconds()
            met = sent(Errand(started.port, addresses, options.clients, options.seconds, cookie))
            print(_row(kind, met, started.processor_seconds() - before), flush=True)
    print(f"\n{options.clients} clients; {os.cpu_count()} processors; memory of the service: {_memory(started)}")


def _row(kind: str, met: Met, processor_seconds: float) -> str:
    count = len(met.milliseconds)
    waits = (f"{met.quantile(hundredth):.0f}" for hundredth in (50, 95, 99))
    own = (f"{seconds / count * 1e3:.1f}" for seconds in (processor_seconds, met.own_seconds))
    service_ms, clients_ms = own
    cells = (kind, *waits, f"{met.per_second:.0f}", service_ms, f"{met.kilobytes:.0f}", clients_ms)
    return f"| {' | '.join(cells)} |"


def _memory(started: Service) -> str:
    """Of all its processes. Mapped files, such as the index, are the system's to take back; the rest is not."""
    return f"{started.megabytes('RssAnon'):.0f} MB of its own, {started.megabytes('RssFile'):.0f} MB of mapped files"


if __name__ == "__main__":
    main()
