"""Conditions on fields brought to the codes that documents carry: `iscm:"Rabat Process"` is `iscm:rabat`."""

from collections.abc import Callable, Iterable, Mapping

from repository.authority import Authority
from repository.authority_records import LANGUAGES, Iscm
from search.analysis import fold, forms
from search.grammar import And, Everything, Field, Leaf, Node, Not, Or, Prefix, Word, all_of, any_of, none_of
from search.lexer import TITLE_KEY
from search.parameters import illegal, is_legal

RANGE = ".."


def resolved(tree: Node, authority: Authority) -> tuple[Node, list[str]]:
    """The tree with legal codes only, and a sentence for each condition that had to be left out."""
    notes: list[str] = []
    return _resolve(tree, authority, notes), notes


def codes_of(field: Field) -> frozenset[str]:
    """The codes that a resolved condition allows."""
    first, between, last = field.value.text.partition(RANGE)
    return frozenset(str(year) for year in range(int(first), int(last) + 1)) if between else frozenset({first})


def _resolve(node: Node, authority: Authority, notes: list[str]) -> Node:
    match node:
        case And(nodes):
            return all_of([_resolve(part, authority, notes) for part in nodes])
        case Or(nodes):
            return any_of([_resolve(part, authority, notes) for part in nodes])
        case Not(inner):
            return none_of(_resolve(inner, authority, notes))
        case Field(key, value) if key != TITLE_KEY:
            return _condition(key, value, authority, notes)
    return node


def _condition(key: str, value: Leaf, authority: Authority, notes: list[str]) -> Node:
    written = _code(key, value.text, authority)
    codes = written.split(RANGE, 1) if key == "year" else [written]
    if not isinstance(value, Prefix) and all(is_legal(key, code, authority) for code in codes):
        return Field(key, Word(RANGE.join(sorted(codes))))
    notes.append(illegal(key, value.text, authority))
    return Everything()


def _code(key: str, text: str, authority: Authority) -> str:
    if key == "state":
        return text.upper()
    known = _KNOWN[key](authority) if key in _KNOWN else {}
    return known.get(" ".join(forms(text)), text.casefold())


def _named_iscms(authority: Authority) -> Mapping[str, str]:
    names = ((name, iscm.slug) for iscm in reversed(authority.iscms) for name in _names(iscm))
    return {" ".join(forms(name)): slug for name, slug in names}


def _names(iscm: Iscm) -> Iterable[str]:
    return (*(alias.name for alias in iscm.aliases), iscm.name, iscm.short_name, iscm.slug)


# Other spellings of a facet's values, folded.
_KNOWN: dict[str, Callable[[Authority], Mapping[str, str]]] = {
    "iscm": _named_iscms,
    "mention": _named_iscms,
    "level": lambda authority: {fold(level): level for level in authority.labels["level"]},
    "meeting_level": lambda authority: {
        " ".join(forms(said)): level
        for level, labels in authority.labels["meeting_level"].items()
        for said in (*labels.values(), level)
    },
    "type": lambda authority: {
        " ".join(forms(label)): kind.id
        for kind in reversed(authority.document_types)
        for label in (*kind.labels.values(), kind.id)
    },
    "language": lambda authority: {
        fold(authority.label("language", code, shown)): code for code in LANGUAGES for shown in ("en", code)
    },
}
