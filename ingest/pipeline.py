"""From a file to a reading: detect, extract, clean, language, describe, identify, tag."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.attribution import attribute
from ingest.cleaning import clean
from ingest.document_date import document_date
from ingest.document_type import TypeCues
from ingest.extracted import Extracted
from ingest.extractors import EXTRACTORS
from ingest.folding import fold, words
from ingest.front import Front, fronts
from ingest.language import language_of, main_language
from ingest.limits import Limits
from ingest.media_type import media_type_of
from ingest.meeting import MeetingCues, meeting_name
from ingest.place import Gazetteer
from ingest.process_names import ProcessNames
from ingest.tagging import Triggers
from ingest.text_quality import quality
from ingest.title import title
from repository.authority import Authority
from repository.authority_files import load_authority
from repository.reading import Dates, Evidence, Finding, PageText, Place, Reading, TagFinding


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of one set of authority data, made ready once."""

    authority: Authority
    names: ProcessNames
    triggers: Triggers
    types: TypeCues
    meetings: MeetingCues
    gazetteer: Gazetteer


def read(path: Path, filename: str, authority: Authority, limits: Limits) -> Reading:
    """Read one file; raises Unreadable or Unsupported with a sentence for the person who sent it."""
    rules = rulebook(authority)
    with path.open("rb") as stream:
        media_type = media_type_of(stream, filename)
    extracted = EXTRACTORS[media_type](path, limits)
    pages, warnings = cleaned(extracted, limits)
    texts = [page.text for page in pages]
    language = main_language(texts, [page.language for page in pages])
    pages = tuple(_in_language(page, language) for page in pages)
    return _described(rules, media_type, pages, language, extracted, filename, warnings)


def read_here(path: Path, filename: str, limits: Limits) -> Reading:
    """`read` by this installation's authority data: what a child process is asked, so that no data are sent along."""
    return read(path, filename, load_authority(), limits)


def cleaned(extracted: Extracted, limits: Limits) -> tuple[tuple[PageText, ...], tuple[str, ...]]:
    """The pages with clean text, within the limits, and the warnings."""
    pages: list[PageText] = []
    warnings, room = list(extracted.warnings), limits.characters
    for number, raw in enumerate(extracted.pages[: limits.pages], start=1):
        text = clean(raw.text[:room])
        room -= len(text)
        pages.append(PageText(number, text, raw.source, quality(raw.text), language_of(text), raw.label))
    if len(extracted.pages) > len(pages):
        warnings.append(f"Only the first {len(pages):,} of {len(extracted.pages):,} pages were read.")
    if room <= 0:
        warnings.append(f"Only the first {limits.characters:,} characters were kept.")
    if not pages:
        pages = [PageText(1, "", quality="none")]
    return tuple(pages), tuple(warnings)


def _described(
    rules: Rulebook,
    media_type: str,
    pages: tuple[PageText, ...],
    language: str | None,
    extracted: Extracted,
    filename: str,
    warnings: tuple[str, ...],
) -> Reading:
    authority = rules.authority
    texts = [page.text for page in pages]
    openers = [opener for listed in authority.rules.preamble_openers.values() for opener in listed]
    opened = fronts(texts, openers, authority.sample_marks.values())
    first = opened[0] if opened else None
    named = title(first, extracted.hints, rules.types.longest_cue, rules.names.is_only_a_name)
    dates = document_date(texts, opened, rules.gazetteer)
    place = _place(rules.gazetteer, opened, dates)
    return Reading(
        media_type=media_type,
        pages=pages,
        language=Finding(language) if language else None,
        title=named,
        type=rules.types.read(named, first, filename),
        dates=dates,
        place=place,
        meeting_level=rules.meetings.level(opened),
        meeting_name=meeting_name(first, named),
        adoption=rules.meetings.adoption(first),
        is_sample=_is_sample(first, authority),
        tags=tuple(_tags(rules, pages, opened, named, place, filename)),
        warnings=warnings,
        rules_version=authority.rules.version,
    )


def _tags(
    rules: Rulebook,
    pages: Sequence[PageText],
    opened: Sequence[Front],
    named: Finding | None,
    place: Place | None,
    filename: str,
) -> list[TagFinding]:
    texts = [page.text for page in pages]
    split = [words(text) for text in texts]
    tags = attribute(rules.names, texts, split, opened, filename)
    tags += rules.triggers.tag(texts, split, [page.language for page in pages], _first(named))
    if place and place.country:
        host = tuple(replace(evidence, rule="host") for evidence in place.evidence)
        tags.append(TagFinding("state", place.country, 1.0, True, host))
    return tags


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


def _in_language(page: PageText, language: str | None) -> PageText:
    """A page with too few words to tell is in the language of the document."""
    return page if page.language or not page.text.strip() else replace(page, language=language)


_ready: list[Rulebook] = []


def rulebook(authority: Authority) -> Rulebook:
    """The rules made ready; kept, since making them takes a quarter of a second."""
    if not _ready or _ready[0].authority is not authority:
        rules = Rulebook(
            authority,
            ProcessNames(authority),
            Triggers(authority),
            TypeCues(authority),
            MeetingCues(authority),
            Gazetteer(authority),
        )
        _ready[:] = [rules]
    return _ready[0]
