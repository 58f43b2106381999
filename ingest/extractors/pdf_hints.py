"""What a PDF says of itself: title, first bookmark and page labels; hints, never trusted over the page."""

from itertools import islice

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

_LONGEST_LABEL = 20


def title(reader: PdfReader) -> str | None:
    """The title in the metadata."""
    found = reader.metadata.title if reader.metadata else None
    return str(found).strip() or None if found else None


def first_bookmark(reader: PdfReader) -> str | None:
    """The first bookmark; the tree of the others is not walked, since hostile files make rings of it."""
    outlines = _member(reader.root_object, "/Outlines")
    first = _member(outlines, "/First") if outlines is not None else None
    text = first.get("/Title") if first is not None else None
    return " ".join(str(text).split()) or None if text else None


def page_labels(reader: PdfReader, most: int) -> list[str | None]:
    """The number each page bears by the file's own account; None where it is the physical one."""
    if "/PageLabels" not in reader.root_object:
        return []
    labels = islice(reader.page_labels, most)
    return [
        label if label != str(number) and 0 < len(label) <= _LONGEST_LABEL else None
        for number, label in enumerate(labels, start=1)
    ]


def _member(parent: DictionaryObject, name: str) -> DictionaryObject | None:
    found = parent.get(name)
    found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else None
