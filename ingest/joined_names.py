"""Processes that share one word: "the Budapest and Prague Processes", «Рабатский и Хартумский процессы»."""

import re
from collections.abc import Iterator

from ingest.folding import fold, fold_with_offsets
from repository.authority import Authority
from repository.authority_records import Alias

# The name of a city, or of an adjective made of one, beside the word that several share.
_CITY = re.compile(
    r"(?P<before>.+) process|process(?:us|o) (?:de |d')(?P<romance>.+)|proceso (?:de )?(?P<spanish>.+)|"
    r"(?P<adjective>\w+ск)ий процесс|عمليه (?P<arabic>.+)"
)
_ENDINGS = "(?:ий|ого|ому|им|ом|ие|их|ими)"
_SHARED = (
    r"(?:process(?:es|us|os)?|procesos|dialogues|процесс\w*|[وفبكل]?(?:ال)?عملي(?:ات|تا|تي|تان|تين)|للعملي(?:ات|تين))"
)
_OF = r"\s+(?:(?:of|de|do|du|da)\s+)?(?:the\s+|la\s+)?(?:[dl]')?"
_AND = (
    r"(?:\s*[,،/]\s*(?:and\s+|et\s+|y\s+|e\s+|и\s+|و)?|\s+(?:and|et|y|e|и|or|ou|&)\s+|\s+و)"
    r"(?:(?:of|the|de|do|du|la)\s+|[dl]')*"
)

Named = tuple[str, Alias, int, int]


class JoinedNames:
    """The short names of all processes, by their folded spelling."""

    def __init__(self, authority: Authority) -> None:
        cities = [{fold(name) for name in place.spellings} for place in authority.places]
        self._known: dict[str, tuple[str, Alias]] = {}
        for iscm in authority.iscms:
            for alias in iscm.aliases:
                for short in _shortened(alias, cities):
                    self._known.setdefault(short, (iscm.slug, alias))
        names = "|".join(
            f"{re.escape(name)}{_ENDINGS if name.endswith('ск') else ''}" for name in self._longest_first()
        )
        run = rf"(?:{names})(?:{_AND}(?:{names}))+"
        self._run = re.compile(
            rf"(?<!\w)(?:{_SHARED}{_OF}(?P<after>{run})|(?P<first>{run})\s+{_SHARED}|{_SHARED}\s+(?P<bare>{run}))(?!\w)"
        )
        self._one = re.compile(rf"(?:(?<!\w)|(?<=و))(?:{names})(?!\w)")

    def find(self, text: str) -> Iterator[Named]:
        """Each process of such a phrase, at the name of its city."""
        folded = fold_with_offsets(text)
        for match in self._run.finditer(folded.text):
            group = next(name for name, found in match.groupdict().items() if found)
            for one in self._one.finditer(folded.text, *match.span(group)):
                start, end = folded.original(*one.span())
                if not text[start].islower():
                    slug, alias = self._meant(one[0])
                    yield slug, alias, start, end

    def _longest_first(self) -> list[str]:
        return sorted(self._known, key=len, reverse=True)

    def _meant(self, name: str) -> tuple[str, Alias]:
        return self._known.get(name) or self._known[re.sub(rf"{_ENDINGS}$", "", name)]


def _shortened(alias: Alias, cities: list[set[str]]) -> Iterator[str]:
    """The city in the name of a process, in every language it is known in."""
    found = _CITY.fullmatch(fold(alias.name))
    if found is None or alias.inflected:
        return
    short = next(part for part in found.groups() if part)
    if found["adjective"]:
        yield short
        return
    for names in cities:
        if short in names:
            yield from names
