"""Which language version of a document is meant."""

from repository.errors import Unknown
from repository.models import Document, File


def version(document: Document, file_id: str | None) -> File:
    """The file named by its id, else the first that can be read, else the first."""
    if file_id:
        for file in document.files:
            if file.public_id == file_id:
                return file
        raise Unknown("This document has no file “%(file_id)s”.", file_id=file_id[:40])
    return next((file for file in document.files if file.status == "ready"), document.files[0])
