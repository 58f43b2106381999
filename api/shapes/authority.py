"""Shapes of the authority data."""

from pydantic import BaseModel

from api.shapes.documents import PlaceShape


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
