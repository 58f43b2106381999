"""The authority data: processes, GCM elements, document types, meetings and places, read from `data/`."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from repository.errors import Trouble
from repository.states import language_name, state_name

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML without libyaml reads the same, only slower.
    from yaml import SafeLoader  # type: ignore[assignment]

LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru")
DATA = Path(__file__).parent / "data"
# What names an entry in a message, whichever of them the entry has.
NAMES = ("slug", "letter", "number", "id", "key", "name", "names")

Language = Annotated[str, Field(pattern="^(en|fr|es|pt|ar|ru)$")]
State = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Letter = Annotated[str, Field(pattern="^[a-x]$")]
Slug = Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Day = Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
Words = dict[Language, tuple[str, ...]]
Labels = dict[str, dict[Language, str]]
R = TypeVar("R", bound=BaseModel)
K = TypeVar("K")
V = TypeVar("V")


class AuthorityError(Trouble):
    """A data file that cannot be used; the message names the file and the entry to correct."""


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

    @property
    def case_sensitive(self) -> bool:
        return self.acronym or self.capitals


class Iscm(Record):
    """A consultation mechanism; `states` is what one source listed, not who signed a document."""

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


class TagRules(Record):
    """Weights and thresholds; raise `version` whenever a change of data should tag again."""

    version: int
    strong: int
    weak: int
    assign: int
    assign_needs_strong: bool
    suggest: int
    title_factor: float
    heading_factor: float
    preamble_factor: float
    strict_strong_phrases: int
    preamble_openers: Words


class DocumentType(Record):
    """A kind of document; the longest cue wins, then the lowest priority. A `never` phrase is no cue."""

    id: Annotated[str, Field(pattern="^[a-z_]+$")]
    labels: dict[Language, str]
    is_outcome: bool
    priority: int
    cues: Words = {}
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


class Authority(Record):
    """Everything the other floors may take as given."""

    iscms: tuple[Iscm, ...]
    elements: tuple[Element, ...]
    themes: tuple[Theme, ...]
    objectives: tuple[Objective, ...]
    rules: TagRules
    masks: tuple[Mask, ...]
    document_types: tuple[DocumentType, ...]
    meeting_levels: dict[str, Words]
    draft_cues: Words
    adopted_cues: Words
    meetings: tuple[Meeting, ...]
    places: tuple[Place, ...]
    sample_marks: dict[Language, str]
    labels: dict[str, Labels]

    def iscm(self, slug: str) -> Iscm:
        return _found(self._iscms, slug, "process")

    def element(self, letter: str) -> Element:
        return _found(self._elements, letter, "GCM element")

    def theme(self, number: int) -> Theme:
        return _found(self._themes, number, "GCM theme")

    def objective(self, number: int) -> Objective:
        return _found(self._objectives, number, "GCM objective")

    def document_type(self, id: str) -> DocumentType:
        return _found(self._document_types, id, "document type")

    def meeting(self, key: str) -> Meeting:
        return _found(self._meetings, key, "meeting")

    def objectives_of(self, letter: str) -> tuple[int, ...]:
        """The objectives that continue an element first of all; empty for b, m, n, p and r."""
        return tuple(objective.number for objective in self.objectives if letter in objective.elements)

    def label(self, scheme: str, code: str, language: str = "en") -> str:
        """What a reader sees for a code; an unknown code, say from an address, stands for itself."""
        try:
            return self._labels[scheme](code, language)
        except (KeyError, ValueError):
            if scheme not in self._labels:
                raise KeyError(f"No labels for {scheme!r}; there are {', '.join(self._labels)}.") from None
            return code

    @cached_property
    def _labels(self) -> dict[str, Callable[[str, str], str]]:
        return {
            "iscm": lambda code, _: self.iscm(code).short_name,
            "mention": lambda code, _: self.iscm(code).short_name,
            "element": lambda code, _: self.element(code).label,
            "theme": lambda code, _: self.theme(int(code)).label,
            "objective": lambda code, _: self.objective(int(code)).label,
            "type": lambda code, language: _in_language(self.document_type(code).labels, language),
            "state": state_name,
            "language": language_name,
            **{scheme: self._labelled(labels) for scheme, labels in self.labels.items()},
        }

    @staticmethod
    def _labelled(labels: Labels) -> Callable[[str, str], str]:
        return lambda code, language: _in_language(labels[code], language)

    @cached_property
    def _iscms(self) -> dict[str, Iscm]:
        return {iscm.slug: iscm for iscm in self.iscms}

    @cached_property
    def _elements(self) -> dict[str, Element]:
        return {element.letter: element for element in self.elements}

    @cached_property
    def _themes(self) -> dict[int, Theme]:
        return {theme.number: theme for theme in self.themes}

    @cached_property
    def _objectives(self) -> dict[int, Objective]:
        return {objective.number: objective for objective in self.objectives}

    @cached_property
    def _document_types(self) -> dict[str, DocumentType]:
        return {kind.id: kind for kind in self.document_types}

    @cached_property
    def _meetings(self) -> dict[str, Meeting]:
        return {meeting.key: meeting for meeting in self.meetings}


@cache
def load_authority() -> Authority:
    """The data files of this installation, read once."""
    return read_authority(DATA)


def read_authority(folder: Path) -> Authority:
    """Read and check every data file of a folder; AuthorityError says what to correct."""
    gcm = _read(folder, "gcm.yaml", "version", "rules", "elements", "themes", "objectives", "masks")
    kinds = _read(folder, "document_types.yaml", "types", "meeting_levels", "draft_cues", "adopted_cues")
    iscms = _records(Iscm, "iscms.yaml", _read(folder, "iscms.yaml", "iscms")["iscms"])
    content = {
        "iscms": iscms,
        "elements": _records(Element, "gcm.yaml", gcm["elements"]),
        "themes": _records(Theme, "gcm.yaml", gcm["themes"]),
        "objectives": _records(Objective, "gcm.yaml", gcm["objectives"]),
        "rules": _record(TagRules, "gcm.yaml", {"version": gcm["version"], **gcm["rules"]}),
        "masks": _with_processes(_records(Mask, "gcm.yaml", gcm["masks"]), iscms),
        "document_types": _records(DocumentType, "document_types.yaml", kinds.pop("types")),
        "meetings": _records(Meeting, "meetings.yaml", _read(folder, "meetings.yaml", "meetings")["meetings"]),
        "places": _records(Place, "places.yaml", _read(folder, "places.yaml", "places")["places"]),
        **kinds,
        **_read(folder, "sample_marks.yaml", "sample_marks"),
        **_read(folder, "labels.yaml", "labels"),
    }
    authority = _record(Authority, "the data files", content)
    if problems := list(_problems(authority)):
        raise AuthorityError(" ".join(problems))
    return authority


def _problems(authority: Authority) -> Iterator[str]:
    """What no single entry can show: doubles, and references to what does not exist."""
    yield from _doubles("iscms.yaml", (iscm.slug for iscm in authority.iscms))
    yield from _doubles("gcm.yaml", (element.letter for element in authority.elements))
    yield from _doubles("gcm.yaml", (objective.number for objective in authority.objectives))
    yield from _doubles("document_types.yaml", (kind.id for kind in authority.document_types))
    yield from _doubles("meetings.yaml", (meeting.key for meeting in authority.meetings))
    for iscm in authority.iscms:
        yield from _unknown("iscms.yaml", iscm.slug, "region", iscm.regions, authority.labels["region"])
    for element in authority.elements:
        yield from _unknown("gcm.yaml", element.letter, "theme", element.theme_secondary, authority._themes)
        if element.letter not in getattr(authority._themes.get(element.theme), "elements", ()):
            yield f"gcm.yaml, entry {element.letter}: theme {element.theme} does not list this element."
    for theme in authority.themes:
        yield from _unknown("gcm.yaml", theme.number, "element", theme.elements, authority._elements)
    for objective in authority.objectives:
        letters = objective.elements + objective.elements_secondary
        yield from _unknown("gcm.yaml", objective.number, "element", letters, authority._elements)
    for meeting in authority.meetings:
        yield from _unknown("meetings.yaml", meeting.key, "process", meeting.iscms, authority._iscms)
        kinds = [meeting.outcome.type] if meeting.outcome else []
        yield from _unknown("meetings.yaml", meeting.key, "document type", kinds, authority._document_types)


def _doubles(file: str, keys: Iterable[object]) -> Iterator[str]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"{file}, entry {key}: occurs {times} times, keep one."


def _unknown(file: str, entry: object, what: str, codes: Iterable[object], known: Container[object]) -> Iterator[str]:
    for code in codes:
        if code not in known:
            yield f"{file}, entry {entry}: there is no {what} {code!r}."


def _with_processes(masks: tuple[Mask, ...], iscms: tuple[Iscm, ...]) -> tuple[Mask, ...]:
    """The masks of the file, and one for the full names of every process that has none there."""
    taken = {name for mask in masks for name in mask.names}
    rest = ([name for name in _full_names(iscm) if name not in taken] for iscm in iscms)
    return masks + tuple(Mask(name=names[0], variants=tuple(names[1:])) for names in rest if names)


def _full_names(iscm: Iscm) -> tuple[str, ...]:
    """The spellings of a process that are words; an acronym holds no trigger."""
    return tuple(alias.name for alias in iscm.aliases if not alias.acronym)


def _read(folder: Path, file: str, *parts: str) -> dict[str, Any]:
    """A data file, which must have these parts at its top level."""
    try:
        content = yaml.load((folder / file).read_text(encoding="utf-8"), Loader=SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AuthorityError(f"{file} cannot be read: {error}") from error
    for part in parts:
        if not isinstance(content, dict) or part not in content:
            raise AuthorityError(f"{file} has no {part!r} at its top level.")
    return dict(content)


def _records(model: type[R], file: str, entries: list[dict[str, Any]]) -> tuple[R, ...]:
    return tuple(_record(model, file, entry) for entry in entries)


def _record(model: type[R], file: str, entry: dict[str, Any]) -> R:
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        name = next((f", entry {entry[key]}" for key in NAMES if key in entry), "")
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise AuthorityError(f"{file}{name}: {faults}.") from error


def _found(records: Mapping[K, V], key: K, what: str) -> V:
    try:
        return records[key]
    except KeyError:
        raise KeyError(f"There is no {what} {key!r}.") from None


def _in_language(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language) or labels["en"]


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
