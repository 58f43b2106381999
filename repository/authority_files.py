"""The data files of the authority data, read and checked once."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from repository.authority import Authority
from repository.authority_records import (
    SURE,
    Concept,
    DocumentType,
    Element,
    Iscm,
    Mask,
    Meeting,
    Objective,
    OperativeRules,
    Place,
    TagRules,
    Theme,
)
from repository.errors import Trouble

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML without libyaml reads the same, only slower.
    from yaml import SafeLoader  # type: ignore[assignment]

DATA = Path(__file__).parent / "data"
# What names an entry in a message, whichever of them the entry has.
NAMES = ("slug", "letter", "number", "id", "key", "name", "names")

R = TypeVar("R", bound=BaseModel)


class AuthorityError(Trouble):
    """A data file that cannot be used; the message names the file and the entry to correct."""


@cache
def load_authority() -> Authority:
    """The data files of this installation, read once."""
    return read_authority(DATA)


def read_authority(folder: Path) -> Authority:
    """Read and check every data file of a folder; AuthorityError says what to correct."""
    gcm = _read(folder, "gcm.yaml", "rules", "elements", "themes", "objectives", "masks")
    kinds = _read(folder, "document_types.yaml", "types", "meeting_levels", "draft_cues", "adopted_cues")
    processes = _read(folder, "iscms.yaml", "iscms", "other_issuers")
    iscms = _records(Iscm, "iscms.yaml", processes["iscms"])
    content = {
        "iscms": iscms,
        "other_issuers": processes["other_issuers"],
        "elements": _records(Element, "gcm.yaml", gcm["elements"]),
        "themes": _records(Theme, "gcm.yaml", gcm["themes"]),
        "objectives": _records(Objective, "gcm.yaml", gcm["objectives"]),
        "rules": _record(TagRules, "gcm.yaml", gcm["rules"]),
        "masks": _with_processes(_records(Mask, "gcm.yaml", gcm["masks"]), iscms),
        "concepts": _records(Concept, "concepts.yaml", _read(folder, "concepts.yaml", "concepts")["concepts"]),
        "operative": _record(OperativeRules, "operative_verbs.yaml", _read(folder, "operative_verbs.yaml")),
        "document_types": _records(DocumentType, "document_types.yaml", kinds.pop("types")),
        "meetings": _records(Meeting, "meetings.yaml", _read(folder, "meetings.yaml", "meetings")["meetings"]),
        "places": _records(Place, "places.yaml", _read(folder, "places.yaml", "places")["places"]),
        **kinds,
        **_read(folder, "pairs.yaml", "pairs"),
        **_read(folder, "word_groups.yaml", "groups", "joint"),
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
    yield from _doubles("concepts.yaml", (concept.id for concept in authority.concepts))
    yield from _doubles("concepts.yaml", _terms(authority))
    yield from _doubles("document_types.yaml", (kind.id for kind in authority.document_types))
    yield from _doubles("meetings.yaml", (meeting.key for meeting in authority.meetings))
    for iscm in authority.iscms:
        yield from _unknown("iscms.yaml", iscm.slug, "region", iscm.regions, authority.labels["region"])
    for element in authority.elements:
        yield from _unknown("gcm.yaml", element.letter, "theme", element.theme_secondary, authority._themes)
        if element.letter not in getattr(authority._themes.get(element.theme), "elements", ()):
            yield f"gcm.yaml, entry {element.letter}: theme {element.theme} does not list this element."
    for letter in authority.pairs:
        yield from _unknown("pairs.yaml", letter, "element", letter, authority._elements)
    for letter, rules in authority.joint.items():
        yield from _unknown("word_groups.yaml", letter, "element", letter, authority._elements)
        named = (name for rule in rules for name in rule.removesuffix(SURE).split(" / "))
        yield from _unknown("word_groups.yaml", letter, "group", named, authority.groups)
    for concept in authority.concepts:
        yield from _unknown("concepts.yaml", concept.id, "element", concept.element or "", authority._elements)
    for theme in authority.themes:
        yield from _unknown("gcm.yaml", theme.number, "element", theme.elements, authority._elements)
    for objective in authority.objectives:
        letters = objective.elements + objective.elements_secondary
        yield from _unknown("gcm.yaml", objective.number, "element", letters, authority._elements)
    for meeting in authority.meetings:
        yield from _unknown("meetings.yaml", meeting.key, "process", meeting.iscms, authority._iscms)
        kinds = [meeting.outcome.type] if meeting.outcome else []
        yield from _unknown("meetings.yaml", meeting.key, "document type", kinds, authority._document_types)


def _terms(authority: Authority) -> Iterator[str]:
    """Every term of the thesaurus with its language; one that stood in two concepts would join them."""
    for concept in authority.concepts:
        for language, terms in concept.terms.items():
            yield from (f"{term.casefold()} ({language})" for term in terms)


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


def _records(model: type[R], file: str, entries: Any) -> tuple[R, ...]:
    if not isinstance(entries, list):
        raise AuthorityError(f"{file} must hold a list where the entries begin.")
    return tuple(_record(model, file, entry) for entry in entries)


def _record(model: type[R], file: str, entry: Any) -> R:
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        fields = entry if isinstance(entry, dict) else {}
        name = next((f", entry {fields[key]}" for key in NAMES if key in fields), "")
        faults = "; ".join(": ".join((".".join(map(str, e["loc"])) or "the entry", e["msg"])) for e in error.errors())
        raise AuthorityError(f"{file}{name}: {faults}.") from error
