"""Shapes of what a curator sends."""

from typing import Any, Literal

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
    reviewed: bool | None = Field(None, description="Whether a person has looked through the document.")


class Undo(BaseModel):
    """Which change to undo."""

    model_config = {"extra": "forbid"}

    event: str | None = Field(None, max_length=20, description="Id of an event; else the latest that can be undone.")


class EventShape(BaseModel):
    """Something that was done to a document; `before` and `after` are by field, or by scheme and code of a tag."""

    id: str = Field(examples=["k7d2m9xq4t"])
    at: str
    actor: str
    action: str = Field(examples=["edit"])
    before: dict[str, Any]
    after: dict[str, Any]
    undoes: str | None
    is_undone: bool
    can_be_undone: bool


class HistoryShape(BaseModel):
    """What was done to a document, newest first."""

    events: list[EventShape]
