"""`iscm retag`: what the rules of today would change in documents read before, and with --apply the change."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ingest.retagging import tag_again
from repository.access import SYSTEM
from repository.models import Document
from repository.recording import replace_operative_paragraphs
from repository.redescribing import FieldChange, field_changes, redescribe
from repository.repository import Repository
from repository.retagging import Change, changes
from repository.retagging import retag as bring_up_to_date
from repository.unit_of_work import UnitOfWork
from web.commands.opening import opened

_AT_A_TIME = 50


def retag(
    apply: Annotated[bool, typer.Option("--apply", help="Make the changes; without it they are only told.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Name every document, tag and field.")] = False,
) -> None:
    """Tag and describe every document again by the rules of today. What a person decided stands."""
    console = Console(highlight=False, soft_wrap=True)
    with opened() as repository:
        tags: list[Change] = []
        fields: list[FieldChange] = []
        documents = 0
        with Progress(transient=True, console=Console(stderr=True)) as progress:
            task = progress.add_task("Tagging", total=None)
            for found, described in _each(repository, apply):
                documents += 1
                tags += found
                fields += described
                progress.advance(task)
        version = repository.authority.rules.version
        if details:
            _tell_each(console, repository, tags, fields)
        _tell(console, tags, fields)
    verb = "changed" if apply else "would change"
    of = len({change.document for change in tags} | {change.document for change in fields})
    console.print(
        f"Rules version {version}: {len(tags)} tags and {len(fields)} fields {verb} in {of} of {documents} documents."
    )
    if of and not apply:
        console.print("Nothing was written. To make these changes: iscm retag --apply")


def _each(repository: Repository, apply: bool) -> Iterator[tuple[list[Change], list[FieldChange]]]:
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


def _one(
    repository: Repository, uow: UnitOfWork, document: Document, apply: bool
) -> tuple[list[Change], list[FieldChange]]:
    again = tag_again(document, repository.authority)
    if not apply:
        return changes(document, again.tags, repository.authority), field_changes(document, again.readings)
    version = repository.authority.rules.version
    described = redescribe(document, again.readings)
    changed = bring_up_to_date(uow.session, document, again.tags, repository.authority)
    said_otherwise = False
    for file in document.files:
        if file.id in again.tags:
            said_otherwise |= replace_operative_paragraphs(file, again.operative_paragraphs[file.id])
            file.rules_version = version
    if changed or described:
        before = {change.field: change.before for change in described}
        tags = {f"{change.scheme}:{change.code}": change.what for change in changed}
        after = {change.field: change.after for change in described}
        uow.audit.note(SYSTEM, "retag", document, before=before, after={"rules_version": version, "tags": tags} | after)
    if changed or described or said_otherwise:
        uow.documents.touch(document)
    uow.commit()
    return changed, described


def _tell_each(console: Console, repository: Repository, tags: Sequence[Change], fields: Sequence[FieldChange]) -> None:
    for tag in tags:
        label = repository.authority.label(tag.scheme, tag.code)
        console.print(f"{tag.document}  {tag.scheme} {tag.code} ({label}): {tag.what}, {tag.score}")
    for field in fields:
        console.print(f"{field.document}  {field.field}: {_shown(field.before)} → {_shown(field.after)}")


def _shown(value: object) -> str:
    return "unknown" if value is None else f"“{value}”"


def _tell(console: Console, tags: Sequence[Change], fields: Sequence[FieldChange]) -> None:
    counted = Counter((change.scheme, change.what) for change in tags)
    counted.update((change.field, _what(change)) for change in fields)
    if not counted:
        return
    table = Table("scheme or field", "what", "how many")
    for (name, what), times in sorted(counted.items()):
        table.add_row(name, what, str(times))
    console.print(table)


def _what(change: FieldChange) -> str:
    if change.before is None:
        return "new"
    return "unknown" if change.after is None else "other"
