"""The sentence by which a text says which meeting it comes from: who met, was convened or held it, six languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.folding import fold_with_offsets

_HELD = re.compile(
    r"(?<!\w)(?:(?:was|were|is|are|being|been) (?:\w+ )?(?:held|convened|hosted|organi[sz]ed|concluded|opened|"
    r"launched)|"
    r"took place|takes place|convened|(?:have |having )?met(?=\s+(?:in|at|on|for|from|virtually|together|online|under|"
    r"again)\b)|"
    r"meeting(?=\s+(?:in|at|on|for|under)\b)|gathered|assembled|hosted|co-organi[sz]ed|organi[sz]ed|(?:have |"
    r"having )?come together|came together|"
    r"held(?=\s+(?:its|the|a|an|their|in|on|at|virtually|from|online)\b)|brought together|"
    r"s'est (?:tenue?|deroulee?|reunie?|ouverte?|achevee?|clos)|se sont (?:tenue?s|deroulee?s|reunie?s|retrouvee?s)|"
    r"a eu lieu|ont eu lieu|a ete organisee?|reuni(?:s|es)|a tenu|ont tenu|tenue?(?=\s+(?:a|au|en|le|les|du)\b)|"
    r"organisee?(?=\s+(?:a|au|en|le|les|par)\b)|"
    r"tuvo lugar|tuvieron lugar|se (?:celebr|llev|realiz|reuni|inaugur|desarroll|efectu|llevaron)\w*|celebrad[oa]s?|"
    r"realizad[oa]s?|"
    r"reunid[oa]s|congregad[oa]s|llevad[oa]s? a cabo|concluyo|concluyeron|"
    r"realizou-se|realizaram-se|teve lugar|decorreu|reuniram-se|reuniu-se|foi realizad[oa]|"
    r"состоял\w*|прошл[аио]|прошел|провел[аи]?|проведен[аоы]?|собрал\w*|проходил\w*|"
    r"(?:و)?(?:عقدت?|انعقدت?|المنعقدة?|بدات|بدا|اجتمع\w*|المجتمعون|المجتمعين|تنظم|نظمت|نظم|اختتمت?|التام|التامت))(?!\w)"
)
# A sentence that begins so, or a verb that follows so, is of another meeting.
_ELSEWHERE = re.compile(
    r"^\W*(?:since|recall|reaffirm|building on|pursuant|rappel|s'appuyant|record|recuerd|relembr|ссыла|напомин|اذ )|"
    r"(?<!\w)(?:since|following|after|previous|last|next|will|shall|to be|would|recall\w*|adopted at|agreed at|"
    r"prior to|"
    r"depuis|apres|precedente?|prochaine?|dernier|derniere|sera|seront|rappel\w*|desde|despues de|tras|anterior|"
    r"proxim\w*|"
    r"sera|seran|record\w*|depois d\w|apos|после|предыдущ\w*|следующ\w*|будет|منذ|بعد|السابق|المقبل|القادم|سيعقد)"
    r"(?:\W+\w+){0,8}\W*$"
)
# What is only noted is not what met.
_NOTED = re.compile(
    r"^\W*(?:\d{1,2}[.)]?\s+)?(?:\w+\W+){0,4}?(?:notes?(?= (?:that|the|with) )|noted|noting|"
    r"tak(?:es|e|ing) note|took note|"
    r"congratulat\w*|commend\w*|"
    r"prennent (?:note|acte)|prend (?:note|acte)|notent|notant|saluent|salue|felicit\w*|"
    r"tom(?:amos|an|a|o|aron|ando) nota|saludamos|saludan|saludando|agradec\w*|"
    r"tom(?:am|aram) nota|regist(?:am|ram|aram)|saudam|"
    r"приня\w* к сведению|принимая к сведению|приветству\w*|отмеча\w*|благодар\w*|"
    r"(?:و)?(?:يحيط\w*|احاط\w*|يرحب\w*))(?!\w)"
)
# How a process came to be: the sentences after it in the same paragraph tell of its earlier meetings.
FOUNDED = re.compile(
    r"(?<!\w)(?:(?:was|were|been) (?:created|founded|established|set up|launched)|came into being|"
    r"(?:a ete|fut) (?:cree|fonde|institue|etabli)e?|est nee?|(?:fue|ha sido) (?:cread|fundad|establecid)[oa]|"
    r"se cre[ao]|nacio|surgio|foi (?:criad|fundad|instituid|estabelecid)[oa]|nasceu|surgiu|"
    r"был[аио]? (?:создан|основан|учрежден)[аоы]?|(?:و)?(?:انشئت?|تاسست?|انشيت?))(?!\w)"
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!?؟]\s+(?=[^\W\d_])|(?<=\d{4})\.\s+(?=[^\W\d_])|\n[ \t]*\n|;\s")
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Gathering:
    """A sentence that says a meeting was held: its span, and where the verb stands."""

    start: int
    end: int
    verb: int
    verb_end: int


def gatherings(text: str, first: int, last: int) -> Iterator[Gathering]:
    """Sentences between two offsets that say a meeting was held, in order."""
    history = False
    for start, end in _sentences(text, first, last):
        folded = fold_with_offsets(text[start:end])
        history = history and "\n\n" not in text[max(first, start - 3) : start]
        founded = FOUNDED.search(folded.text)
        untold = 0 if history or _NOTED.match(folded.text) else founded.start() if founded else len(folded.text)
        history = history or (founded is not None and not _HELD.search(folded.text, 0, founded.start()))
        for match in _HELD.finditer(folded.text):
            if match.start() >= untold:
                break
            if not _ELSEWHERE.search(folded.text[: match.start()]):
                verb, verb_end = folded.original(match.start(), match.end())
                yield Gathering(start, end, start + verb, start + verb_end)
                break


def _sentences(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for match in _SENTENCE.finditer(text, first, last):
        if match.start() > start:
            yield start, min(match.start(), start + _LONGEST)
        start = match.end()
    if start < last:
        yield start, min(last, start + _LONGEST)
