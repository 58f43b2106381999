"""Shapes of search results and suggestions."""

from pydantic import BaseModel, Field


class PassageShape(BaseModel):
    """A passage that answers the query, with the page it stands on."""

    page: int
    file: str
    language: str | None
    html: str = Field(examples=["… cooperation on <mark>return and readmission</mark>, with …"])
    text: str
    url: str
    quality: str = Field(
        description="ocr: the text was recognised from an image and may hold errors.", examples=["good"]
    )
    kind: str | None = Field(
        description="recommendation, commitment or request, where a search with kind=commitment shows a whole one."
    )
    verb: str | None = Field(description="What it says is done.", examples=["agree"])
    actor: str | None = Field(description="Who does it, in the words of the text.", examples=["The Ministers"])


class ReasonShape(BaseModel):
    """One thing that made a document match: asked words in its text or title, another name for them, or a tag."""

    kind: str = Field(examples=["also"], description="text, title, also or tag.")
    text: str = Field(examples=["retour et réadmission"])
    facet: str | None = Field(description="The facet of a tag.")


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
    why: list[ReasonShape]


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


class CorrectionShape(BaseModel):
    """The query with words that stand nowhere replaced by near ones that do."""

    text: str
    total: int
    url: str


class SearchShape(BaseModel):
    """A page of results with its facets."""

    query: str
    understood: str
    ignored: list[str]
    expand: bool = Field(description="Whether other names of what was asked, or most of its words, were enough.")
    also_searched: list[str] = Field(examples=[["retour et réadmission", "retorno y readmisión"]])
    did_you_mean: CorrectionShape | None
    holding_all: int | None = Field(
        description="Set where most of the words were enough, since only so many documents hold all of them."
    )
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
    """A completion of what was typed: a search, or for a title a document."""

    text: str
    kind: str = Field(examples=["concept"], description="process, element, concept, phrase or title.")
    count: int | None = Field(description="How many documents that search finds.")
    document: str | None = Field(description="The document of a title.")
    url: str


class SuggestionsShape(BaseModel):
    """Completions, best first."""

    suggestions: list[SuggestionShape]
