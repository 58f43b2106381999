"""`iscm retag`: what the rules of today would change in documents read before, and with --apply the change."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ingest.retagging import tag_again
from repository.access import SYSTEM
from repository.models import Document
from repository.recording import replace_operative_paragraphs
from repository.repository import Repository
from repository.retagging import Change, changes
from repository.retagging import retag as bring_up_to_date
from repository.unit_of_work import UnitOfWork
from web.commands.opening import opened

_AT_A_TIME = 50


def retag(
    apply: Annotated[bool, typer.Option("--apply", help="Make the changes; without it they are only told.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Name every document and tag.")] = False,
) -> None:
    """Tag every document again by the rules of today. What a person decided stands."""
    console = Console(highlight=False, soft_wrap=True)
    with opened() as repository:
        told: list[Change] = []
        documents = 0
        with Progress(transient=True, console=Console(stderr=True)) as progress:
            task = progress.add_task("Tagging", total=None)
            for found in _each(repository, apply):
                documents += 1
                told += found
                progress.advance(task)
        version = repository.authority.rules.version
        _tell(console, repository, told, details)
    verb = "changed" if apply else "would change"
    of = len({change.document for change in told})
    console.print(f"Rules version {version}: {len(told)} tags {verb} in {of} of {documents} documents.")
    if told and not apply:
        console.print("Nothing was written. To make these changes: iscm retag --apply")


def _each(repository: Repository, apply: bool) -> Iterator[list[Change]]:
    """The changes of each document, in the order they came; each applied in a transaction of its own."""
    last = 0
    while True:
        with repository.read() as uow:
            ids = [document.id for document in uow.indexing.after(last, _AT_A_TIME)]
        if not ids:
            return
        for row_id in ids:
            with repository.write() if apply else repository.read() as uow:
                document = uow.session.get(Document, row_id)
                if document is not None and document.status == "ready":
                    yield _one(repository, uow, document, apply)
        last = ids[-1]


def _one(repository: Repository, uow: UnitOfWork, document: Document, apply: bool) -> list[Change]:
    again = tag_again(document, repository.authority)
    if not apply:
        return changes(document, again.tags, repository.authority)
    version = repository.authority.rules.version
    changed = bring_up_to_date(uow.session, document, again.tags, repository.authority)
    for file in document.files:
        if file.id in again.tags:
            replace_operative_paragraphs(file, again.operative_paragraphs[file.id])
            file.rules_version = version
    if changed:
        after = {f"{change.scheme}:{change.code}": change.what for change in changed}
        uow.audit.note(SYSTEM, "retag", document, after={"rules_version": version, "tags": after})
        uow.documents.touch(document)
    uow.commit()
    return changed


def _tell(console: Console, repository: Repository, told: list[Change], details: bool) -> None:
    if details:
        for change in told:
            label = repository.authority.label(change.scheme, change.code)
            console.print(f"{change.document}  {change.scheme} {change.code} ({label}): {change.what}, {change.score}")
    if not told:
        return
    table = Table("scheme", "what", "tags")
    for (scheme, what), times in sorted(Counter((change.scheme, change.what) for change in told).items()):
        table.add_row(scheme, what, str(times))
    console.print(table)
