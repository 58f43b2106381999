"""Words that speak for an element where they stand near each other in one sentence, whatever stands between them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ingest.folding import Words, word_forms
from repository.authority_records import NearRule

_WINDOW = 25
_SHORTEST_PREFIX = 2
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Near:
    """A rule met in a text, from its first word to its last."""

    rule: NearRule
    start: int
    end: int


class _Seen:
    """Where each group of a rule was last met; a word that two groups name stands for one of them only."""

    __slots__ = ("_before", "_spare", "last")

    def __init__(self, groups: int) -> None:
        self.last = [_NOWHERE] * groups
        self._before = [_NOWHERE] * groups
        self._spare = [_NOWHERE] * groups

    def mark(self, group: int, index: int) -> None:
        """A group is met at a word."""
        last, before = self.last, self._before
        freed = last[group]
        if index not in last:
            before[group], last[group] = freed, index
        elif freed < before[taken := last.index(index)]:
            last[taken], last[group] = before[taken], index
        else:
            self._spare[group] = index
            return
        if freed != _NOWHERE and freed in self._spare:
            waiting = self._spare.index(freed)
            last[waiting] = max(last[waiting], freed)


# The number of a rule, and of one of its groups; of an expression, also the words that must follow its first.
Place = tuple[int, int, tuple[str, ...]]


class Nearby:
    """The rules of one language."""

    def __init__(self, rules: Iterable[NearRule]) -> None:
        self._rules = tuple(rules)
        self._words: dict[str, list[Place]] = {}
        self._beginnings: dict[str, list[Place]] = {}
        for number, rule in enumerate(self._rules):
            for group, expressions in enumerate(rule.groups):
                for word, *rest in dict.fromkeys(spelled for each in expressions for spelled in _spellings(each)):
                    filed = self._beginnings if word.endswith("*") else self._words
                    filed.setdefault(word.rstrip("*"), []).append((number, group, tuple(rest)))
        self._places = lru_cache(maxsize=100_000)(self._found)

    def find(self, page: Words, covered: Mapping[int, Collection[str]]) -> Iterator[Near]:
        """Each rule once a sentence; `covered` words stand inside a name that only speaks for the elements given."""
        places, rules, ends = self._places, self._rules, page.last_of_sentence
        sentence = 0
        seen: dict[int, _Seen] = {}
        told: set[int] = set()
        for index, forms in enumerate(page.forms):
            for number, group, rest in places(forms):
                rule = rules[number]
                if number in told or (index in covered and rule.letter not in covered[index]):
                    continue
                if rest and not _follow(page, index, rest):
                    continue
                met = seen.get(number)
                if met is None:
                    met = seen[number] = _Seen(len(rule.groups))
                met.mark(group, index)
                first = min(met.last)
                if first >= sentence and first >= index - _WINDOW:
                    told.add(number)
                    yield Near(rule, page.starts[first], page.ends[index + len(rest)])
            if seen and index in ends:
                seen.clear()
                told.clear()
                sentence = index + 1

    def _found(self, forms: tuple[str, ...]) -> tuple[Place, ...]:
        """Where a word of a text, under any of its forms, stands in the rules."""
        places: dict[Place, None] = {}
        for form in forms:
            places |= dict.fromkeys(self._words.get(form, ()))
            for length in range(_SHORTEST_PREFIX, len(form) + 1):
                places |= dict.fromkeys(self._beginnings.get(form[:length], ()))
        return tuple(places)


def _spellings(expression: str) -> Iterator[tuple[str, ...]]:
    """The words of an expression as texts are folded: "regularis*" also begins what is met as "regularization"."""
    yield from product(*([*dict.fromkeys(_spelled(word))] for word in expression.split("_")))


def _spelled(word: str) -> Iterator[str]:
    stem, star = (word[:-1], "*") if word.endswith("*") else (word, "")
    if not stem.isascii():
        yield word
        return
    yield word_forms(stem)[0] + star
    if star:
        yield word
        if stem.endswith("is"):
            yield f"{stem[:-1]}z{star}"


def _follow(page: Words, index: int, rest: tuple[str, ...]) -> bool:
    """Whether the words of an expression stand right after its first word, in the same sentence."""
    last = index + len(rest)
    if last >= len(page.forms):
        return False
    # Asked for nearly every word, and nearly always answered by the next one: hence plain loops.
    for place, word in enumerate(rest, start=index + 1):
        for form in page.forms[place]:
            if form == word or (word[-1] == "*" and form.startswith(word[:-1])):
                break
        else:
            return False
    return page.last_of_sentence.isdisjoint(range(index, last))


def covered_words(page: Words, covers: Sequence[tuple[int, int, Collection[str]]]) -> dict[int, Collection[str]]:
    """The words inside names, by their numbers, with the elements each name may still speak for."""
    found: dict[int, Collection[str]] = {}
    if not covers:
        return found
    waiting = sorted(covers, key=lambda cover: cover[0])
    position = 0
    for index, start in enumerate(page.starts):
        while position < len(waiting) and waiting[position][1] <= start:
            position += 1
        if position == len(waiting):
            break
        first, last, keeps = waiting[position]
        if first <= start < last:
            found[index] = keeps
    return found
