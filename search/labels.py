"""What a reader sees for codes: each asked of the authority data once."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from repository.authority import Authority

# What a reader sees for a facet's value.
Labeller = Callable[[str, str], str]


class Labelled(NamedTuple):
    """A code and what a reader sees for it: `rabat`, "Rabat Process"."""

    value: str
    label: str


class Labels:
    """The labels of the values of all facets; safe to use from many threads."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._by_facet: dict[str, _Labels] = {}

    def of(self, facet: str) -> Mapping[str, Labelled]:
        """The values of a facet with their labels, whichever is asked for."""
        if (known := self._by_facet.get(facet)) is None:
            known = self._by_facet[facet] = _Labels(facet, self._authority)
        return known

    def one(self, facet: str, value: str) -> str:
        """The label of one value."""
        return self.of(facet)[value].label

    def all(self, facet: str, values: Iterable[str]) -> tuple[Labelled, ...]:
        """Some values of a facet with their labels."""
        return tuple(map(self.of(facet).__getitem__, values))


class _Labels(dict[str, Labelled]):
    """The labels of one facet's values, worked out when they are first asked for."""

    def __init__(self, facet: str, authority: Authority) -> None:
        self._facet, self._authority = facet, authority

    def __missing__(self, value: str) -> Labelled:
        label = value if self._facet == "year" else self._authority.label(self._facet, value)
        self[value] = Labelled(value, label)
        return self[value]
