"""What a search found, in one sentence: how many documents, from how many processes, over which years."""

import re
from dataclasses import dataclass

from search.results import Facet, SearchResults

_STRAIGHT = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Summary:
    """The parts of the sentence; `years` is empty where no year is known."""

    words: str
    documents: int
    processes: int
    years: str


def summary(results: SearchResults) -> Summary:
    """The sentence above the results."""
    years = _found(results.facet("year"))
    first_and_last = dict.fromkeys(years[:1] + years[-1:])
    return Summary(
        words=_STRAIGHT.sub("“\\1”", " ".join(results.query.text.split())),
        documents=results.total,
        processes=len(_found(results.facet("iscm"))),
        years="–".join(first_and_last) if results.total else "",
    )


def understood(results: SearchResults) -> str:
    """How the words were read, where that is not as they were typed."""
    typed = " ".join(results.query.text.replace("“", '"').replace("”", '"').split())
    return results.understood if results.understood.casefold() != typed.casefold() else ""


def _found(facet: Facet) -> list[str]:
    """Values the results have; a facet's counts ignore its own selection, so only selected ones count then."""
    selected = {value.value for value in facet.values if value.selected}
    return [value.value for value in facet.values if value.count and (not selected or value.value in selected)]
