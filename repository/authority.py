"""The authority data: processes, GCM elements, document types, meetings and places, found by their codes."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from repository.authority_records import (
    SURE,
    Concept,
    DocumentType,
    Element,
    Iscm,
    Labels,
    Language,
    Mask,
    Meeting,
    NearRule,
    Objective,
    OperativeRules,
    Place,
    Record,
    TagRules,
    Theme,
    Words,
)
from repository.states import language_name, state_name

K = TypeVar("K")
V = TypeVar("V")


class Authority(Record):
    """Everything the other floors may take as given."""

    iscms: tuple[Iscm, ...]
    other_issuers: Words
    elements: tuple[Element, ...]
    themes: tuple[Theme, ...]
    objectives: tuple[Objective, ...]
    rules: TagRules
    masks: tuple[Mask, ...]
    pairs: dict[str, Words]
    groups: dict[str, dict[Language, str]]
    joint: dict[str, tuple[str, ...]]
    operative: OperativeRules
    concepts: tuple[Concept, ...]
    document_types: tuple[DocumentType, ...]
    meeting_levels: dict[str, Words]
    draft_cues: Words
    adopted_cues: Words
    meetings: tuple[Meeting, ...]
    places: tuple[Place, ...]
    sample_marks: dict[Language, str]
    labels: dict[str, Labels]
    translated: dict[str, Labels]

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

    def pairs_in(self, language: str) -> Iterator[NearRule]:
        """The rules of words that stand near each other in a language: its own, and those of all languages."""
        for letter, words in self.pairs.items():
            for rule in words.get(language, ()):
                yield NearRule(letter, rule, tuple(tuple(group.split()) for group in rule.split(" / ")))
        for letter, rules in self.joint.items():
            for rule in rules:
                named = (self.groups[name][language] for name in rule.removesuffix(SURE).split(" / "))
                yield NearRule(letter, rule, tuple(tuple(group.split()) for group in named))

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
            "element": lambda code, language: self._said("element", code, language, self.element(code).label),
            "theme": lambda code, language: self._said("theme", code, language, self.theme(int(code)).label),
            "objective": lambda code, language: self._said(
                "objective", code, language, self.objective(int(code)).label
            ),
            "type": lambda code, language: _in_language(self.document_type(code).labels, language),
            "state": state_name,
            "language": language_name,
            **{scheme: self._labelled(labels) for scheme, labels in self.labels.items()},
        }

    def _said(self, scheme: str, code: str, language: str, english: str) -> str:
        return self.translated[scheme].get(str(code), {}).get(language, english)

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


def _found(records: Mapping[K, V], key: K, what: str) -> V:
    try:
        return records[key]
    except KeyError:
        raise KeyError(f"There is no {what} {key!r}.") from None


def _in_language(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language) or labels["en"]
