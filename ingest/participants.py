"""The States that took part: named one a line in a list of participants, or together where a text says who attended."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.evidence import passage
from ingest.folding import fold
from ingest.place import Gazetteer
from repository.reading import Evidence, TagFinding

_FEWEST = 3
_MOST_EVIDENCE = 3
_LONGEST_SENTENCE = 2500
# Beginnings of folded words by which a text says who was there; not who was merely named.
_ATTENDED = re.compile(
    r"(?<!\w)(?:attended|participa|took part|taking part|present(?:es)? |delegations? (?:of|from)|"
    r"representatives (?:of|from)|governments of|ministers (?:of|from)|directors of|member states|"
    r"ont (?:participe|pris part)|delegations? d|"
    r"representants d|gouvernements d|etaient presents|asisti|delegacion|representantes d|gobiernos d|contaron con|"
    r"estuvieron|delegac|governos d|estiveram|participaram|принял\w* участие|участвовали|представител|делегаци|"
    r"правительств|شارك|حضر|مشاركه|بمشاركه|وفود|ممثل)"
)
# Words that say the States named are spoken of otherwise.
_OTHERWISE = re.compile(r"(?<!\w)(?:did not|absent|excused|n'ont pas|no asisti|ausentes|отсутств|не участв|غاب|اعتذر)")
_SENTENCE_END = re.compile(r"[.؟!](?=\s)|\n\s*\n")


def participants(gazetteer: Gazetteer, texts: Sequence[str], is_list: bool) -> list[TagFinding]:
    """A `state` tag for each State that took part; `is_list` says that the document is a list of participants."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for number, text in enumerate(texts, start=1):
        for code, start, end in (*_attending(gazetteer, text), *(_listed(gazetteer, text) if is_list else ())):
            found[code].append(passage(text, number, start, end, "participant"))
    return [
        TagFinding("state", code, 1.0, True, tuple(dict.fromkeys(evidence))[:_MOST_EVIDENCE])
        for code, evidence in sorted(found.items())
    ]


def _attending(gazetteer: Gazetteer, text: str) -> Iterator[tuple[str, int, int]]:
    """States of sentences that say who attended and name at least three."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        sentence = text[start:end][:_LONGEST_SENTENCE]
        said = fold(sentence)
        if _ATTENDED.search(said) and not _OTHERWISE.search(said):
            named = list(gazetteer.states(sentence))
            if len({code for code, _, _ in named}) >= _FEWEST:
                yield from ((code, start + first, start + last) for code, first, last in named)
        start = end


def _listed(gazetteer: Gazetteer, text: str) -> Iterator[tuple[str, int, int]]:
    """States that stand on lines of their own, where at least three do."""
    position, found = 0, []
    for line in text.split("\n"):
        named = list(gazetteer.states(line))
        bare = re.sub(r"\([^)]*\)|\W", "", line)
        if len(named) == 1 and len(bare) <= (named[0][2] - named[0][1]) + 3:
            code, first, last = named[0]
            found.append((code, position + first, position + last))
        position += len(line) + 1
    if len(found) >= _FEWEST:
        yield from found
