"""The shapes of what the API answers: plain values, each field named as in the README."""

from typing import Literal

from pydantic import BaseModel, Field


class EvidenceShape(BaseModel):
    """The passage behind a label; `start` and `end` are character offsets in the page's text."""

    file: str | None = None
    page: int = Field(examples=[1])
    start: int
    end: int
    text: str = Field(examples=["… cooperation on return and readmission, with full respect …"])
    rule: str = Field(examples=["en:strong:return and readmission"])
    url: str | None = None


class FieldShape(BaseModel):
    """Who said a field of the document, and where it was read."""

    by: Literal["read", "given", "person"]
    who: str | None = None
    evidence: list[EvidenceShape] = []


class ProcessOfDocument(BaseModel):
    """A process on a document: `issuing` it or merely mentioned in it."""

    slug: str = Field(examples=["rabat"])
    name: str = Field(examples=["Rabat Process"])
    role: Literal["issuing", "mentioned"]
    state: str = Field(examples=["suggested"])
    assigned: bool
    score: float
    evidence: list[EvidenceShape]


class TagShape(BaseModel):
    """A tag: scheme and code, its state, and the passages that caused it."""

    scheme: str = Field(examples=["element"])
    code: str = Field(examples=["s"])
    label: str = Field(examples=["Return, readmission and reintegration"])
    state: str = Field(examples=["suggested"])
    assigned: bool
    score: float
    rules_version: int
    decided_by: str | None
    evidence: list[EvidenceShape]


class FileShape(BaseModel):
    """A language version of a document: the original and how its reading went."""

    id: str
    filename: str
    media_type: str | None
    size: int
    sha256: str
    language: str | None
    title: str | None
    status: str
    reason: str | None
    warnings: list[str]
    pages: int | None
    url: str


class PlaceShape(BaseModel):
    """Where the meeting was held."""

    city: str | None
    country: str | None


class DocumentShape(BaseModel):
    """A document with everything known of it."""

    id: str = Field(examples=["k7d2m9xq4t"])
    url: str = Field(examples=["/documents/k7d2m9xq4t"])
    status: Literal["pending", "processing", "ready", "failed"]
    reason: str | None = Field(description="Why it failed, in a sentence.")
    title: str | None
    type: str | None = Field(examples=["declaration"])
    date: str | None = Field(description="First day, cut at its precision.", examples=["2018-05-02"])
    date_to: str | None
    place: PlaceShape
    language: str | None
    languages: list[str]
    visibility: str
    is_sample: bool
    adoption: str | None
    meeting: str | None
    meeting_level: str | None
    citation: str
    files: list[FileShape]
    iscms: list[ProcessOfDocument]
    tags: list[TagShape]
    fields: dict[str, FieldShape] = Field(description="Per field: who said it, and the evidence.")
    revision: int
    created_at: str
    updated_at: str


class Accepted(BaseModel):
    """A file was kept; follow `url` to see how its reading goes."""

    id: str = Field(examples=["k7d2m9xq4t"])
    status: str = Field(examples=["pending"])
    url: str = Field(examples=["/documents/k7d2m9xq4t"])
    file: str


class DocumentSummary(BaseModel):
    """A line in a list of documents."""

    id: str
    url: str
    status: str
    reason: str | None
    title: str | None
    filename: str | None
    created_at: str


class DocumentList(BaseModel):
    """The latest documents in some state."""

    documents: list[DocumentSummary]


class TagDecision(BaseModel):
    """A person's word on one tag."""

    scheme: Literal["iscm", "mention", "element", "theme", "objective", "state"]
    code: str = Field(max_length=40)
    state: Literal["confirmed", "rejected"]


class DocumentChanges(BaseModel):
    """What to change; fields that are left out stay."""

    model_config = {"extra": "forbid"}

    title: str | None = Field(None, max_length=1000)
    type: str | None = None
    date: str | None = Field(None, examples=["2016-11-03..2016-11-04"])
    city: str | None = Field(None, max_length=100)
    country: str | None = Field(None, description="ISO 3166-1 alpha-3")
    language: str | None = None
    meeting_level: str | None = None
    visibility: Literal["public", "restricted"] | None = None
    iscms: list[str] | None = Field(None, description="The issuing processes, confirmed; others are rejected.")
    tags: list[TagDecision] | None = None


class PageShape(BaseModel):
    """One page of a document's text; `html` is there when `q` was given, with the hits in <mark>."""

    document: str
    file: str
    page: int
    pages: int
    label: str | None
    language: str | None
    source: str
    quality: str
    text: str
    html: str | None
    url: str


class PassageShape(BaseModel):
    """A passage that answers the query, with the page it stands on."""

    page: int
    file: str
    language: str | None
    html: str = Field(examples=["… cooperation on <mark>return and readmission</mark>, with …"])
    text: str
    url: str


class HitShape(BaseModel):
    """A document that answers the query."""

    id: str
    title: str | None
    iscms: list[str] = Field(examples=[["rabat"]])
    date: str | None
    date_to: str | None
    place: str | None = Field(examples=["Marrakesh, Morocco"])
    type: str | None
    languages: list[str]
    elements: list[str]
    is_sample: bool
    score: float
    url: str
    passages: list[PassageShape]


class FacetValueShape(BaseModel):
    """A value of a facet; `count` ignores the facet's own selection."""

    value: str
    label: str
    count: int
    selected: bool
    url: str = Field(description="The same search with this value toggled.")


class FacetShape(BaseModel):
    """A way to narrow a search."""

    name: str = Field(examples=["iscm"])
    label: str = Field(examples=["Process"])
    values: list[FacetValueShape]


class WayOutShape(BaseModel):
    """For a search without hits: what to leave out, and how many documents that finds."""

    label: str
    total: int
    url: str


class SearchShape(BaseModel):
    """A page of results with its facets."""

    query: str
    understood: str
    ignored: list[str]
    total: int
    page: int
    size: int
    pages: int
    hits: list[HitShape]
    facets: list[FacetShape]
    ways_out: list[WayOutShape]
    next: str | None
    previous: str | None


class SuggestionShape(BaseModel):
    """A completion of what was typed."""

    text: str
    kind: str
    url: str


class SuggestionsShape(BaseModel):
    """Completions, best first."""

    suggestions: list[SuggestionShape]


class IscmShape(BaseModel):
    """A process of the authority file, with the number of its documents here."""

    slug: str
    name: str
    acronym: str | None
    level: str
    status: str
    established: int | None
    regions: list[str]
    states: list[str]
    secretariat: str
    institution: str | None
    website: str | None
    aliases: list[str]
    verification: str
    sources: list[str]
    documents: int
    url: str


class IscmsShape(BaseModel):
    """All processes of the authority file."""

    iscms: list[IscmShape]


class ElementShape(BaseModel):
    """A GCM element (New York Declaration, Annex II, paragraph 8)."""

    code: str
    label: str
    theme: int
    objectives: list[int]
    documents: int


class ThemeShape(BaseModel):
    """A GCM theme (cluster of the modalities resolution)."""

    code: str
    label: str
    elements: list[str]
    documents: int


class ObjectiveShape(BaseModel):
    """An objective of the adopted Compact."""

    code: str
    label: str
    elements: list[str]
    documents: int


class GcmShape(BaseModel):
    """The three schemes of the Global Compact for Migration."""

    elements: list[ElementShape]
    themes: list[ThemeShape]
    objectives: list[ObjectiveShape]


class MeetingShape(BaseModel):
    """A meeting known to the authority file, with its documents here."""

    key: str
    iscms: list[str]
    name: str
    level: str | None
    date: str | None
    date_to: str | None
    place: PlaceShape
    verification: str
    documents: list[str]


class MeetingsShape(BaseModel):
    """All meetings, newest first."""

    meetings: list[MeetingShape]


class Health(BaseModel):
    """Whether database, originals and index answer."""

    status: Literal["ok", "unavailable"]
    checks: dict[str, bool]
    documents: int
