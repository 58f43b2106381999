"""What a reader asks for: words, filters, order and page, as one frozen value that is also an address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args
from urllib.parse import quote_plus, urlencode

Sort = Literal["relevance", "date", "oldest", "title", "process"]

# Facets in the order in which a reader sees them; each is also a parameter of the address.
FACETS = (
    "iscm",
    "mention",
    "year",
    "type",
    "element",
    "theme",
    "objective",
    "region",
    "level",
    "state",
    "meeting_level",
    "language",
)
# What is searched: whole documents, or only what they recommend, commit to or request.
KINDS = ("", "commitment")
SORTS: tuple[Sort, ...] = get_args(Sort)
DEFAULT_SORT: Sort = "relevance"
DEFAULT_SIZE = 20
LARGEST_SIZE = 100


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search; filters of one facet widen (OR), filters of different facets narrow (AND).

    `filters` holds (facet name, value); `year_from` and `year_to` are inclusive and belong to the year facet;
    `page` counts from 1; `expand` also looks for other names of what is asked, in other languages too;
    `kind` is one of `KINDS`.
    """

    text: str = ""
    filters: frozenset[tuple[str, str]] = frozenset()
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = DEFAULT_SORT
    page: int = 1
    size: int = DEFAULT_SIZE
    expand: bool = True
    kind: str = ""

    def toggled(self, name: str, value: str) -> "SearchQuery":
        """The same search with one filter switched on or off, from its first page."""
        # Not by `replace`, which takes four times as long: every value of every facet has such a query.
        filters = self.filters ^ {(name, value)}
        years = self.year_from, self.year_to
        return SearchQuery(self.text, filters, *years, self.sort, 1, self.size, self.expand, self.kind)

    def without(self, name: str) -> "SearchQuery":
        """The same search without any filter of a facet, from its first page."""
        kept = frozenset(item for item in self.filters if item[0] != name)
        first = replace(self, filters=kept, page=1)
        return replace(first, year_from=None, year_to=None) if name == "year" else first

    def without_filters(self) -> "SearchQuery":
        """The same words over all documents."""
        return replace(self, filters=frozenset(), year_from=None, year_to=None, page=1)

    def with_text(self, text: str) -> "SearchQuery":
        """Other words under the same filters, from the first page."""
        return replace(self, text=text, page=1)

    def with_sort(self, sort: Sort) -> "SearchQuery":
        """The same search in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def with_page(self, number: int) -> "SearchQuery":
        """Another page of the same search."""
        return replace(self, page=number)

    def with_expansion(self, expand: bool) -> "SearchQuery":
        """The same search with or without other names of what is asked, from its first page."""
        return replace(self, expand=expand, page=1)

    def with_kind(self, kind: str) -> "SearchQuery":
        """The same search in whole documents, or only in what they recommend, commit to or request."""
        return replace(self, kind=kind, page=1)

    def values(self, name: str) -> tuple[str, ...]:
        """The selected values of a facet, sorted."""
        return tuple(sorted(value for key, value in self.filters if key == name)) if self.filters else ()

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words narrows the search."""
        return bool(self.filters) or self.year_from is not None or self.year_to is not None

    @property
    def is_empty(self) -> bool:
        """Whether it asks for everything."""
        return not self.text.strip() and not self.is_filtered and not self.kind

    def to_params(self) -> list[tuple[str, str]]:
        """Parameters of the address in one canonical order; what is as by default is left out."""
        params = [("q", self.text)] if self.text else []
        params += sorted(self.filters, key=lambda item: (FACETS.index(item[0]), item[1]))
        for name, default in _DEFAULTS:
            if (value := getattr(self, name)) != default:
                params.append((name, str(value)))
        return params if self.expand else [*params, ("expand", "false")]

    def to_query_string(self) -> str:
        """The parameters, encoded for an address; without the question mark."""
        return urlencode(self.to_params())

    def toggling(self, name: str) -> Callable[[str], str]:
        """The query string with a value of a facet switched on or off; what all values share is encoded once."""
        own, params = set(self.values(name)), replace(self, page=1).to_params()
        earlier = ("q", *FACETS[: FACETS.index(name)])
        before = [item for item in params if item[0] in earlier]
        after = [item for item in params if item[0] not in earlier and item[0] != name]
        start, end = (f"{text}&" if (text := urlencode(part)) else "" for part in (before, after))

        @cache
        def string(value: str) -> str:
            toggled = "".join([f"{name}={quote_plus(one)}&" for one in sorted(own ^ {value})])
            return f"{start}{toggled}{end}"[:-1]

        return string


# What an address leaves out, since it is as by default.
_DEFAULTS = tuple(
    (name, getattr(SearchQuery(), name)) for name in ("year_from", "year_to", "kind", "sort", "page", "size")
)


def items_of(params: Iterable[tuple[str, str]], name: str) -> list[str]:
    """All values of one parameter, stripped, without empty ones, in order."""
    return [value.strip() for key, value in params if key == name and value.strip()]
