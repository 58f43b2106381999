"""Bags (RFC 8493): documents with their originals, texts and decisions, written to a folder and taken back from one."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp

import bagit
from sqlalchemy import func, select

from repository.access import SYSTEM
from repository.bag_writer import BagWriter
from repository.clock import now
from repository.errors import Conflict, Rejected, Unknown
from repository.models import Document
from repository.preserved import Values, add_document, document_values
from repository.repository import Repository
from repository.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]

# Raised when a bag of before could no longer be taken back.
FORMAT = 1
_CONTENTS = "contents.json"
_IDS_AT_ONCE = 500
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")
# Names in a bag are ours; one that could lead out of its folder is not.
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)?")


def export_bag(
    repository: Repository, folder: Path, public_ids: Sequence[str] = (), progress: Progress | None = None
) -> int:
    """Write some documents, or all, as a bag into a folder that is new or empty; answers how many.

    One document is held at a time, whatever their number. The folder appears when the bag is whole.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(f"{folder} is not empty. Name a folder that does not exist yet.")
    if not folder.parent.is_dir():
        raise Rejected(f"{folder} cannot be written: there is no folder {folder.parent}.")
    unfinished = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        bag = BagWriter(unfinished)
        count = _write(repository, bag, public_ids, progress)
        bag.finish(_description(repository))
        unfinished.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return count


def import_bag(repository: Repository, folder: Path, progress: Progress | None = None) -> int:
    """Take a bag back into an empty repository, all of it or nothing; answers how many documents.

    Raises Rejected where the bag is not whole, with what differs, and Conflict where documents are here already.
    """
    _check(folder)
    data = folder / "data"
    contents = json.loads((data / _CONTENTS).read_text(encoding="utf-8"))
    if contents.get("format") != FORMAT:
        raise Rejected(f"This bag has the format {contents.get('format')}; this program reads format {FORMAT}.")
    ids = contents["documents"]
    with repository.write() as uow:
        if uow.session.scalar(select(func.count(Document.id))):
            raise Conflict("Documents are here already. A bag is taken back into an empty repository only.")
        for number, public_id in enumerate(ids, 1):
            add_document(uow.session, _taken(repository, data / "documents" / _safe(public_id)))
            uow.session.expunge_all()
            if progress:
                progress(number, len(ids))
        uow.audit.note(SYSTEM, "import", after={"documents": len(ids)})
        uow.commit()
    return len(ids)


def _write(repository: Repository, bag: BagWriter, public_ids: Sequence[str], progress: Progress | None) -> int:
    number = 0
    with repository.read() as uow, bag.file(_CONTENTS) as contents:
        chosen = tuple(dict.fromkeys(public_ids))
        total = len(chosen) or uow.session.scalar(select(func.count(Document.id))) or 0
        contents.write(b'{"documents": [')
        for number, public_id in enumerate(chosen or _every_id(uow), 1):
            _write_document(repository, uow, bag, public_id)
            contents.write(b",\n" * (number > 1) + json.dumps(public_id).encode())
            uow.session.expunge_all()
            if progress:
                progress(number, total)
        contents.write(f'], "format": {FORMAT}}}\n'.encode())
    return number


def _every_id(uow: UnitOfWork) -> Iterator[str]:
    """The ids of all documents in the order of their rows, some at a time."""
    last = 0
    query = select(Document.id, Document.public_id).order_by(Document.id).limit(_IDS_AT_ONCE)
    while rows := uow.session.execute(query.where(Document.id > last)).all():
        yield from (row.public_id for row in rows)
        last = rows[-1].id


def _write_document(repository: Repository, uow: UnitOfWork, bag: BagWriter, public_id: str) -> None:
    values = document_values(uow.session, uow.documents.get(public_id, SYSTEM))
    folder = f"documents/{public_id}"
    for file in values["files"]:
        inside = f"{folder}/{file['public_id']}"
        if not repository.originals.holds(file["digest"]):
            raise Unknown(f"The original of file {file['public_id']} is missing. Run: iscm verify")
        bag.copy(f"{inside}/{_original_name(file)}", repository.originals.path(file["digest"]))
        for page in file["pages"]:
            # As bytes: on some systems text files change their line ends.
            bag.write(f"{inside}/{_page_name(page)}", page.pop("text").encode())
    bag.write(f"{folder}/document.json", _json(values))


def _taken(repository: Repository, folder: Path) -> Values:
    """The values of a document with the texts of its pages; its originals are kept."""
    values: Values = json.loads((folder / "document.json").read_text(encoding="utf-8"))
    for file in values["files"]:
        inside = folder / _safe(file["public_id"])
        with (inside / _original_name(file)).open("rb") as stream:
            original = repository.originals.keep(stream, int(file["size"]))
        if original.digest != file["digest"]:
            raise Rejected(f"The original of file {file['public_id']} is not the one its document tells of.")
        for page in file["pages"]:
            page["text"] = (inside / _page_name(page)).read_bytes().decode()
    return values


def _check(folder: Path) -> None:
    try:
        bagit.Bag(str(folder)).validate()
    except bagit.BagValidationError as error:
        differing = "; ".join(str(detail) for detail in error.details) or str(error)
        raise Rejected(f"{folder} is not as it was written: {differing}. Nothing was taken in.") from error
    except bagit.BagError as error:
        raise Rejected(f"{folder} is no bag: {error}") from error


def _description(repository: Repository) -> dict[str, str]:
    settings = repository.settings
    about = {
        "Bag-Software-Agent": "iscm export --bagit",
        "Bagging-Date": now().date().isoformat(),
        "Source-Organization": settings.site_name,
        "External-Description": "Outcome documents of inter-State consultation mechanisms on migration: originals, "
        "extracted text, metadata, tags with evidence, and decisions.",
    }
    return about | ({"Contact-Email": settings.contact_email} if settings.contact_email else {})


def _original_name(file: Values) -> str:
    extension = Path(file["filename"]).suffix
    return "original" + (extension.lower() if _EXTENSION.fullmatch(extension) else "")


def _page_name(page: Values) -> str:
    return f"page-{int(page['number']):05}.txt"


def _safe(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise Rejected(f"“{name[:40]}” is no id.")
    return name


def _json(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
