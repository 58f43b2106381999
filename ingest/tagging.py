"""GCM elements, themes and objectives by phrases: names masked first, the longest match wins, evidence kept."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.evidence import passage
from ingest.folding import Words, key_words
from ingest.hits import Hit, Trigger
from ingest.nearby import Nearby, covered_words
from ingest.passing import in_passing
from ingest.phrases import Match, PhraseBook, longest
from ingest.proper_names import proper_names
from ingest.zones import Zones, openers_pattern, zones
from repository.authority import Authority
from repository.authority_records import LANGUAGES, SURE
from repository.reading import Evidence, TagFinding

_MOST_EVIDENCE = 12
_TERMS = ("strong", "weak")
# Of each page, the triggers that count on it.
Met = tuple[tuple[Hit, ...], ...]


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
        self._passing = {
            language: PhraseBook((cue, True) for cue in self._rules.passing_cues.get(language, ()))
            for language in LANGUAGES
        }
        self._openers = openers_pattern(opener for listed in self._rules.preamble_openers.values() for opener in listed)
        self._strict = {element.letter for element in authority.elements if element.strict}

    def _of(self, language: str) -> Iterator[tuple[str, Trigger]]:
        for element in self._authority.elements:
            if triggers := element.triggers.get(language):
                for kind, phrases in (("strong", triggers.strong), ("weak", triggers.weak)):
                    yield from ((phrase, Trigger((element.letter,), phrase, kind, language)) for phrase in phrases)

    def met(
        self, texts: Sequence[str], pages: Sequence[Words], languages: Sequence[str | None], title: Evidence | None
    ) -> Met:
        """Every trigger that counts, page after page; `title` says where the title stands."""
        met: list[tuple[Hit, ...]] = []
        for number, (text, page, language) in enumerate(zip(texts, pages, languages, strict=True), start=1):
            span = (title.start, title.end) if title and title.page == number and title.end else None
            places = zones(text, self._openers, span, number == 1)
            met.append(tuple(self._hits(number, page, language, places)) if language else ())
        return tuple(met)

    def tag(
        self, met: Met, texts: Sequence[str], pages: Sequence[Words], languages: Sequence[str | None]
    ) -> list[TagFinding]:
        """Tags of all three schemes for a document whose pages met these triggers."""
        hits: dict[str, list[Hit]] = defaultdict(list)
        for here, page, language in zip(met, pages, languages, strict=True):
            for hit in in_passing(here, page, self._passing[language]) if language else ():
                hits[hit.trigger.letters[0]].append(hit)
        found = [tag for letter in sorted(hits) if (tag := self._element(letter, hits[letter], texts))]
        words = sum(len(page.forms) for page in pages)
        least = self._rules.assign_at(words, [tag.score for tag in found if tag.assigned])
        elements = [replace(tag, assigned=tag.assigned and tag.score >= least) for tag in found]
        return [*elements, *self._through(elements)]

    def _hits(self, number: int, page: Words, language: str, places: Zones) -> Iterator[Hit]:
        """Triggers that count on one page."""
        matches = list(self._books[language].find(page))
        covers = longest(match for match in matches if any(value.kind == "mask" for value in match.values))
        called = list(proper_names(page.text))
        spoken = list(_spoken(matches, covers, called))
        names = [(cover.start, cover.end, _kept(cover)) for cover in covers]
        names += [(start, end, ()) for start, end in called]
        # What one sentence says of an element counts once: a term first, then the rule that asks for the most words.
        told = [(start, end, trigger.letters[0]) for start, end, trigger in spoken if trigger.kind == "strong"]
        near = self._nearby[language].find(page, covered_words(page, names))
        for found in sorted(near, key=lambda found: (-len(found.rule.groups), found.start, found.end)):
            sure = found.rule.letter in self._strict and found.rule.text.endswith(SURE)
            if sure or not _within(told, found.start, found.end, found.rule.letter):
                told.append((found.start, found.end, found.rule.letter))
                spoken.append(
                    (found.start, found.end, Trigger((found.rule.letter,), found.rule.text, "pair", language))
                )
        for start, end, trigger in spoken:
            if trigger.kind != "weak" or not _within(told, start, end, trigger.letters[0]):
                yield Hit(number, start, end, trigger, self._factor(places.at(start)))

    def _factor(self, zone: str) -> float:
        rules = self._rules
        factors = {"title": rules.title_factor, "heading": rules.heading_factor, "preamble": rules.preamble_factor}
        return factors.get(zone, 1.0)

    def _element(self, letter: str, hits: list[Hit], texts: Sequence[str]) -> TagFinding | None:
        """The tag of one element taken by itself, if its score reaches at least a suggestion."""
        rules = self._rules
        phrases: dict[tuple[str, ...], list[Hit]] = defaultdict(list)
        for hit in hits:
            phrases[key_words(hit.trigger.phrase)].append(hit)
        score = 0.0
        for same in phrases.values():
            score += max(self._weight(hit) * hit.factor for hit in same) + math.log(len(same))
        # A preamble recalls a subject; what treats it stands elsewhere.
        strong = sum(max(map(_treats, same)) for same in phrases.values())
        needed = rules.strict_strong_phrases if letter in self._strict else int(rules.assign_needs_strong)
        if score < rules.suggest:
            return None
        assigned = score >= rules.assign and strong >= needed
        return TagFinding("element", letter, round(score, 2), assigned, tuple(_shown(phrases.values(), texts)))

    def _weight(self, hit: Hit) -> float:
        """What a trigger counts: a rule of three groups, or one marked as sure, as much as a term."""
        rules, rule = self._rules, hit.trigger.phrase
        sure = rules.strong if rule.count(" / ") > 1 or rule.endswith(SURE) else rules.pair
        return {"strong": rules.strong, "weak": rules.weak, "pair": sure}[hit.trigger.kind]

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


def _treats(hit: Hit) -> int:
    """How far a trigger may carry a tag: a preamble or a list only names a subject, a sure rule needs no second."""
    if hit.trigger.kind == "weak" or hit.factor < 1:
        return 0
    return 2 if hit.trigger.phrase.endswith(SURE) else 1


def _spoken(
    matches: Sequence[Match[Trigger]], covers: Sequence[Match[Trigger]], called: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Trigger]]:
    """The terms that stand in no name, each for every element it speaks for."""
    exclusions = [match for match in matches if any(value.kind == "exclude" for value in match.values)]
    for match in longest(match for match in matches if any(value.kind in _TERMS for value in match.values)):
        # Two spellings of one phrase, such as labor and labour, are one trigger; the strong one if they differ.
        ranked = sorted(match.values, key=lambda trigger: trigger.kind == "strong")
        inside = any(start <= match.start and match.end <= end for start, end in called)
        for trigger in {trigger.letters[0]: trigger for trigger in ranked if trigger.kind in _TERMS}.values():
            if not inside and not _cancelled(match, trigger, covers, exclusions):
                yield match.start, match.end, trigger


def _within(told: Iterable[tuple[int, int, str]], start: int, end: int, letter: str) -> bool:
    """Whether a stretch shares a character with one that already speaks for the element."""
    return any(letter == said and first < end and start < last for first, last, said in told)


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
