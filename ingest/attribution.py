"""Which processes issued a document and which it merely mentions."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ingest.evidence import beside_text, passage
from ingest.folding import Words, fold
from ingest.front import Front
from ingest.process_names import Naming, ProcessNames
from ingest.running_lines import running_lines
from repository.reading import Evidence, TagFinding

_TITLE, _SUBJECT, _HEADER, _OPENING, _FILE_NAME = 8.0, 6.0, 5.0, 2.0, 1.0
_MOST_EVIDENCE = 5
_LONGEST_SUBJECT = 160
# A title that speaks to or about a process is not by it.
_TOWARDS = re.compile(
    r"(?<!\w)(?:to|towards|with|for|at|au|aux|a la|avec|pour|vers|al|con|para|hacia|com|ao|к|для|в адрес|الي|مع)\s+"
    r"(?:the |le |la |el |o |a )?$"
)
# Clauses that speak of others.
_RECALLING = re.compile(
    r"(?<!\w)(?:recall|noting|took note|taking note|note[sd]? |welcom|acknowledg|bearing in mind|having regard|"
    r"considering|mindful|commend|support|thank|rappel|notant|prenant|considerant|salu|record|tomando nota|teniendo|"
    r"considerando|relembr|saudando|tendo|agradec|ссыла|напомин|отмеча|приветств|принимая|учитыва|اذ )"
)
# The subject of a first sentence: "We, the Ministers of the States of the ... Process".
_SUBJECT_WORDS = re.compile(
    r"^\W*(?:we|the (?:ministers|vice|heads|participa|member|delegat|represent|governments|senior|states)|nous|les "
    r"(?:ministres|vice|chefs|etats|pays|delegat|represent|participant|hauts)|nosotr|l[oa]s (?:viceminist|ministr|jefe|"
    r"pais|estado|delegac|represent|maxim|autorid)|nos|os (?:ministr|estado|chefe|represent|pais)|as (?:delegac|"
    r"autorid)|мы|министры|участники|представители|главы|старшие|государства|نحن|ان (?:ال)?وزراء|الوزراء|الدول|ممثلو)"
)


def attribute(
    names: ProcessNames, texts: Sequence[str], pages: Sequence[Words], fronts: Sequence[Front], filename: str
) -> list[TagFinding]:
    """Tags `iscm` for issuing processes and `mention` for the others."""
    found: dict[str, list[Naming]] = defaultdict(list)
    for naming in names.namings(texts, pages):
        found[naming.slug].append(naming)
    headers = running_lines(tuple(texts))
    weighed = {slug: _weighed(namings, texts, fronts, headers) for slug, namings in found.items()}
    issuing = _issuing(
        {slug: sum(zones) for slug, zones in weighed.items()}, {slug: len(n) for slug, n in found.items()}
    )
    tags = []
    for slug, namings in found.items():
        if slug in issuing:
            score = sum(weighed[slug]) + math.log(len(namings))
            first = [weighed[slug][weight] for weight in sorted(weighed[slug], reverse=True)]
            tags.append(_tag("iscm", slug, score, first + namings, texts))
        else:
            tags.append(_tag("mention", slug, float(len(namings)), namings, texts))
    return [*tags, *([] if issuing else _by_file_name(names.slugs, filename))]


def _weighed(
    namings: Sequence[Naming], texts: Sequence[str], fronts: Sequence[Front], headers: frozenset[str]
) -> dict[float, Naming]:
    """The first naming in each kind of place that speaks for the issuer, by the weight of the place."""
    zones: dict[float, Naming] = {}
    for naming in namings:
        if weight := _weight(naming, texts[naming.page - 1], fronts, headers):
            zones.setdefault(weight, naming)
    return zones


def _weight(naming: Naming, text: str, fronts: Sequence[Front], headers: frozenset[str]) -> float:
    front = next((front for front in fronts if front.page == naming.page), None)
    if front and naming.start < front.body:
        before = fold(text[max(0, naming.start - 40) : naming.start]).replace("\n", " ")
        return _OPENING if _TOWARDS.search(before) else _TITLE
    if front and naming.start < front.opening[1] and (weight := _in_opening(naming, text, front)):
        return weight
    line_start, line_end = text.rfind("\n", 0, naming.start) + 1, text.find("\n", naming.end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return _HEADER if " ".join(line.split()) in headers else 0.0


def _in_opening(naming: Naming, text: str, front: Front) -> float:
    """Weight of a naming in the first paragraphs: most as the subject of the first sentence."""
    before = fold(text[front.body : naming.start])
    clause = re.split(r"[;.]\s|\n\s*\n", before)[-1]
    line = before.rpartition("\n")[2]
    if _RECALLING.search(clause) or _RECALLING.search(line):
        return 0.0
    is_subject = len(before) <= _LONGEST_SUBJECT and clause == before and _SUBJECT_WORDS.match(before)
    return _SUBJECT if is_subject else _OPENING


def _issuing(scores: dict[str, float], counts: dict[str, int]) -> set[str]:
    """Those of the title block; else the first subject, or the running header; else the one the text is about."""
    for least in (_TITLE, _HEADER):
        if strong := {slug for slug, score in scores.items() if score >= least}:
            return strong
    opening = [slug for slug, score in scores.items() if score >= _OPENING and counts[slug] > 1]
    best = max(opening, key=lambda slug: counts[slug], default=None)
    return {best} if best and counts[best] == max(counts.values()) else set()


def _tag(scheme: str, slug: str, score: float, namings: Sequence[Naming], texts: Sequence[str]) -> TagFinding:
    shown: dict[tuple[int, int], Evidence] = {}
    for naming in namings[:_MOST_EVIDENCE]:
        rule = f"{scheme}:{naming.alias.name}"
        shown[naming.page, naming.start] = passage(texts[naming.page - 1], naming.page, naming.start, naming.end, rule)
    return TagFinding(scheme, slug, round(score, 2), True, tuple(shown.values()))


def _by_file_name(slugs: Sequence[str], filename: str) -> Iterator[TagFinding]:
    """A file name alone only suggests."""
    stem = re.sub(r"[\W_]+", "-", PurePath(filename).stem.lower())
    named = [slug for slug in slugs if f"{stem}-".startswith(f"{slug}-")]
    if named:
        yield TagFinding("iscm", max(named, key=len), _FILE_NAME, False, (beside_text(filename, "file name"),))
