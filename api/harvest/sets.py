"""Sets of OAI-PMH: documents by issuing process, by its level, by year and by GCM element."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from api.harvest.oai_request import OaiError
from repository.authority import Authority
from repository.harvesting import Selection
from repository.models import Document

Codes = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One family of sets: what all of it is called, its codes with names, those of a document, what a code selects."""

    name: str
    codes: Callable[[Authority, Iterable[str]], Codes]
    codes_of: Callable[[Document, Authority], Iterable[str]]
    selection: Callable[[str | None, Authority], Selection]


def _level_selection(code: str | None, authority: Authority) -> Selection:
    slugs = None if code is None else frozenset(iscm.slug for iscm in authority.iscms if iscm.level == code)
    return Selection("iscm", slugs)


def _tag_selection(scheme: str) -> Callable[[str | None, Authority], Selection]:
    return lambda code, _: Selection(scheme, None if code is None else frozenset({code}))


def _levels_of(document: Document, authority: Authority) -> Iterable[str]:
    return dict.fromkeys(authority.iscm(slug).level for slug in document.codes("iscm"))


KINDS = {
    "iscm": Kind(
        "Documents of a known issuing process",
        lambda authority, _: ((iscm.slug, iscm.name) for iscm in authority.iscms),
        lambda document, _: document.codes("iscm"),
        _tag_selection("iscm"),
    ),
    "level": Kind(
        "Documents by the level of their process",
        lambda authority, _: ((level, authority.label("level", level)) for level in authority.labels["level"]),
        _levels_of,
        _level_selection,
    ),
    "year": Kind(
        "Documents of a known year",
        lambda _, years: ((year, f"Documents of {year}") for year in years),
        lambda document, _: [document.date_from[:4]] if document.date_from else [],
        lambda code, _: Selection(year=code or ""),
    ),
    "element": Kind(
        "Documents tagged with a GCM element",
        lambda authority, _: ((element.letter, element.label) for element in authority.elements),
        lambda document, _: document.codes("element"),
        _tag_selection("element"),
    ),
}


def listed(authority: Authority, years: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every setSpec with its name, a family before its members."""
    for family, kind in KINDS.items():
        yield family, kind.name
        yield from ((f"{family}:{code}", name) for code, name in kind.codes(authority, years))


def specs_of(document: Document, authority: Authority) -> Iterator[str]:
    """The sets a document is in, each family before its members.

    A document that is gone stays in them, so that who harvests a set learns of it. The families are named too: the
    validator of the Open Archives Initiative harvests the first set listed and looks for it in the record.
    """
    for family, kind in KINDS.items():
        codes = list(kind.codes_of(document, authority))
        yield from ([family] if codes else [])
        yield from (f"{family}:{code}" for code in codes)


def selection(spec: str, authority: Authority) -> Selection:
    """What a setSpec selects, an empty one everything; raises OaiError noRecordsMatch."""
    if not spec:
        return Selection()
    family, _, code = spec.partition(":")
    if family not in KINDS:
        raise OaiError("noRecordsMatch", f"There is no set “{spec}”; ListSets names those there are.")
    return KINDS[family].selection(code or None, authority)
