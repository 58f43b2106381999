"""Names of months in the six languages, from the Unicode CLDR and the forms it does not list."""

from collections.abc import Iterator
from functools import cache

from babel import Locale

from ingest.folding import fold

# Arabic has three sets of names: Egypt and the Gulf, the Maghreb, and the Levant.
_LOCALES = ("en", "fr", "es", "pt", "ru", "ar", "ar_DZ", "ar_MA", "ar_SY")
_FURTHER = {
    1: ("январе",), 2: ("феврале",), 3: ("марте",), 4: ("апреле", "إبريل"), 5: ("мае",), 6: ("июне", "يونية"),
    7: ("июле", "يولية"), 8: ("августе", "أوت"), 9: ("сентябре", "sept", "setiembre"), 10: ("октябре",),
    11: ("ноябре",), 12: ("декабре",),
}  # fmt: skip
_SHORTEST_ABBREVIATION = 3


@cache
def month_numbers() -> dict[str, int]:
    """Folded name to number; a name that means two months in two languages is left out."""
    found: dict[str, set[int]] = {}
    for name, number in _names():
        found.setdefault(fold(name).strip(" ."), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def _names() -> Iterator[tuple[str, int]]:
    for code in _LOCALES:
        months = Locale.parse(code).months
        for use in ("format", "stand-alone"):
            for number, name in months[use]["wide"].items():
                yield str(name), number
            for number, name in months[use]["abbreviated"].items():
                if len(str(name).strip(".")) >= _SHORTEST_ABBREVIATION and code[:2] in ("en", "fr", "es", "pt"):
                    yield str(name), number
    for number, names in _FURTHER.items():
        for name in names:
            yield name, number
