"""The entries of the authority data: frozen records, checked when they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from math import log2
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru")

Language = Annotated[str, Field(pattern="^(en|fr|es|pt|ar|ru)$")]
State = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Letter = Annotated[str, Field(pattern="^[a-x]$")]
Slug = Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Day = Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
OperativeKind = Literal["recommendation", "commitment", "request"]
Words = dict[Language, tuple[str, ...]]
Labels = dict[str, dict[Language, str]]


class Record(BaseModel):
    """One frozen entry of a data file; a field that we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Alias(Record):
    """A spelling that names a process, and the conditions under which it does.

    `acronym` and `capitals` both ask for the exact case. `near` asks that one of its words, or beginnings of
    words (`migra`), occurs in the same document, case and accents aside. A `never` phrase holds the name but
    means something else. `inflected` forms are for matching, not for showing.
    """

    name: str
    lang: str
    acronym: bool = False
    capitals: bool = False
    near: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    inflected: bool = False


class Iscm(Record):
    """A consultation mechanism; `states` is what one source listed, not who signed a document.

    One that is `confidential` publishes no outcome documents, so that an empty shelf says nothing of its work.
    """

    slug: Slug
    name: str
    acronym: str | None
    level: Literal["RCP", "IRF", "Global"]
    status: Literal["active", "emerging", "dormant", "other"]
    established: int | None
    regions: tuple[str, ...] = Field(min_length=1)
    region_note: str = ""
    secretariat: str = ""
    institution: str | None = None
    website: str | None = None
    states: tuple[State, ...] = ()
    states_note: str = ""
    aliases: tuple[Alias, ...] = Field(min_length=1)
    sources: tuple[str, ...]
    verification: str
    notes: str = ""
    confidential: bool = False

    @field_validator("aliases", mode="before")
    @classmethod
    def spell_out(cls, aliases: Any) -> Any:
        """The files write inflected `forms` beside a name; each is an alias under the same conditions."""
        return [spelling for alias in aliases for spelling in _spellings(alias)]

    @property
    def short_name(self) -> str:
        """What a result shows: "Rabat Process", "RCM"."""
        return self.acronym or self.name


class Triggers(Record):
    """Phrases that speak for an element: `strong` alone may carry it, `weak` only add to it."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class Element(Record):
    """One of the 24 elements of the New York Declaration, Annex II, paragraph 8."""

    letter: Letter
    label: str
    paraphrase: str
    status: Literal["final", "draft", "recalled"]
    theme: int
    theme_secondary: tuple[int, ...] = ()
    strict: bool = False
    triggers: dict[Language, Triggers]
    exclude_phrases: tuple[str, ...] = ()
    note: str = ""


SURE = " !"


@dataclass(frozen=True, slots=True)
class NearRule:
    """Groups of words, one of each near each other, that speak for an element; `text` is how the rule is written."""

    letter: str
    text: str
    groups: tuple[tuple[str, ...], ...]


class Concept(Record):
    """Terms that say the same in several languages, or twice in one; `element` is the one it belongs to, if any."""

    id: Slug
    element: Letter | None = None
    terms: Words


class Theme(Record):
    """One of the six clusters of the modalities resolution, in the order of their sessions."""

    number: int
    label: str
    paraphrase: str
    session: str
    elements: tuple[Letter, ...]


class Objective(Record):
    """One of the 23 objectives of the adopted Compact, and the elements it continues."""

    number: int
    label: str
    elements: tuple[Letter, ...]
    elements_secondary: tuple[Letter, ...] = ()


class Mask(Record):
    """A proper name that holds trigger words. Only the elements in `keeps` may still match inside it."""

    name: str
    variants: tuple[str, ...] = ()
    keeps: tuple[Letter, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.variants)


# Of how many elements the scores say how plainly a document speaks.
_STRONGEST = 3


class TagRules(Record):
    """Weights and thresholds; raise `version` whenever a change of data should tag again."""

    version: int
    strong: float
    pair: float
    weak: float
    assign: float
    assign_words: int = Field(gt=0)
    assign_per_doubling: float
    assign_beside: float
    assign_most: float
    assign_needs_strong: bool
    suggest: int
    title_factor: float
    heading_factor: float
    preamble_factor: float
    strict_strong_phrases: int
    preamble_openers: Words
    passing_cues: Words

    def assign_at(self, words: int, scores: Iterable[float]) -> float:
        """The score from which an element is a tag of a document of so many words, whose elements have these scores."""
        grown = self.assign + self.assign_per_doubling * log2(max(words, self.assign_words) / self.assign_words)
        beside = self.assign_beside * sum(nlargest(_STRONGEST, scores)) / _STRONGEST
        return min(max(grown, beside), self.assign_most)


class OperativeCue(Record):
    """Words that make a paragraph a recommendation, commitment or request; a `modal` needs an actor or a number."""

    kind: OperativeKind
    modal: bool
    words: Words


class OperativeRules(Record):
    """How operative paragraphs are told.

    `cues` are verbs, `actors` those who act, `follows` words before a list; a `never` phrase holds a cue and decides
    nothing. `types` and `headings` say what the items below them are.
    """

    types: dict[str, OperativeKind]
    headings: dict[OperativeKind, Words]
    cues: tuple[OperativeCue, ...]
    actors: Words
    follows: Words
    never: Words


class DocumentType(Record):
    """A kind of document; the longest cue wins, then the lowest priority. A `never` phrase is no cue.

    One without subjects, such as a list of participants, only names units and functions: no element is assigned,
    and none where an advertisement shows the kind.
    """

    id: Annotated[str, Field(pattern="^[a-z_]+$")]
    labels: dict[Language, str]
    is_outcome: bool
    has_subjects: bool = True
    priority: int
    cues: Words = {}
    advertisements: Words = {}
    never: tuple[str, ...] = ()
    file_name_cues: tuple[str, ...] = ()


class Outcome(Record):
    """What is known of the text a meeting adopted."""

    title: str
    type: str
    languages: tuple[Language, ...] = ()


class Meeting(Record):
    """A meeting, with dates as exact as they are known: "2016", "2016-11", "2016-11-03"."""

    key: Slug
    iscms: tuple[str, ...] = Field(min_length=1)
    name: str
    ordinal: str | None
    level: Literal["ministerial", "senior_officials", "technical", "steering", "other"]
    date_from: Day | None
    date_to: Day | None
    city: str | None
    country: State | None
    online: bool = False
    verification: Literal["verified", "partly", "unverified"]
    outcome: Outcome | None
    source: str | None
    note: str = ""

    @property
    def precision(self) -> Literal["year", "month", "day"] | None:
        """How exactly the first day is known."""
        if self.date_from is None:
            return None
        return "year" if len(self.date_from) == 4 else "month" if len(self.date_from) == 7 else "day"


class Place(Record):
    """A city that hosts meetings; to be matched in its exact case ("La Paz" is not "la paz")."""

    country: State
    names: dict[Language, str | tuple[str, ...]]

    @property
    def spellings(self) -> frozenset[str]:
        """Every spelling in every language."""
        return frozenset(name for names in self.names.values() for name in _listed(names))


def _listed(names: str | tuple[str, ...]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


def _spellings(alias: Any) -> Iterator[Any]:
    """The alias itself, then its inflected forms; what is not a mapping is left for the model to refuse."""
    if not isinstance(alias, dict):
        yield alias
        return
    rest = {key: value for key, value in alias.items() if key != "forms"}
    yield rest
    yield from ({**rest, "name": form, "inflected": True} for form in alias.get("forms", ()))
