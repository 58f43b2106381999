"""Verifying what is kept: every original has its SHA-256, and database and originals know the same files."""

from collections.abc import Iterator

from sqlalchemy import select

from repository.models import File
from repository.repository import Repository


def verify_originals(repository: Repository) -> Iterator[str]:
    """A sentence for everything that is missing, altered or unknown; nothing if all is well."""
    with repository.read() as uow:
        rows = uow.session.execute(select(File.digest, File.public_id, File.filename).order_by(File.id)).all()
    known = {row.digest: row for row in rows}
    for digest, row in known.items():
        if not repository.originals.holds(digest):
            yield f"The original of file {row.public_id} ({row.filename}) is missing: {digest}"
        elif not repository.originals.is_intact(digest):
            yield f"The original of file {row.public_id} ({row.filename}) was altered; its SHA-256 was {digest}"
    for digest in repository.originals.digests():
        if digest not in known:
            yield f"The store holds an original that no document knows (an upload that was cut off): {digest}"
