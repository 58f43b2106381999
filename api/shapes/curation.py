"""Shapes of what a curator sends."""

from typing import Literal

from pydantic import BaseModel, Field


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
    embargo_until: str | None = Field(
        None, description="Restricted until this day (UTC), public from it on.", examples=["2027-01-31"], max_length=40
    )
    iscms: list[str] | None = Field(None, description="The issuing processes, confirmed; others are rejected.")
    tags: list[TagDecision] | None = None
