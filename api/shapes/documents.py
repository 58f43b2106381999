"""Shapes of documents, their files, pages and tags."""

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
    embargo_until: str | None = Field(description="The day on which a restricted document becomes public.")
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
    reviewed_at: str | None = Field(description="When a person last looked through it.")
    created_at: str
    updated_at: str


class AcceptedFile(BaseModel):
    """A file of a ZIP archive or a mail, and the document it became."""

    id: str
    status: str
    url: str
    file: str
    filename: str


class RefusedFile(BaseModel):
    """A file of a ZIP archive that was not taken, and why."""

    filename: str
    reason: str


class Accepted(BaseModel):
    """A file was kept; follow `url` to see how its reading goes.

    Of a ZIP archive, or a mail with files, the first document is named here and all of them in `documents`.
    """

    id: str = Field(examples=["k7d2m9xq4t"])
    status: str = Field(examples=["pending"])
    url: str = Field(examples=["/documents/k7d2m9xq4t"])
    file: str
    documents: list[AcceptedFile] = []
    refused: list[RefusedFile] = []


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
    """A page of the latest documents in some state; `Link` names its neighbours."""

    total: int
    page: int
    size: int
    documents: list[DocumentSummary]


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
