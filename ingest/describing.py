"""What the pages of a file say: title, type, date, place, meeting, processes and tags, each with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.attribution import attribute
from ingest.document_date import document_date
from ingest.extracted import Hints
from ingest.folding import fold, words
from ingest.front import Front, fronts
from ingest.meeting import meeting_name
from ingest.participants import participants
from ingest.place import Gazetteer
from ingest.published import published
from ingest.rulebook import Rulebook, rulebook
from ingest.title import title
from repository.authority import Authority
from repository.authority_records import DocumentType
from repository.reading import Dates, Evidence, Finding, OperativeParagraph, PageText, Place, Reading, TagFinding

_PARTICIPANTS = "participants"


def described(
    authority: Authority,
    pages: tuple[PageText, ...],
    hints: Hints,
    filename: str,
    headers: frozenset[str] = frozenset(),
    said_type: Finding | None = None,
) -> Reading:
    """A reading of clean pages; what it says of the file itself is left for the caller.

    `said_type` is the type a person gave, by which tags and operative paragraphs go.
    """
    rules = rulebook(authority)
    texts = [page.text for page in pages]
    openers = [opener for listed in authority.rules.preamble_openers.values() for opener in listed]
    opened = fronts(texts, openers, [*authority.sample_marks.values(), *_letterhead(headers, hints)])
    first = opened[0] if opened else None
    named = title(first, hints, rules.types.longest_cue, rules.names.is_only_a_name)
    dates = document_date(texts, opened, rules.gazetteer)
    place = _place(rules.gazetteer, opened, dates)
    kind = said_type or rules.types.read(named, first, filename)
    tags, operative = _tagged(rules, pages, opened, Known(named, kind, place), filename, headers)
    return Reading(
        media_type="",
        pages=pages,
        title=named,
        type=kind,
        dates=dates,
        place=place,
        meeting_level=rules.meetings.level(opened),
        meeting_name=meeting_name(first, named),
        adoption=rules.meetings.adoption(first),
        published=published(texts),
        is_sample=_is_sample(first, authority),
        tags=tags,
        operative_paragraphs=operative,
        rules_version=authority.rules.version,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What of a description decides about tags."""

    title: Finding | None
    type: Finding | None
    place: Place | None


def tagged_again(
    authority: Authority, pages: tuple[PageText, ...], known: Known, filename: str
) -> tuple[tuple[TagFinding, ...], tuple[OperativeParagraph, ...]]:
    """Tags and operative paragraphs of pages that were read before, by the rules of today."""
    rules = rulebook(authority)
    openers = [opener for listed in authority.rules.preamble_openers.values() for opener in listed]
    opened = fronts([page.text for page in pages], openers, authority.sample_marks.values())
    return _tagged(rules, pages, opened, known, filename, frozenset())


def _tagged(
    rules: Rulebook,
    pages: Sequence[PageText],
    opened: Sequence[Front],
    known: Known,
    filename: str,
    headers: frozenset[str],
) -> tuple[tuple[TagFinding, ...], tuple[OperativeParagraph, ...]]:
    texts, languages = [page.text for page in pages], [page.language for page in pages]
    split = [words(text) for text in texts]
    kind = rules.authority.document_type(known.type.value) if known.type else None
    tags = attribute(rules.names, texts, split, opened, filename, headers, kind)
    met = rules.triggers.met(texts, split, languages, _first(known.title))
    subjects = rules.triggers.tag(met, texts, split, languages)
    tags += subjects if _has_subjects(kind, known.type) else [replace(tag, assigned=False) for tag in subjects]
    is_list = kind is not None and kind.id == _PARTICIPANTS
    states = _with_host(participants(rules.gazetteer, texts, is_list), known.place)
    return (*tags, *states), rules.operative.find(pages, opened, known.type, met)


def _has_subjects(kind: DocumentType | None, shown: Finding | None) -> bool:
    """Whether a text speaks of subjects, not only of units and functions, as lists and vacancies do."""
    if kind is None or not kind.has_subjects:
        return kind is None
    cues = {evidence.rule.partition(":")[2] for evidence in shown.evidence} if shown else set()
    return not any(cues.intersection(listed) for listed in kind.advertisements.values())


def _with_host(states: list[TagFinding], place: Place | None) -> list[TagFinding]:
    """The States that took part, and the one where the meeting was held."""
    if place is None or place.country is None:
        return states
    host = tuple(replace(evidence, rule="host") for evidence in place.evidence)
    also = tuple(evidence for state in states if state.code == place.country for evidence in state.evidence)
    others = [state for state in states if state.code != place.country]
    return [TagFinding("state", place.country, 1.0, True, host + also), *others]


def _letterhead(headers: frozenset[str], hints: Hints) -> list[str]:
    """Running lines are no titles, unless set in large type on the first page."""
    large = [fold(" ".join(headline.split())) for headline in hints.headlines]
    return [line for line in headers if not any(fold(line) in headline for headline in large)]


def _first(finding: Finding | None) -> Evidence | None:
    return finding.evidence[0] if finding and finding.evidence else None


def _place(gazetteer: Gazetteer, opened: Sequence[Front], dates: Dates | None) -> Place | None:
    """The place beside the date, else one on a line of its own in the title block."""
    shown = dates.evidence[0] if dates else None
    for front in opened:
        if shown and shown.page == front.page and (found := gazetteer.near(front, shown.start, shown.end)):
            return found
    return gazetteer.in_block(opened[0]) if opened else None


def _is_sample(first: Front | None, authority: Authority) -> bool:
    text = " ".join(fold(first.text).split()) if first else ""
    return any(" ".join(fold(mark).split()) in text for mark in authority.sample_marks.values())
