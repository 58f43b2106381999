"""GCM elements, themes and objectives by phrases: names masked first, the longest match wins, evidence kept."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.evidence import passage
from ingest.folding import Words, key_words
from ingest.nearby import Nearby, covered_words
from ingest.phrases import Match, PhraseBook, longest
from ingest.proper_names import proper_names
from ingest.zones import Zones, openers_pattern, zones
from repository.authority import Authority
from repository.authority_records import LANGUAGES
from repository.reading import Evidence, TagFinding

_MOST_EVIDENCE = 12
_A_LIST = 3
_IN_A_LIST = 0.5
_AROUND = 20
_ITEM_BEFORE = re.compile(r"[,:;(،؛–—-]\s+(?:and\s|et\s|y\s|e\s|и\s|or\s|ou\s|the\s|la\s|le\s|les\s|el\s|a\s|o\s|l')?$")
_ITEM_AFTER = re.compile(r"\s*(?:[,;)،؛–—]|and\s|et\s|y\s|e\s|и\s|or\s)")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase that speaks for an element (or, as `mask` and `exclude`, against counting what it covers)."""

    letters: tuple[str, ...]
    phrase: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger met in a text."""

    page: int
    start: int
    end: int
    trigger: Trigger
    factor: float


class Triggers:
    """All triggers, filed by language, with the masks and exclusions that apply to each."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._rules = authority.rules
        names = [(name, Trigger(mask.keeps, name, "mask", "")) for mask in authority.masks for name in mask.names]
        excluded = [
            (phrase, Trigger((element.letter,), phrase, "exclude", ""))
            for element in authority.elements
            for phrase in element.exclude_phrases
        ]
        self._books = {language: PhraseBook([*names, *excluded, *self._of(language)]) for language in LANGUAGES}
        self._nearby = {language: Nearby(authority.pairs_in(language)) for language in LANGUAGES}
        self._openers = openers_pattern(opener for listed in self._rules.preamble_openers.values() for opener in listed)
        self._strict = {element.letter for element in authority.elements if element.strict}

    def _of(self, language: str) -> Iterator[tuple[str, Trigger]]:
        for element in self._authority.elements:
            if triggers := element.triggers.get(language):
                for kind, phrases in (("strong", triggers.strong), ("weak", triggers.weak)):
                    yield from ((phrase, Trigger((element.letter,), phrase, kind, language)) for phrase in phrases)

    def tag(
        self, texts: Sequence[str], pages: Sequence[Words], languages: Sequence[str | None], title: Evidence | None
    ) -> list[TagFinding]:
        """Tags of all three schemes for a document; `title` says where the title stands."""
        hits: dict[str, list[Hit]] = defaultdict(list)
        for number, (text, page, language) in enumerate(zip(texts, pages, languages, strict=True), start=1):
            if language is None:
                continue
            span = (title.start, title.end) if title and title.page == number and title.end else None
            found = list(self._hits(number, page, language, zones(text, self._openers, span)))
            for hit in _listed_less(found, page):
                hits[hit.trigger.letters[0]].append(hit)
        least = self._rules.assign_at(sum(len(page.forms) for page in pages))
        elements = [tag for letter in sorted(hits) if (tag := self._element(letter, hits[letter], texts, least))]
        return [*elements, *self._through(elements)]

    def met(self, page: Words, language: str) -> tuple[Hit, ...]:
        """Every trigger that counts on a page."""
        return tuple(self._hits(1, page, language, Zones((), (), ())))

    def _hits(self, number: int, page: Words, language: str, places: Zones) -> Iterator[Hit]:
        """Triggers that count on one page."""
        matches = list(self._books[language].find(page))
        covers = longest(match for match in matches if any(value.kind == "mask" for value in match.values))
        exclusions = [match for match in matches if any(value.kind == "exclude" for value in match.values)]
        spoken = (match for match in matches if any(value.kind in ("strong", "weak") for value in match.values))
        strong: list[tuple[str, int, int]] = []
        called = list(proper_names(page.text))
        for match in longest(spoken):
            # Two spellings of one phrase, such as labor and labour, are one trigger; the strong one if they differ.
            ranked = sorted(match.values, key=lambda trigger: trigger.kind == "strong")
            spoken_for = {trigger.letters[0]: trigger for trigger in ranked if trigger.kind in ("strong", "weak")}
            for trigger in spoken_for.values():
                inside = any(start <= match.start and match.end <= end for start, end in called)
                if not inside and not _cancelled(match, trigger, covers, exclusions):
                    if trigger.kind == "strong":
                        strong.append((trigger.letters[0], match.start, match.end))
                    yield Hit(number, match.start, match.end, trigger, self._factor(places.at(match.start)))
        names = [(cover.start, cover.end, _kept(cover)) for cover in covers]
        names += [(start, end, ()) for start, end in called]
        for near in self._nearby[language].find(page, covered_words(page, names)):
            letter = near.rule.letter
            if not any(letter == said and start < near.end and near.start < end for said, start, end in strong):
                trigger = Trigger((letter,), near.rule.text, "pair", language)
                yield Hit(number, near.start, near.end, trigger, self._factor(places.at(near.start)))

    def _factor(self, zone: str) -> float:
        rules = self._rules
        factors = {"title": rules.title_factor, "heading": rules.heading_factor, "preamble": rules.preamble_factor}
        return factors.get(zone, 1.0)

    def _element(self, letter: str, hits: list[Hit], texts: Sequence[str], least: float) -> TagFinding | None:
        """The tag of one element, if its score reaches at least a suggestion, and `least` to be assigned."""
        rules = self._rules
        phrases: dict[tuple[str, ...], list[Hit]] = defaultdict(list)
        for hit in hits:
            phrases[key_words(hit.trigger.phrase)].append(hit)
        score, strong = 0.0, 0
        for same in phrases.values():
            kinds = {hit.trigger.kind for hit in same}
            # A preamble recalls a subject; what treats it stands elsewhere.
            strong += any(hit.trigger.kind != "weak" and hit.factor >= 1 for hit in same)
            weight = rules.strong if "strong" in kinds else rules.weak
            if kinds == {"pair"}:
                weight = rules.strong if same[0].trigger.phrase.count(" / ") > 1 else rules.pair
            score += weight * max(hit.factor for hit in same) + math.log(len(same))
        needed = rules.strict_strong_phrases if letter in self._strict else int(rules.assign_needs_strong)
        if score < rules.suggest:
            return None
        assigned = score >= least and strong >= needed
        return TagFinding("element", letter, round(score, 2), assigned, tuple(_shown(phrases.values(), texts)))

    def _through(self, elements: list[TagFinding]) -> Iterator[TagFinding]:
        """Themes and objectives that the elements stand for, with the same evidence."""
        found: dict[tuple[str, str], list[TagFinding]] = defaultdict(list)
        for tag in elements:
            found["theme", str(self._authority.element(tag.code).theme)].append(tag)
            for number in self._authority.objectives_of(tag.code):
                found["objective", str(number)].append(tag)
        for (scheme, code), tags in sorted(found.items()):
            best = max(tags, key=lambda tag: (tag.assigned, tag.score))
            carrying = [tag for tag in tags if tag.assigned == best.assigned]
            evidence = dict.fromkeys(item for tag in carrying for item in tag.evidence)
            yield replace(best, scheme=scheme, code=code, evidence=tuple(evidence)[:_MOST_EVIDENCE])


def letters_between(hits: Iterable[Hit], start: int, end: int) -> tuple[str, ...]:
    """The elements a stretch of a page treats: those with a strong phrase, or two weak ones."""
    weights: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    strong = set()
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            weights[hit.trigger.letters[0]].add(key_words(hit.trigger.phrase))
            if hit.trigger.kind != "weak":
                strong.add(hit.trigger.letters[0])
    return tuple(sorted(letter for letter, said in weights.items() if letter in strong or len(said) > 1))


def _listed_less(hits: Sequence[Hit], page: Words) -> Iterator[Hit]:
    """Hits, those less that stand in a sentence which names many subjects and so treats none."""
    ends = sorted(page.ends[index] for index in page.last_of_sentence)
    sentences = [bisect_left(ends, hit.end) for hit in hits]
    letters: dict[int, set[str]] = defaultdict(set)
    for hit, sentence in zip(hits, sentences, strict=True):
        letters[sentence].add(hit.trigger.letters[0])
    for hit, sentence in zip(hits, sentences, strict=True):
        is_list = len(letters[sentence]) >= _A_LIST or _is_bare_item(page.text, hit)
        yield replace(hit, factor=hit.factor * _IN_A_LIST) if is_list else hit


def _is_bare_item(text: str, hit: Hit) -> bool:
    """Whether a phrase stands between commas with nothing said of it."""
    before, after = text[max(0, hit.start - _AROUND) : hit.start], text[hit.end : hit.end + _AROUND]
    return bool(_ITEM_BEFORE.search(before) and _ITEM_AFTER.match(after))


def _kept(cover: Match[Trigger]) -> tuple[str, ...]:
    """The elements that may still be told from words inside a name."""
    return tuple(letter for value in cover.values if value.kind == "mask" for letter in value.letters)


def _cancelled(
    match: Match[Trigger], trigger: Trigger, covers: Iterable[Match[Trigger]], exclusions: Iterable[Match[Trigger]]
) -> bool:
    """Whether a name covers the match, or a phrase excludes its element."""
    letter = trigger.letters[0]
    for cover in covers:
        if cover.overlaps(match) and not any(
            value.kind == "mask" and letter in value.letters for value in cover.values
        ):
            return True
    return any(
        exclusion.overlaps(match)
        and any(value.kind == "exclude" and letter in value.letters for value in exclusion.values)
        for exclusion in exclusions
    )


def _shown(phrases: Iterable[list[Hit]], texts: Sequence[str]) -> list[Evidence]:
    """The strongest places, each phrase once before any is shown again, in the order of the text."""
    ranked = [
        (turn, hit.trigger.kind != "strong", -hit.factor, hit.page, hit.start, hit)
        for same in phrases
        for turn, hit in enumerate(sorted(same, key=lambda hit: (-hit.factor, hit.page, hit.start)))
    ]
    chosen = [row[-1] for row in sorted(ranked, key=lambda row: row[:-1])[:_MOST_EVIDENCE]]
    chosen.sort(key=lambda hit: (hit.page, hit.start))
    return [
        passage(
            texts[hit.page - 1],
            hit.page,
            hit.start,
            hit.end,
            f"{hit.trigger.language}:{hit.trigger.kind}:{hit.trigger.phrase}",
        )
        for hit in chosen
    ]
