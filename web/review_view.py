"""What a curator sees of a document: its fields and tags, each with the passages it rests on and their places."""

from dataclasses import dataclass
from typing import Any

from repository.models import Document, File, Tag, TagEvidence
from web.curation_words import OPEN_SCHEMES, field_names, scheme_names
from web.evidence import distinct, is_on_page
from web.pages.visit import Visit
from web.rendering import address

_EVIDENCE, _EVIDENCE_IN_FOCUS = 1, 5


@dataclass(frozen=True, slots=True)
class Way:
    """The address of the review, with all that must not get lost on the way."""

    document_id: str
    list: str = ""
    since: str = ""
    tag: str = ""

    def to(self, **parameters: Any) -> str:
        """The review with other parameters."""
        given = {"list": self.list, "since": self.since, "tag": self.tag, **parameters}
        return address(f"/curation/review/{self.document_id}", **given)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that a label rests on; its address turns the page beside; empty where it is not on a page."""

    page: int
    text: str
    language: str | None
    url: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the form: its value, who said it, and the passages it was read from."""

    name: str
    label: str
    value: str
    by: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag with its state; `is_current` is the one that keys decide on."""

    name: str
    anchor: str
    scheme: str
    code: str
    label: str
    state: str
    counts: bool
    passages: tuple[Passage, ...]
    more: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class TagGroup:
    """The tags of a scheme; `waiting` is how many nobody has decided on."""

    scheme: str
    label: str
    tags: tuple[TagRow, ...]
    waiting: int
    is_open: bool


FIELDS = ("title", "date", "type", "city", "country", "language", "meeting_level", "visibility", "embargo_until")
# The findings behind a field of the form where they go by another name.
_FINDINGS = {"date": "date_from"}


def current_values(document: Document) -> dict[str, str]:
    """What the fields of the form hold now."""
    values = {name: getattr(document, name, None) or "" for name in FIELDS if name != "date"}
    start, end = document.date_from or "", document.date_to or ""
    return values | {"date": start if start == end or not end else f"{start}..{end}"}


def field_rows(document: Document, values: dict[str, str], way: Way, visit: Visit) -> list[FieldRow]:
    """The fields in the order of the form, with the values given: the document's, or what was being typed."""
    names, files = field_names(visit), {file.public_id: file for file in document.files}
    rows = []
    for name in FIELDS:
        finding = (document.findings or {}).get(_FINDINGS.get(name, name), {})
        file = files.get(finding.get("file", ""))
        evidence = [TagEvidence(**item) for item in finding.get("evidence", ())][:2] if file else []
        passages = tuple(_passage(item, file, way) for item in evidence) if file else ()
        label = names[_FINDINGS.get(name, name)]
        rows.append(FieldRow(name, label, values[name], finding.get("by", ""), passages))
    return rows


def decidable(document: Document) -> list[Tag]:
    """The tags that keys go through, in their order: processes, then elements."""
    tags = [tag for tag in document.tags if tag.scheme in OPEN_SCHEMES and tag.state != "obsolete"]
    return sorted(tags, key=_order)


def tag_groups(document: Document, current: Tag | None, way: Way, visit: Visit) -> list[TagGroup]:
    """All tags but obsolete ones, by scheme."""
    files = {file.id: file for file in document.files}
    groups = []
    for scheme, label in scheme_names(visit).items():
        tags = sorted((tag for tag in document.tags if tag.scheme == scheme and tag.state != "obsolete"), key=_order)
        rows = tuple(_tag_row(tag, tag is current, files, way, visit) for tag in tags)
        waiting = sum(is_waiting(tag) for tag in tags)
        if rows:
            groups.append(TagGroup(scheme, label, rows, waiting, scheme in OPEN_SCHEMES))
    return groups


def is_waiting(tag: Tag) -> bool:
    """Whether nobody has decided on a tag."""
    return tag.state == "suggested" and not tag.decided_by


def name_of(tag: Tag) -> str:
    """A tag in addresses and forms."""
    return f"{tag.scheme}:{tag.code}"


def first_place(tag: Tag | None, document: Document) -> tuple[str, int, str]:
    """File, page and passage to show beside a tag; the beginning of the document where it rests on none."""
    if tag and tag.evidence:
        files = {file.id: file for file in document.files}
        evidence = tag.evidence[0]
        if evidence.file_id in files:
            return files[evidence.file_id].public_id, max(1, evidence.page), f"{evidence.start}-{evidence.end}"
    return "", 1, ""


def _order(tag: Tag) -> tuple[int, bool, float, str]:
    return OPEN_SCHEMES.index(tag.scheme) if tag.scheme in OPEN_SCHEMES else 9, not tag.counts, -tag.score, tag.code


def _tag_row(tag: Tag, is_current: bool, files: dict[int, File], way: Way, visit: Visit) -> TagRow:
    evidence = distinct(tag.evidence)
    usual = _EVIDENCE if tag.scheme in OPEN_SCHEMES else 0
    shown = evidence[: _EVIDENCE_IN_FOCUS if is_current else usual]
    anchor = f"tag-{tag.scheme}-{tag.code}"
    return TagRow(
        name=name_of(tag),
        anchor=anchor,
        scheme=tag.scheme,
        code=tag.code,
        label=visit.label(tag.scheme, tag.code),
        state=tag.state,
        counts=tag.counts,
        passages=tuple(_passage(item, files[item.file_id], way, tag=name_of(tag)) for item in shown),
        more=len(evidence) - len(shown),
        url=way.to(tag=name_of(tag)) + f"#{anchor}",
        is_current=is_current,
    )


def _passage(item: TagEvidence, file: File, way: Way, **parameters: str) -> Passage:
    if not is_on_page(file, item.page, item.start, item.end):
        return Passage(item.page, item.text, file.language, "")
    url = way.to(file=file.public_id, page=item.page, light=f"{item.start}-{item.end}", **parameters)
    return Passage(item.page, item.text, file.language, url)
