"""Which processes issued a document and which it merely mentions."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from ingest.evidence import beside_text, passage
from ingest.folding import Words, fold
from ingest.front import Front, is_mostly_small
from ingest.gathering import Gathering, gatherings
from ingest.issuer_cues import (
    ABOUT,
    BESIDE,
    FOR_A_MEETING,
    JOINT,
    MARGINS,
    MEMBERS,
    MEMBERS_AFTER,
    NUMBER,
    OF,
    ON,
    OUTCOME_OF,
    PRESIDING,
    RECALLING,
    SUBJECT_WORDS,
    TOWARDS,
    WITHIN,
    is_scholarly,
)
from ingest.meeting import MEETING
from ingest.naming_setting import Setting, line_of
from ingest.process_names import Naming, ProcessNames
from repository.authority_records import DocumentType
from repository.reading import Evidence, TagFinding

_TITLE, _GATHERED, _SUBJECT, _ADDRESSED, _HEADER, _OPENING, _FILE_NAME = 8.0, 7.0, 6.0, 5.5, 5.0, 2.0, 1.0
_MOST_EVIDENCE = 5
_LONGEST_SUBJECT = 160
_LONGEST_HEADING = 120
_A_LIST = 3
_LONGEST_LIST = 220  # A longer line is a paragraph.
_LONGEST_JOINT = 40
_MOST_JOINT = 2
_LATEST_GATHERING = 900
_APPARATUS = 600
_FEW_WORDS = 4
_STUDY = "study"


def attribute(
    names: ProcessNames,
    texts: Sequence[str],
    pages: Sequence[Words],
    fronts: Sequence[Front],
    filename: str,
    headers: frozenset[str] = frozenset(),
    kind: DocumentType | None = None,
) -> list[TagFinding]:
    """Tags `iscm` for issuing processes and `mention` for the others; `headers` are the running lines."""
    found: dict[str, list[Naming]] = defaultdict(list)
    for naming in names.namings(texts, pages):
        found[naming.slug].append(naming)
    others = {front.page: _other_issuer(names, front) for front in fronts}
    met = {front.page: _first_gathering(front) for front in fronts}
    joined = _joined(found, texts)
    setting = Setting(texts, fronts, headers, others, met, joined, _crowded(found, texts, joined), kind)
    weighed = {slug: _weighed(namings, setting) for slug, namings in found.items()}
    issuing = _issuing({slug: max(zones, default=0.0) for slug, zones in weighed.items()}, found, setting)
    # A framework or related body is named beside the processes whose documents these are.
    issuing = issuing - names.frameworks or issuing
    tags = []
    for slug, namings in found.items():
        if slug in issuing:
            score = sum(weighed[slug]) + math.log(len(namings))
            first = [weighed[slug][weight] for weight in sorted(weighed[slug], reverse=True)]
            tags.append(_tag("iscm", slug, score, first + namings, texts))
        else:
            tags.append(_tag("mention", slug, float(len(namings)), namings, texts))
    return [*tags, *([] if issuing else _by_file_name(names.slugs, filename))]


def _other_issuer(names: ProcessNames, front: Front) -> int | None:
    """Where the title block names a body that is none of ours; at its very beginning, where it is that of scholars."""
    if is_scholarly(fold(front.text[: front.body + _APPARATUS])):
        return 0
    return names.first_other_issuer(front.text[: front.body])


def _first_gathering(front: Front) -> Gathering | None:
    met = next(gatherings(front.text, *front.opening), None)
    return met if met and met.start < front.body + _LATEST_GATHERING else None


def _joined(found: Mapping[str, Sequence[Naming]], texts: Sequence[str]) -> dict[tuple[int, int], int]:
    """Where "the A Process and the B Process" begins, for B; a name in brackets behind another is one with it."""
    first: dict[tuple[int, int], int] = {}
    before: Naming | None = None
    for naming in sorted(
        (naming for listed in found.values() for naming in listed), key=lambda it: (it.page, it.start)
    ):
        if before and before.page == naming.page:
            between = fold(texts[naming.page - 1][before.end : naming.start])
            if len(between) < _LONGEST_JOINT and JOINT.fullmatch(between):
                first[naming.page, naming.start] = first.get((before.page, before.start), before.start)
        before = naming
    return first


def _crowded(
    found: Mapping[str, Sequence[Naming]], texts: Sequence[str], joined: Mapping[tuple[int, int], int]
) -> frozenset[tuple[int, int]]:
    """Lines and lists, by page and beginning, that name three processes or more: others, not issuers."""
    named: dict[tuple[int, int], set[str]] = defaultdict(set)
    for slug, namings in found.items():
        for naming in namings:
            start, end = line_of(texts[naming.page - 1], naming)
            if end - start <= _LONGEST_LIST:
                named[naming.page, start].add(slug)
            named[naming.page, joined.get((naming.page, naming.start), naming.start)].add(slug)
    return frozenset(line for line, slugs in named.items() if len(slugs) >= _A_LIST)


def _weighed(namings: Sequence[Naming], setting: Setting) -> dict[float, Naming]:
    """The first naming in each kind of place that speaks for the issuer, by the weight of the place."""
    zones: dict[float, Naming] = {}
    for naming in namings:
        if weight := _weight(naming, setting):
            zones.setdefault(weight, naming)
    return zones


def _weight(naming: Naming, setting: Setting) -> float:
    front = next((front for front in setting.fronts if front.page == naming.page), None)
    line_start, line_end = setting.line(naming)
    first = setting.joined.get((naming.page, naming.start), naming.start)
    if setting.crowded & {(naming.page, line_start), (naming.page, first)}:
        return 0.0
    if front and naming.start < front.body:
        if not _speaks_for_itself(naming, setting):
            return _OPENING
        return _ADDRESSED if FOR_A_MEETING.search(setting.before(naming)) else _TITLE
    if front and naming.start < front.opening[1] and (weight := _in_opening(naming, front, setting)):
        return weight
    line = setting.texts[naming.page - 1][line_start:line_end]
    return _HEADER if " ".join(line.split()) in setting.headers else 0.0


def _speaks_for_itself(naming: Naming, setting: Setting) -> bool:
    """Whether a naming in the title block says whose text it is, not to whom or about whom it speaks."""
    before, after = setting.before(naming), setting.after(naming)
    if TOWARDS.search(before) or MARGINS.search(before) or (ABOUT.search(before) and not MEETING.match(after)):
        return False
    if PRESIDING.match(setting.paragraph_before(naming)) and setting.stands_alone(naming):
        return True
    below = setting.is_below_another(naming)
    if ON.search(before) and not MEETING.match(after) and (below or not (setting.kind and setting.kind.is_outcome)):
        return False
    # Below the name of another body only a meeting in the same paragraph is one of the process.
    near = setting.paragraph_before(naming) if below else before
    if MEETING.search(near) or MEETING.match(after) or OUTCOME_OF.search(before):
        return True
    if setting.kind is not None and setting.kind.id == _STUDY:
        return not below and setting.stands_alone(naming)
    return not below


def _in_opening(naming: Naming, front: Front, setting: Setting) -> float:
    """Weight of a naming in the first paragraphs: most as that which met, or as the subject of the first sentence."""
    if _met(naming, setting):
        return _GATHERED
    before = NUMBER.sub("", fold(front.text[front.body : naming.start]))
    clause = re.split(r"[;.]\s|\n\s*\n", before)[-1]
    line = before.rpartition("\n")[2]
    if RECALLING.search(clause) or RECALLING.search(line):
        return 0.0
    is_subject = len(before) <= _LONGEST_SUBJECT and clause == before and SUBJECT_WORDS.match(before)
    is_subject = is_subject and (OF.search(before) or not before.isascii())
    if is_subject or _is_heading(naming, setting):
        return _SUBJECT
    return _OPENING


def _met(naming: Naming, setting: Setting) -> bool:
    """Whether the sentence that says who met says that this process did."""
    met, text = setting.met.get(naming.page), setting.texts[naming.page - 1]
    other = setting.others.get(naming.page)
    if met is None or other is not None or not met.start <= naming.start < met.end:
        return False
    before = setting.before(naming, min(naming.start - met.start, 400))
    if TOWARDS.search(before) or ABOUT.search(before) or RECALLING.search(before):
        return False
    if naming.start < met.verb:
        near, words = before[-90:], before.split()
        after = setting.after(naming)
        related = MEETING.search(near) or MEMBERS.search(near) or MEETING.match(after) or MEMBERS_AFTER.match(after)
        return bool(related) or len(words) < _FEW_WORDS
    gap = " ".join(fold(text[met.verb_end : naming.start]).split())
    if len(gap) > _LONGEST_SUBJECT or BESIDE.search(gap):
        return False
    return bool(WITHIN.search(f"{gap} ") or MEETING.search(gap) or MEETING.search(fold(naming.alias.name)))


def _is_heading(naming: Naming, setting: Setting) -> bool:
    """Whether a meeting of the process stands on a line of its own, as in a title block after a motto or summary."""
    start, end = setting.line(naming)
    text = setting.texts[naming.page - 1]
    line, apart = text[start:end].strip(), not text[max(0, start - 2) : start].strip() or start == 0
    following = text[end + 1 : end + 2]
    ends_openly = not line.endswith((".", ",", ";", ":", "،", "؛")) and not following.islower()
    if TOWARDS.search(setting.before(naming)) or NUMBER.match(line):
        return False
    return (
        apart
        and ends_openly
        and not is_mostly_small(line)
        and len(line) <= _LONGEST_HEADING
        and bool(MEETING.search(fold(line)))
    )


def _issuing(scores: Mapping[str, float], found: Mapping[str, Sequence[Naming]], setting: Setting) -> set[str]:
    """Those of the title block; else the first subject, or the running header; else the one whose members speak."""
    for least in (_TITLE, _HEADER):
        if strong := {slug for slug, score in scores.items() if score >= least}:
            return strong
    if any(setting.others.values()) or setting.kind is None or not setting.kind.is_outcome:
        return set()
    counts = {slug: len(namings) for slug, namings in found.items()}
    opening = [slug for slug in counts if scores[slug] >= _OPENING and counts[slug] > 1]
    most = max((counts[slug] for slug in opening), default=0)
    if most < max(counts.values(), default=0):
        return set()
    best = {slug for slug in opening if counts[slug] == most}
    speaking = {slug for slug in best if any(MEMBERS.search(setting.before(naming)) for naming in found[slug])}
    return speaking if len(speaking) <= _MOST_JOINT else set()


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
