"""What reading a file brings to light: values that ingest makes and the repository keeps."""

from dataclasses import dataclass, field

SOURCES = ("native", "pypdf", "pdfium", "ocr")
QUALITIES = ("good", "poor", "none", "ocr")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage that caused a label.

    `page` counts from 1; `start` and `end` are character offsets in that page's text (0, 0 where the evidence
    is not page text, such as a file name); `rule` names the rule that fired.
    """

    page: int
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One value read from a document and why."""

    value: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """A date or range with its precision: `2016`, `2016-11` or `2016-11-03`; `end` equals `start` for one day."""

    start: str
    end: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting was held; `country` is ISO 3166-1 alpha-3, either may be unknown."""

    city: str | None
    country: str | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TagFinding:
    """A tag the rules propose.

    `scheme` is one of `repository.models.SCHEMES`; `assigned` says that the score reached the rule's
    threshold, so that the tag counts in search until a person decides; below it, it is only a suggestion.
    """

    scheme: str
    code: str
    score: float
    assigned: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page; `number` counts from 1, `label` is the printed page number where it differs,
    `confidence` (0 to 1) is the OCR engine's, where the text came from one; `needs_ocr` says that it shows more."""

    number: int
    text: str
    source: str = "native"
    quality: str = "good"
    language: str | None = None
    label: str | None = None
    confidence: float | None = None
    needs_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Hints:
    """What the file says of itself: metadata is often wrong, headlines are set in large type on page 1."""

    title: str | None = None
    language: str | None = None
    headlines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OperativeParagraph:
    """A recommendation, commitment or request (`kind`) with its place in the text and its GCM elements."""

    page: int
    start: int
    end: int
    kind: str
    text: str
    verb: str
    number: str | None = None
    actor: str | None = None
    language: str | None = None
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one file said, each field with its evidence, each may be unknown."""

    media_type: str
    pages: tuple[PageText, ...]
    language: Finding | None = None
    title: Finding | None = None
    type: Finding | None = None
    dates: Dates | None = None
    place: Place | None = None
    meeting_level: Finding | None = None
    meeting_name: Finding | None = None
    adoption: Finding | None = None
    published: Finding | None = None
    is_sample: bool = False
    tags: tuple[TagFinding, ...] = ()
    operative_paragraphs: tuple[OperativeParagraph, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    rules_version: int = 0
    running_lines: tuple[str, ...] = ()
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said about a file when sending it; it stands above anything read."""

    title: str | None = None
    iscms: tuple[str, ...] = ()
    date: str | None = None
    type: str | None = None
    language: str | None = None
    visibility: str = "public"
    embargo_until: str | None = None
    version_of: str | None = None
    source_url: str | None = None
    is_sample: bool = False
