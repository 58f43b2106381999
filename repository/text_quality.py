"""How well the text of pages could be read: the list curators work off, and the pages that wait for OCR."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from repository.access import Actor
from repository.models import Document, File, Page

# What the list can be narrowed to: pages that wait for OCR, or those of one quality.
VIEWS = ("needs-ocr", "none", "poor", "ocr")
_NOT_GOOD = ("none", "poor", "ocr")


@dataclass(frozen=True, slots=True)
class FileQuality:
    """A file some of whose pages are not good: how many of each kind, and which."""

    file: File
    counts: dict[str, int]
    needs_ocr: int
    confidence: float | None
    pages: tuple[Page, ...]


class TextQuality:
    """Pages by the quality of their text, in one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def counts(self, actor: Actor) -> dict[str, int]:
        """How many pages are of each quality, and how many wait for OCR, under the reader's mask."""
        query = select(Page.quality, func.count(Page.id).label("total")).where(_shown(actor)).group_by(Page.quality)
        counted = {"none": 0, "poor": 0, "ocr": 0, "good": 0}
        counted |= {row.quality: row.total for row in self._session.execute(query)}
        waiting = select(func.count(Page.id)).join(File).where(_shown(actor), Page.needs_ocr)
        return counted | {"needs-ocr": self._session.scalar(waiting) or 0}

    def files(self, actor: Actor, view: str | None = None, limit: int = 100) -> list[FileQuality]:
        """Files with pages that are not good, those with the most first; `view` is one of VIEWS."""
        listed = (
            select(Page.file_id)
            .join(File)
            .where(_shown(actor), _of(view))
            .group_by(Page.file_id)
            .order_by(func.count(Page.id).desc(), Page.file_id.desc())
            .limit(limit)
        )
        ids = self._session.scalars(listed).all()
        files = select(File).where(File.id.in_(ids)).options(joinedload(File.document))
        by_id = {file.id: file for file in self._session.scalars(files)}
        pages: dict[int, list[Page]] = {file_id: [] for file_id in ids}
        query = select(Page).where(Page.file_id.in_(ids), Page.quality != "good").order_by(Page.file_id, Page.number)
        for page in self._session.scalars(query):
            pages[page.file_id].append(page)
        return [_summed(by_id[file_id], pages[file_id]) for file_id in ids]

    def next_unread(self, excluding: Iterable[int]) -> Page | None:
        """The page that has waited longest for OCR, but none of `excluding` (ids of pages)."""
        # Those that cannot be read yet are few: without a language pack, the first look at each tells.
        query = (
            select(Page)
            .join(File)
            .join(Document)
            .where(Page.needs_ocr, File.status == "ready", Document.withdrawn_at.is_(None))
            .where(Page.id.not_in(list(excluding)))
            .options(joinedload(Page.file))
            .order_by(Page.id)
            .limit(1)
        )
        return self._session.scalar(query)

    def looked_at(self, file_id: int) -> Sequence[Page]:
        """The pages of a file that OCR has looked at."""
        query = select(Page).where(Page.file_id == file_id, Page.confidence.is_not(None)).order_by(Page.number)
        return self._session.scalars(query).all()

    def waiting_in(self, file_id: int, excluding: Iterable[int]) -> int:
        """How many pages of a file wait for OCR, besides those of `excluding`."""
        query = select(func.count(Page.id)).join(File).where(Page.file_id == file_id, Page.needs_ocr)
        query = query.where(Page.id.not_in(list(excluding)))
        return self._session.scalar(query) or 0


def _of(view: str | None) -> ColumnElement[bool]:
    if view == "needs-ocr":
        return and_(Page.needs_ocr)
    return Page.quality == view if view else Page.quality.in_(_NOT_GOOD)


def _shown(actor: Actor) -> ColumnElement[bool]:
    documents = Document.withdrawn_at.is_(None), Document.visibility.in_(actor.visibilities)
    return Page.file_id.in_(select(File.id).join(Document).where(*documents))


def _summed(file: File, pages: list[Page]) -> FileQuality:
    counts = {quality: sum(page.quality == quality for page in pages) for quality in _NOT_GOOD}
    waiting = sum(page.needs_ocr for page in pages)
    sure = [page.confidence for page in pages if page.quality == "ocr" and page.confidence is not None]
    mean = round(sum(sure) / len(sure), 2) if sure else None
    return FileQuality(file, counts, waiting, mean, tuple(pages))
