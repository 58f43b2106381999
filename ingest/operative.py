"""Operative paragraphs: what a text recommends, commits to or requests, by its verbs and numbers in six languages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.acts import Act, Leading, under
from ingest.folding import fold, words
from ingest.front import Front
from ingest.paragraphs import Paragraph, is_heading, paragraphs
from ingest.phrases import Match, PhraseBook, longest
from ingest.tagging import Met, letters_between
from repository.authority import Authority
from repository.authority_records import LANGUAGES
from repository.reading import Finding, OperativeParagraph, PageText

_MOST = 2000
_LONGEST = 2500
_LONGEST_ACTOR = 90
_FEWEST_WORDS = 4
# A verb says what a paragraph does when it stands near its beginning.
_REACH, _MODAL_REACH = 160, 110
_SENTENCE = re.compile(r"[.!?؟](?=\s)")
_CLAUSE = re.compile(r"[,;.،؛]\s+|\n")
_LIST_OPENS = (":", ":-", ": -")
# One voice among many decides nothing, and who reports that something will be is not bound by it.
_ONE_OF_MANY = re.compile(
    r"^\W*(?:one|some|several|a (?:number|few|delegat|speaker|participant)|many|certain|speakers?|"
    r"the (?:representative|delegation|"
    r"delegate|speaker|head|minister|director|ambassador|deputy|observer) |mr|mrs|ms|dr|h\.?e\.?|un des|une delegation|"
    r"certains?|"
    r"certaines|plusieurs|quelques|l'un|la delegation|le representant|la representante|el representante|la delegacion|"
    r"algun\w*|"
    r"vari[oa]s|uno de|una de|o representante|a delegacao|algumas?|alguns|vari[oa]s|один|одна|некотор|ряд|несколько|"
    r"делегация|"
    r"представитель|احد|بعض|عدد من|ممثل|وفد)(?!\w)"
)
_REPORTING = re.compile(
    r"(?<!\w)(?:inform|report|explain|not(?:ed|es)|said|stat(?:ed|es)|indicat|told|recall|thank|present|describ|"
    r"announc|informe|"
    r"explique|indique|rappele|annonce|remerci|presente|informo|explic|indic|record|agradec|anunci|present|сообщ|отмет|"
    r"напомн|рассказ|поблагодар|представил|ابلغ|اوضح|اشار|ذكر|شكر|عرض)"
)
_MOST_SENTENCES = 12
_SENTENCES = re.compile(r"(?<=[^\W\d_]{2}[.!?؟])\s+(?=[^\W\d_a-zа-я])")
_TAIL = re.compile(
    r"[\s,;:،]+(?:were|was|are|is|had|ont|a|han|ha|fueron|foram|foi|были|also|hereby|further|therefore|thus|have|has|"
    r"had|to|que|se|nous|nos|y|e|et|and|و|также|aussi|también|"
    r"também)?[\s,;:،]*$",
    re.IGNORECASE,
)

Entry = tuple[
    str, str
]  # The role of a phrase (a kind, "actor", "follows" or "never") and, of a cue, "verb" or "modal".


class OperativeCues:
    """The verbs, modals and actors of each language."""

    def __init__(self, authority: Authority) -> None:
        rules = authority.operative
        self._books = {
            language: PhraseBook(
                [
                    *(
                        (phrase, (cue.kind, "modal" if cue.modal else "verb"))
                        for cue in rules.cues
                        for phrase in cue.words.get(language, ())
                    ),
                    *((phrase, ("actor", "")) for phrase in rules.actors.get(language, ())),
                    *((phrase, ("follows", "")) for phrase in rules.follows.get(language, ())),
                    *((phrase, ("never", "")) for phrase in rules.never.get(language, ())),
                ]
            )
            for language in LANGUAGES
        }
        self._modals = {
            language: {phrase.casefold() for cue in rules.cues if cue.modal for phrase in cue.words.get(language, ())}
            for language in LANGUAGES
        }
        self._types = rules.types
        self._headings = {
            language: PhraseBook(
                (phrase, kind) for kind, listed in rules.headings.items() for phrase in listed.get(language, ())
            )
            for language in LANGUAGES
        }
        openers = (opener for listed in authority.rules.preamble_openers.values() for opener in listed)
        self._openers = tuple({f"{fold(opener)} " for opener in openers})

    def find(
        self, pages: Sequence[PageText], fronts: Sequence[Front], kind: Finding | None, met: Met
    ) -> tuple[OperativeParagraph, ...]:
        """The operative paragraphs of a document of this type, in order; `met` are the triggers on its pages."""
        by_default = self._of_type(kind)
        leading = Leading(by_default, by_default)
        bodies = {front.page: front.body for front in fronts}
        found: list[OperativeParagraph] = []
        for page, hits in zip(pages, met, strict=True):
            if page.language in self._books and len(found) < _MOST:
                there = self._on(page, page.language, bodies.get(page.number, 0), leading)
                found += [replace(it, elements=letters_between(hits, it.start, it.end)) for it in there]
        return tuple(found[:_MOST])

    def _of_type(self, kind: Finding | None) -> Act | None:
        operative = self._types.get(kind.value) if kind else None
        if kind is None or operative is None:
            return None
        # A type that a person gave has no words that say it.
        return Act(operative, kind.evidence[0].rule.partition(":")[2] if kind.evidence else "", None)

    def _on(self, page: PageText, language: str, body: int, leading: Leading) -> Iterator[OperativeParagraph]:
        for paragraph in paragraphs(page.text):
            # Where no line parts them, a page is one paragraph: only its end may open a list.
            text = page.text[paragraph.body : paragraph.end]
            if len(text) > _LONGEST and not text.endswith(_LIST_OPENS):
                continue
            act = None if fold(text).startswith(self._openers) else self._act(text, language, paragraph.is_item)
            spoken = None if act or paragraph.is_item else self._later(text, language)
            if self._opens_list(text, language, act):
                leading.open(act or self._act(_CLAUSE.split(text)[-1], language, paragraph.is_item))
            elif is_heading(text) and not (paragraph.is_item and paragraph.number is None and leading.act):
                leading.act = self._of_heading(text, language) or leading.act
            elif paragraph.start >= body and (act := under(leading.over(paragraph), act)):
                yield self._shown(page, language, paragraph, act)
            elif paragraph.start >= body and spoken:
                start, act = spoken
                begins = paragraph.body + start
                yield self._shown(page, language, replace(paragraph, start=begins, body=begins), act)

    def _later(self, text: str, language: str) -> tuple[int, Act] | None:
        """What a paragraph that tells of a debate says was agreed at its end, and from which sentence on."""
        for match in list(_SENTENCES.finditer(text))[:_MOST_SENTENCES]:
            sentence = text[match.end() :]
            if (act := self._act(sentence, language, False)) and act.verb.casefold() not in self._modals[language]:
                return match.end(), act
        return None

    def _opens_list(self, text: str, language: str, act: Act | None) -> bool:
        """Whether what follows is what a paragraph says: it ends with a colon, is but a verb, or says so."""
        if text.endswith(_LIST_OPENS) or (act and len(text.split()) < _FEWEST_WORDS):
            return True
        last = self._books[language].find(words(text[-_REACH:])) if act else ()
        return any(("follows", "") in match.values for match in last)

    def _of_heading(self, text: str, language: str) -> Act | None:
        """What a heading says of the list below it."""
        for match in longest(self._headings[language].find(words(text))):
            return Act(match.values[0], text[match.start : match.end], None)
        return None

    def _act(self, text: str, language: str, is_item: bool) -> Act | None:
        """The first verb near the beginning of a paragraph that no phrase takes back."""
        opening = text[:_REACH]
        # A word cut in two by the end of the reach is none.
        opening = opening if len(text) <= _REACH else opening.rpartition(" ")[0]
        if _ONE_OF_MANY.match(fold(opening)) and not is_item:
            return None
        matches = longest(self._books[language].find(words(opening)))
        for match in matches:
            if ("never", "") in match.values or (cue := _cue(match)) is None:
                continue
            kind, force = cue
            acting = [other for other in matches if ("actor", "") in other.values and other.start < match.start]
            if force == "modal" and (match.start > _MODAL_REACH or not acting):
                continue
            if force == "modal" and _REPORTING.search(fold(opening[: match.start])):
                continue
            if force == "verb" and not _leads(opening, match, bool(acting), is_item):
                continue
            return Act(kind, " ".join(opening[match.start : match.end].split())[:80], _actor(opening, match, acting))
        return None

    def _shown(self, page: PageText, language: str, paragraph: Paragraph, act: Act) -> OperativeParagraph:
        return OperativeParagraph(
            page=page.number,
            start=paragraph.start,
            end=paragraph.end,
            kind=act.kind,
            text=" ".join(page.text[paragraph.start : paragraph.end].split()),
            verb=act.verb,
            number=paragraph.number[:20] if paragraph.number else None,
            actor=act.actor,
            language=language,
        )


def _cue(match: Match[Entry]) -> Entry | None:
    cues = [value for value in match.values if value[1]]
    return min(cues, key=lambda value: value[1] == "modal", default=None)


def _leads(opening: str, match: Match[Entry], has_actor: bool, is_item: bool) -> bool:
    """Whether a verb governs the paragraph: it begins it, or an actor stands before it in the same sentence."""
    before = opening[: match.start]
    if _SENTENCE.search(before):
        return is_item and has_actor
    return has_actor or len(before.split()) <= 2


def _actor(opening: str, match: Match[Entry], acting: list[Match[Entry]]) -> str | None:
    """Those who act, in the words of the text: what stands before the verb in its sentence."""
    if not acting:
        return None
    before = _SENTENCE.split(opening[: match.start])[-1]
    whole = " ".join(_TAIL.sub("", before).split()).strip(" ,;:،–-")
    if 0 < len(whole) <= _LONGEST_ACTOR:
        return whole
    last = acting[-1]
    return " ".join(opening[last.start : last.end].split())
