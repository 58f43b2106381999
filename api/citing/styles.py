"""A reference written out in the styles that readers are asked for: plain, United Nations, Chicago, APA.

Set by hand from the reference: the citation processors at hand bring no style of their own, and none knows a process as
corporate author of a meeting's outcome.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from api.citing.reference import SAMPLE, Reference
from api.dates import dates_in_words
from repository.said import mark

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Styled:
    """A reference in one style: (words, whether they are set in italics); the last part is the address."""

    name: str
    label: str
    parts: tuple[tuple[str, bool], ...]
    url: str

    @property
    def text(self) -> str:
        """The words as they are copied."""
        return "".join(words for words, _ in self.parts) + self.url


def styled(reference: Reference, url: str = "") -> list[Styled]:
    """The reference in every style; `url` is the address of a passage, where one is cited."""
    address = url or reference.url
    return [
        Styled(name, label, tuple(part for part in write(reference) if part[0]), address)
        for name, (label, write) in STYLES.items()
    ]


def _plain(reference: Reference) -> Iterable[tuple[str, bool]]:
    """Process, title, place, date, page: each ends with a full stop."""
    parts = (
        "; ".join(_with_short_name(reference)),
        reference.title,
        _joined(", ", reference.place, _british(reference)),
        _sample(reference),
        _page(reference, "p. "),
    )
    yield " ".join(f"{part.rstrip('.')}." for part in parts if part) + " ", False


def _united_nations(reference: Reference) -> Iterable[tuple[str, bool]]:
    """As footnotes of United Nations documents: titles in quotation marks, "available at"."""
    yield _joined(" and ", *_names(reference)) + (", " if reference.authors else ""), False
    yield f"“{reference.title}”", False
    yield _led(", ", _joined(", ", reference.place, _british(reference))), False
    yield _led(", ", _page(reference, "p. ")), False
    yield _led(" (", _sample(reference).lower(), ")"), False
    yield ". Available at ", False


def _chicago(reference: Reference) -> Iterable[tuple[str, bool]]:
    """As a note of the Chicago Manual of Style, 17th edition."""
    yield _joined(" and ", *_names(reference)) + (", " if reference.authors else ""), False
    yield reference.title, True
    circumstances = _joined(", ", reference.place, _american(reference) or "n.d.")
    yield f" ({circumstances})", False
    yield _led(", ", _page(reference, "")), False
    yield _led(", ", _sample(reference).lower()), False
    yield ", ", False


def _apa(reference: Reference) -> Iterable[tuple[str, bool]]:
    """As in a reference list of the American Psychological Association, 7th edition."""
    when = _apa_date(reference)
    if reference.authors:
        yield f"{_joined(', & ', *_names(reference))}. ({when}). ", False
    yield reference.title, True
    yield _led(" (", _page(reference, "p. "), ")"), False
    yield _led(" [", _joined("; ", reference.kind, _sample(reference).lower()), "]"), False
    yield ". " if reference.authors else f". ({when}). ", False


STYLES: dict[str, tuple[str, Callable[[Reference], Iterable[tuple[str, bool]]]]] = {
    "plain": (mark("Plain"), _plain),
    "un": (mark("United Nations"), _united_nations),
    "chicago": (mark("Chicago"), _chicago),
    "apa": (mark("APA"), _apa),
}


def _names(reference: Reference) -> list[str]:
    return [author.name for author in reference.authors]


def _with_short_name(reference: Reference) -> list[str]:
    return [
        author.name if author.short_name in author.name else f"{author.name} ({author.short_name})"
        for author in reference.authors
    ]


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)


def _led(before: str, words: str, after: str = "") -> str:
    return f"{before}{words}{after}" if words else ""


def _page(reference: Reference, before: str) -> str:
    return f"{before}{reference.page}" if reference.page else ""


def _sample(reference: Reference) -> str:
    return SAMPLE if reference.is_sample else ""


def _british(reference: Reference) -> str:
    return dates_in_words(reference.date_from, reference.date_to)


def _american(reference: Reference) -> str:
    """May 2, 2018; May 2–3, 2018; May 2018; 2018."""
    year, days = _parts(reference)
    return f"{days}, {year}" if days and reference.date_from.count("-") == 2 else _joined(" ", days, year)


def _apa_date(reference: Reference) -> str:
    """2018, May 2–3; without a date "n.d."."""
    year, days = _parts(reference)
    return _joined(", ", year, days) or "n.d."


def _parts(reference: Reference) -> tuple[str, str]:
    """The year, and the month with its days as far as they are known; of a range over two months, the whole range."""
    first, last = reference.date_from, reference.date_to or reference.date_from
    if not first:
        return "", ""
    begin, end = _month_and_day(first), _month_and_day(last)
    if first[:7] == last[:7]:
        days = f"{begin}–{date.fromisoformat(last).day}" if first != last and len(first) == len(last) == 10 else begin
    else:
        days = f"{begin}–{end}" if begin and end and first[:4] == last[:4] else begin
    return first[:4], days


def _month_and_day(day: str) -> str:
    _, *rest = day.split("-")
    return " ".join([_MONTHS[int(rest[0]) - 1], *(str(int(number)) for number in rest[1:])]) if rest else ""
