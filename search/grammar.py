"""Our query language: any text is read into a tree, and the tree printed gives the same tree again.

query  = clauses                          all must hold
clause = choice { OR choice }             one must hold; OR joins its neighbours
choice = [-] ( word | word* | "phrase" | "loose phrase"~5 | key:value | ( query ) )
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from search.lexer import KEYS, Item, read_items

__all__ = [
    "KEYS",
    "And",
    "Everything",
    "Field",
    "Leaf",
    "Near",
    "Node",
    "Not",
    "Or",
    "Parsed",
    "Phrase",
    "Prefix",
    "Word",
]

DEFAULT_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; it matches in all its inflections."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other, in this order, none left out."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """The words of a phrase in any order, with at most `distance` other words among them."""

    text: str
    distance: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins like this."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on one field: title, or a facet's name."""

    key: str
    value: "Word | Phrase | Near | Prefix"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """No condition."""


Node: TypeAlias = Word | Phrase | Near | Prefix | Field | Not | And | Or | Everything
Leaf: TypeAlias = Word | Phrase | Near | Prefix


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query read; `ignored` has one sentence for everything that was left out or mended."""

    tree: Node
    ignored: tuple[str, ...] = ()


def parse(text: str, characters: int = DEFAULT_CHARACTERS) -> Parsed:
    """Read a query; total: whatever cannot be read is left out and said."""
    items, ignored = read_items(text, characters)
    return Parsed(_Reader(items).query(), tuple(dict.fromkeys(ignored)))


def printed(node: Node) -> str:
    """The canonical text of a tree; nothing for everything."""
    return _PRINTERS[type(node)](node)


def all_of(nodes: Iterable[Node]) -> Node:
    """The conjunction, flat and without what is always true."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, And) else () if isinstance(node, Everything) else (node,))
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else Everything()


def any_of(nodes: Iterable[Node]) -> Node:
    """The disjunction, flat; what was left empty is no alternative."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, Or) else () if isinstance(node, Everything) else (node,))
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else Everything()


def none_of(node: Node) -> Node:
    """The negation; twice is not at all, and nothing negated is no condition."""
    if isinstance(node, Not):
        return node.node
    return node if isinstance(node, Everything) else Not(node)


class _Reader:
    """Reads balanced items, as deep as the lexer allows, from left to right."""

    def __init__(self, items: list[Item]) -> None:
        self._items = items
        self._at = 0

    def query(self) -> Node:
        clauses: list[Node] = []
        while self._at < len(self._items) and self._kind() != ")":
            clauses.append(self._clause())
        return all_of(clauses)

    def _clause(self) -> Node:
        choices = [self._choice()]
        while self._kind() == "OR":
            self._at += 1
            choices.append(self._choice())
        return any_of(choices)

    def _choice(self) -> Node:
        kind = self._kind()
        if kind in ("", ")"):
            return Everything()
        item = self._items[self._at]
        self._at += 1
        if kind == "-":
            return none_of(self._choice())
        if kind == "(":
            inner = self.query()
            self._at += 1
            return inner
        leaf = _LEAVES[item.kind](item)
        return Field(item.key, leaf) if item.key else leaf

    def _kind(self) -> str:
        return self._items[self._at].kind if self._at < len(self._items) else ""


_LEAVES: dict[str, Callable[[Item], Leaf]] = {
    "word": lambda item: Word(item.text),
    "phrase": lambda item: Phrase(item.text) if item.distance is None else Near(item.text, item.distance),
    "prefix": lambda item: Prefix(item.text),
}


def _print_and(node: And) -> str:
    return " ".join(f"({printed(part)})" if isinstance(part, Or) else printed(part) for part in node.nodes)


def _print_or(node: Or) -> str:
    return " OR ".join(f"({printed(part)})" if isinstance(part, And) else printed(part) for part in node.nodes)


def _print_not(node: Not) -> str:
    inner = printed(node.node)
    return f"-({inner})" if isinstance(node.node, And | Or) else f"-{inner}"


_PRINTERS: dict[type, Callable[..., str]] = {
    Word: lambda node: node.text,
    Phrase: lambda node: f'"{node.text}"',
    Near: lambda node: f'"{node.text}"~{node.distance}',
    Prefix: lambda node: f"{node.text}*",
    Field: lambda node: f"{node.key}:{printed(node.value)}",
    Not: _print_not,
    And: _print_and,
    Or: _print_or,
    Everything: lambda _: "",
}
