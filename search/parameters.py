"""From the parameters of an address to a search query; what is no legal value is left out and said."""

from collections.abc import Callable, Iterable

from repository.authority import Authority
from repository.authority_records import LANGUAGES
from repository.said import Said, Value, said
from repository.states import is_state, language_name, state_codes
from search.query import DEFAULT_SIZE, DEFAULT_SORT, FACETS, KINDS, LARGEST_SIZE, SORTS, SearchQuery, Sort, items_of

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
# A longer number is no number anyone meant, and Python refuses to read one of thousands of digits.
_LONGEST_NUMBER = 9
_LONGEST_QUOTE = 60
_SWITCHES = {"true": True, "false": False}

# The values a facet can have, where the authority data lists them.
_LISTED: dict[str, Callable[[Authority], Iterable[str]]] = {
    "iscm": lambda authority: (iscm.slug for iscm in authority.iscms),
    "mention": lambda authority: (iscm.slug for iscm in authority.iscms),
    "type": lambda authority: (kind.id for kind in authority.document_types),
    "element": lambda authority: (element.letter for element in authority.elements),
    "theme": lambda authority: (str(theme.number) for theme in authority.themes),
    "objective": lambda authority: (str(objective.number) for objective in authority.objectives),
    "level": lambda authority: authority.labels["level"],
    "region": lambda authority: authority.labels["region"],
    "meeting_level": lambda authority: authority.labels["meeting_level"],
}
# The facets with too many values for a list: how to tell a legal one, and what to say of them.
_TESTED: dict[str, tuple[Callable[[str], bool], Said]] = {
    "state": (is_state, said("the three letters of ISO 3166, such as MAR or PHL")),
    "language": (
        lambda value: value in LANGUAGES or (value.islower() and language_name(value) != value),
        said("a language code such as %(codes)s", codes=tuple(LANGUAGES)),
    ),
    "year": (
        lambda value: _is_year(value),
        said("a year from %(first)s to %(last)s", first=str(EARLIEST_YEAR), last=str(LATEST_YEAR)),
    ),
}
# What the parameters of an address are called in a sentence.
_NAMES = {
    "iscm": said("iscm"),
    "mention": said("mention"),
    "type": said("type"),
    "year": said("year"),
    "year_from": said("year from"),
    "year_to": said("year to"),
    "language": said("language"),
    "element": said("element"),
    "theme": said("theme"),
    "objective": said("objective"),
    "level": said("level"),
    "region": said("region"),
    "state": said("state"),
    "meeting_level": said("meeting level"),
    "sort": said("sort"),
    "kind": said("kind"),
    "expand": said("expand"),
    "page": said("page"),
    "size": said("size"),
}


def from_params(
    params: Iterable[tuple[str, str]], authority: Authority, default_size: int = DEFAULT_SIZE
) -> tuple[SearchQuery, list[str]]:
    """The query of an address, and one sentence for every value that is not legal.

    Total: nothing raises. Pages show the sentences and go on; the API answers 422 with them.
    """
    given, notes = list(params), list[str]()
    query = SearchQuery(
        text=" ".join(items_of(given, "q")),
        filters=_filters(given, authority, notes),
        year_from=_number(given, "year_from", EARLIEST_YEAR, LATEST_YEAR, notes),
        year_to=_number(given, "year_to", EARLIEST_YEAR, LATEST_YEAR, notes),
        sort=_sort(given, notes),
        page=_number(given, "page", 1, 10**_LONGEST_NUMBER - 1, notes) or 1,
        size=_number(given, "size", 1, LARGEST_SIZE, notes) or default_size,
        kind=_kind(given, notes),
        expand=_switch(given, "expand", True, notes),
    )
    return query, notes


def legal_values(name: str, authority: Authority) -> list[str]:
    """The values a facet can have, where there are few enough to choose from."""
    return list(state_codes() if name == "state" else _LISTED[name](authority))


def is_legal(name: str, value: str, authority: Authority) -> bool:
    """Whether a facet can have this value, whether or not any document has."""
    if name in _TESTED:
        return _TESTED[name][0](value)
    return value in _LISTED[name](authority)


def illegal(name: str, value: str, authority: Authority) -> Said:
    """The sentence for a value that a facet cannot have, with those that it can."""
    legal = _TESTED[name][1] if name in _TESTED else tuple(_LISTED[name](authority))
    return _not_legal(name, value, legal)


def _filters(given: list[tuple[str, str]], authority: Authority, notes: list[str]) -> frozenset[tuple[str, str]]:
    asked = [(name, value) for name in FACETS for value in items_of(given, name)]
    legal = frozenset(item for item in asked if is_legal(*item, authority))
    notes += [illegal(*item, authority) for item in dict.fromkeys(asked) if item not in legal]
    return legal


def _number(given: list[tuple[str, str]], name: str, least: int, most: int, notes: list[str]) -> int | None:
    values = items_of(given, name)
    if not values:
        return None
    number = _whole(values[0])
    if number is not None and least <= number <= most:
        return number
    legal = said("%(least)s to %(most)s", least=str(least), most=str(most))
    notes.append(_not_legal(name, values[0], legal))
    return None


def _sort(given: list[tuple[str, str]], notes: list[str]) -> Sort:
    value = next(iter(items_of(given, "sort")), DEFAULT_SORT)
    if value in SORTS:
        return value
    notes.append(_not_legal("sort", value, SORTS))
    return DEFAULT_SORT


def _kind(given: list[tuple[str, str]], notes: list[str]) -> str:
    value = next(iter(items_of(given, "kind")), "")
    if value in KINDS:
        return value
    notes.append(_not_legal("kind", value, tuple(filter(None, KINDS))))
    return ""


def _switch(given: list[tuple[str, str]], name: str, default: bool, notes: list[str]) -> bool:
    values = items_of(given, name)
    if values and values[0].casefold() not in _SWITCHES:
        notes.append(_not_legal(name, values[0], tuple(_SWITCHES)))
        return default
    return _SWITCHES[values[0].casefold()] if values else default


def _not_legal(name: str, value: str, legal: Value) -> Said:
    return said(
        "“%(value)s” is no %(name)s here. It can be: %(legal)s.", value=_quoted(value), name=_NAMES[name], legal=legal
    )


def _is_year(value: str) -> bool:
    number = _whole(value) if len(value) == len(str(EARLIEST_YEAR)) else None
    return number is not None and EARLIEST_YEAR <= number <= LATEST_YEAR


def _whole(value: str) -> int | None:
    is_number = value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER
    return int(value) if is_number else None


def _quoted(value: str) -> str:
    printable = "".join(character if character.isprintable() else "�" for character in value)
    return printable if len(printable) <= _LONGEST_QUOTE else printable[:_LONGEST_QUOTE] + "…"
