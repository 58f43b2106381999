"""The shape of a recommendation, commitment or request, and of a list of them."""

from pydantic import BaseModel, Field


class CommitmentShape(BaseModel):
    """An operative paragraph with the page it stands on and the document it comes from."""

    kind: str = Field(description="recommendation, commitment or request.", examples=["commitment"])
    number: str | None = Field(description="The number the text gives it.", examples=["7"])
    verb: str = Field(description="The words that say what the paragraph does.", examples=["undertake"])
    actor: str | None = Field(description="Who acts, in the words of the text.", examples=["The Ministers"])
    text: str
    language: str | None = Field(examples=["en"])
    elements: list[str] = Field(description="GCM elements it treats.", examples=[["s"]])
    page: int = Field(examples=[2])
    url: str = Field(description="The page of the document.")
    document: str = Field(description="Id of the document.", examples=["k7d2m9xq4t"])
    title: str | None
    iscms: list[str] = Field(description="Slugs of the issuing processes.", examples=[["rabat"]])
    date: str | None = Field(examples=["2018-05-02"])


class CommitmentsShape(BaseModel):
    """One page of a list, newest documents first."""

    total: int
    page: int
    size: int
    commitments: list[CommitmentShape]
