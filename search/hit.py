"""A document found, and the passages that answer the query."""

from html import unescape
from typing import NamedTuple

from search.entries import Record
from search.labels import Labelled, Labels
from search.reasons import Reason, Reasons

_ELEMENTS_SHOWN = 5


class Passage(NamedTuple):
    """A piece of a page that answers the query.

    `page` counts from 1 within the file; `file_id` is the file's public id; `html` is escaped and marks what
    matched with `<mark>`; `url` shows the page, the matches marked;
    `quality` says how the page's text came about ("ocr": recognised from an image). A passage that is a whole
    operative paragraph has a `kind` (recommendation, commitment or request), a `verb` and, if it is said, an `actor`.
    """

    page: int
    file_id: str
    language: str
    html: str
    url: str
    quality: str = "good"
    kind: str | None = None
    verb: str | None = None
    actor: str | None = None

    @property
    def text(self) -> str:
        """The same without marks, as it stands on the page."""
        return unescape(self.html.replace("<mark>", "").replace("</mark>", ""))

    @property
    def direction(self) -> str:
        """The value of a `dir` attribute."""
        return "rtl" if self.language == "ar" else "ltr"


class Hit(NamedTuple):
    """One document found; `score` is 0 where nothing was ranked.

    What a reader sees of it is said in words when it is looked at. `number` is the document's in the index searched.
    """

    record: Record
    number: int
    score: float
    passages: tuple[Passage, ...]
    labels: Labels
    reasons: Reasons

    @property
    def id(self) -> str:
        """The document's public id."""
        return self.record.public_id

    @property
    def url(self) -> str:
        """The document's address."""
        return f"/documents/{self.record.public_id}"

    @property
    def title(self) -> str:
        """The document's title, or what stands for one."""
        return self.record.title

    @property
    def iscms(self) -> tuple[Labelled, ...]:
        """The processes that issued it."""
        return self.labels.all("iscm", self.record.codes["iscm"])

    @property
    def type(self) -> Labelled | None:
        """Its document type, if it is known."""
        return next(iter(self.labels.all("type", self.record.codes["type"])), None)

    @property
    def languages(self) -> tuple[Labelled, ...]:
        """The languages of its files."""
        return self.labels.all("language", self.record.codes["language"])

    @property
    def elements(self) -> tuple[Labelled, ...]:
        """The first of its GCM elements."""
        return self.labels.all("element", self.record.codes["element"][:_ELEMENTS_SHOWN])

    @property
    def date_from(self) -> str | None:
        """Its date as ISO string, cut at its precision."""
        return self.record.date or None

    @property
    def date_to(self) -> str | None:
        """The last day of several."""
        return self.record.date_to or None

    @property
    def city(self) -> str:
        """The city of its meeting."""
        return self.record.city

    @property
    def country(self) -> str:
        """The code of the State of its meeting."""
        return self.record.country

    @property
    def place(self) -> str:
        """City and State in words."""
        state = self.labels.one("state", self.country) if self.country else ""
        return ", ".join(filter(None, (self.city, state)))

    @property
    def visibility(self) -> str:
        """Whether it is public or restricted."""
        return self.record.visibility

    @property
    def is_sample(self) -> bool:
        """Whether it was written to show what the repository does."""
        return self.record.is_sample

    @property
    def why(self) -> tuple[Reason, ...]:
        """What made it match."""
        return self.reasons.of(self.number, self.record)
