"""What a document's page shows of it: tags grouped by scheme, and what each field was read from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from api.links import passage_url
from repository.models import Document, File, Tag, TagEvidence
from repository.said import mark
from search.query import SearchQuery
from web.evidence import distinct, is_on_page

# The groups in the order in which a reader meets them; a scheme that is no facet has no search behind it.
GROUPS = (
    ("iscm", mark("Issued by"), "iscm"),
    ("mention", mark("Also named in the text"), "iscm"),
    ("element", mark("GCM elements"), "element"),
    ("theme", mark("GCM themes"), "theme"),
    ("objective", mark("GCM objectives"), "objective"),
    ("state", mark("States"), "state"),
)
FIELDS = {
    "title": mark("Title"),
    "date_from": mark("Date"),
    "city": mark("Place"),
    "country": mark("State"),
    "type": mark("Type"),
    "language": mark("Language"),
    "meeting_level": mark("Level of meeting"),
    "meeting_name": mark("Meeting"),
    "adoption": mark("Adopted or draft"),
}
SAYINGS = {
    "read": mark("read from the text"),
    "given": mark("given when it was sent"),
    "person": mark("set by a curator"),
}
# From a scheme and a code to what a reader sees.
Labeller = Callable[[str, str], str]
# Passages shown of a tag, and of all tags together where there are very many; each page lists all of its own.
_SHOWN_EVIDENCE, _SHOWN_IN_ALL = 3, 90
# Schemes whose passages are listed beside the page they stand on; themes and objectives repeat those of elements.
_OF_PAGE = {"element": "element", "mention": "iscm"}


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that a label rests on; without a link where it is not on a page."""

    page: int
    text: str
    language: str | None
    url: str


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag as a reader sees it. `standing` is confirmed, suggested or doubtful (too weak to count in search)."""

    code: str
    label: str
    standing: str
    decided_by: str
    sources: tuple[Source, ...]
    more: int
    query: SearchQuery


@dataclass(frozen=True, slots=True)
class TagGroup:
    """The tags of one scheme."""

    scheme: str
    label: str
    tags: tuple[TagView, ...]


@dataclass(frozen=True, slots=True)
class PageTag:
    """A tag and the passages on one page that it rests on; `facet` is the search behind it."""

    facet: str
    code: str
    label: str
    standing: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field and where its value comes from."""

    label: str
    by: str
    sources: tuple[Source, ...]


def tag_groups(document: Document, label_of: Labeller) -> list[TagGroup]:
    """The tags a reader sees, those that count first; rejected and obsolete ones are left to curators."""
    files = {file.id: file for file in document.files}
    groups, most = [], max(1, min(_SHOWN_EVIDENCE, _SHOWN_IN_ALL // max(1, len(document.tags))))
    for scheme, label, facet in GROUPS:
        shown = [tag for tag in document.tags if tag.scheme == scheme and tag.state in ("confirmed", "suggested")]
        shown.sort(key=lambda tag: (not tag.counts, -tag.score, tag.code))
        if shown:
            groups.append(TagGroup(scheme, label, tuple(_tag(tag, facet, files, label_of, most) for tag in shown)))
    return groups


def tags_of_page(document: Document, file: File, number: int, label_of: Labeller) -> list[PageTag]:
    """The tags that count and rest on one page, each with its passages there; those with most of them first."""
    found = []
    for tag in document.tags:
        facet = _OF_PAGE.get(tag.scheme)
        here = [one for one in distinct(tag.evidence) if (one.file_id, one.page) == (file.id, number)]
        if facet and here and tag.counts:
            standing = "confirmed" if tag.state == "confirmed" else "suggested"
            sources = tuple(_tag_sources(here, tag, {file.id: file}))
            found.append(PageTag(facet, tag.code, label_of(tag.scheme, tag.code), standing, sources))
    return sorted(found, key=lambda tag: (-len(tag.sources), tag.label))


def field_views(document: Document) -> list[FieldView]:
    """For each field that has a value: who said it, and the passages it was read from."""
    files = {file.public_id: file for file in document.files}
    findings: dict[str, dict[str, Any]] = document.findings or {}
    return [
        FieldView(label, SAYINGS[findings[name]["by"]], _field_sources(document, findings[name], files))
        for name, label in FIELDS.items()
        if name in findings and getattr(document, name) is not None
    ]


def element_counts(document: Document) -> dict[str, int]:
    """How many passages carry each element that counts; a confirmed one counts even without."""
    return {tag.code: max(1, len(tag.evidence)) for tag in document.tags if tag.scheme == "element" and tag.counts}


def _tag(tag: Tag, facet: str, files: dict[int, File], label_of: Labeller, most: int) -> TagView:
    standing = "confirmed" if tag.state == "confirmed" else "suggested" if tag.counts else "doubtful"
    evidence = distinct(tag.evidence)
    return TagView(
        code=tag.code,
        label=label_of(tag.scheme, tag.code),
        standing=standing,
        decided_by=tag.decided_by or "",
        sources=tuple(_tag_sources(evidence[:most], tag, files)),
        more=max(0, len(evidence) - most),
        query=SearchQuery(filters=frozenset({(facet, tag.code)})),
    )


def _tag_sources(shown: Iterable[TagEvidence], tag: Tag, files: dict[int, File]) -> Iterable[Source]:
    for evidence in shown:
        file = files[evidence.file_id]
        url = _light(tag.document, file, evidence.page, evidence.start, evidence.end)
        yield Source(evidence.page, evidence.text, file.language, url)


def _field_sources(document: Document, finding: dict[str, Any], files: dict[str, File]) -> tuple[Source, ...]:
    file = files.get(finding.get("file", ""))
    if file is None:
        return ()
    sources = []
    for item in finding.get("evidence", ()):
        url = _light(document, file, item["page"], item["start"], item["end"])
        sources.append(Source(item["page"], item["text"], file.language, url))
    return tuple(sources)


def _light(document: Document, file: File, page: int, start: int, end: int) -> str:
    """The page with the passage lit; what is not page text, such as a file name, has no link."""
    if not is_on_page(file, page, start, end):
        return ""
    return passage_url(document.public_id, page, file.public_id, start, end)
