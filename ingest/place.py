"""The place of a meeting: a city of the gazetteer, or a State, beside the date or in the title block."""

from collections.abc import Iterator

from ingest.evidence import passage
from ingest.folding import words
from ingest.front import Front
from ingest.phrases import Match, PhraseBook, longest
from repository.authority import Authority
from repository.authority_records import LANGUAGES
from repository.authority_records import Place as Listed
from repository.reading import Evidence, Place
from repository.states import state_spellings

_NEAR = 90


class Gazetteer:
    """Cities that host meetings and names of States, in six languages."""

    def __init__(self, authority: Authority) -> None:
        # "Bali Process" is no place: names of processes are found like cities and mean nothing.
        named = [(alias.name, None) for iscm in authority.iscms for alias in iscm.aliases if not alias.acronym]
        self._book: PhraseBook[Listed | str | None] = PhraseBook(
            [*((name, place) for place in authority.places for name in place.spellings), *_states(authority), *named]
        )

    def near(self, front: Front, start: int, end: int) -> Place | None:
        """The place closest to a span of the front page, if it is close."""
        left, right = max(0, start - _NEAR), min(len(front.text), end + _NEAR)
        return self._closest(front, left, right, (start + end) // 2)

    def in_block(self, front: Front) -> Place | None:
        """A place named as a line of its own in the title block, where no date tells which."""
        for line in reversed(front.block):
            found = self._closest(front, line.start, line.end, line.start)
            if found and found.city and line.text.startswith(found.evidence[0].text[:1]) and len(line.text) < _NEAR:
                return found
        return None

    def names(self, text: str) -> bool:
        """Whether a text names a city or State."""
        return next(self._found(text), None) is not None

    def states(self, text: str) -> Iterator[tuple[str, int, int]]:
        """States that a text names, with where: ISO codes and offsets."""
        for match in self._found(text):
            if code := next((value for value in match.values if isinstance(value, str)), None):
                yield code, match.start, match.end

    def _closest(self, front: Front, left: int, right: int, middle: int) -> Place | None:
        found = [(match, value) for match in self._found(front.text[left:right]) for value in match.values]
        cities = [(match, value) for match, value in found if isinstance(value, Listed)]
        states = [(match, value) for match, value in found if isinstance(value, str)]

        def distance(hit: tuple[Match[Listed | str], Listed | str]) -> int:
            return min(abs(left + hit[0].start - middle), abs(left + hit[0].end - middle))

        # "México" is a city in French and a State in Spanish: a name that can only be a city is the better one.
        sure = [(match, city) for match, city in cities if not any(isinstance(value, str) for value in match.values)]
        if cities:
            match, city = min(sure or cities, key=distance)
            # A city named twice on earth is told by the State beside it.
            named = {value for _, value in states}
            city = next((other for other in match.values if isinstance(other, Listed) and other.country in named), city)
            return Place(_english(city), city.country, (self._shown(front, left, match, "gazetteer"),))
        if states:
            match, state = min(states, key=distance)
            return Place(None, state, (self._shown(front, left, match, "state"),))
        return None

    def _found(self, text: str) -> Iterator[Match[Listed | str]]:
        for match in longest(self._book.find(words(text))):
            first, values = text[match.start], tuple(value for value in match.values if value is not None)
            if values and (first.isupper() or first.lower() == first.upper()):
                yield Match(match.start, match.end, match.length, values)

    @staticmethod
    def _shown(front: Front, left: int, match: Match[Listed | str], rule: str) -> Evidence:
        return passage(front.text, front.page, left + match.start, left + match.end, f"place:{rule}")


def _english(place: Listed) -> str:
    names = place.names["en"]
    return names if isinstance(names, str) else names[0]


def _states(authority: Authority) -> Iterator[tuple[str, str]]:
    """Names of the States that the authority data speak of; CLDR's own list holds States that are no more."""
    codes = {place.country for place in authority.places} | {code for iscm in authority.iscms for code in iscm.states}
    for code in sorted(codes):
        for language in LANGUAGES:
            yield from ((name, code) for name in state_spellings(code, language))
