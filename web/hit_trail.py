"""The pages of a version on which a query's words stand, and the way from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.links import page_url
from repository.models import Document, File
from web.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class HitPage:
    """A page with hits."""

    number: int
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class HitTrail:
    """All pages of one version with hits, in order; `elsewhere` are the hits in its other versions."""

    pages: tuple[HitPage, ...]
    elsewhere: int

    @property
    def total(self) -> int:
        """Hits in this version."""
        return sum(page.count for page in self.pages)

    @property
    def counts(self) -> Mapping[int, int]:
        """Hits by page number."""
        return {page.number: page.count for page in self.pages}

    def before(self, number: int) -> HitPage | None:
        """The nearest page with hits before a page."""
        return next((page for page in reversed(self.pages) if page.number < number), None)

    def after(self, number: int) -> HitPage | None:
        """The nearest page with hits after a page."""
        return next((page for page in self.pages if page.number > number), None)


def hit_trail(visit: Visit, document: Document, file: File, q: str) -> HitTrail:
    """Where the words of `q` stand in a version; empty where nothing is asked."""
    if not q.strip():
        return HitTrail((), 0)
    found = visit.house.search.pages_with_hits(document.public_id, q, visit.actor)
    own = [(page, count) for (row, page), count in sorted(found.items()) if row == file.id]
    pages = (HitPage(page, count, page_url(document.public_id, page, file.public_id, q)) for page, count in own)
    return HitTrail(tuple(pages), sum(found.values()) - sum(count for _, count in own))
