"""From a file to a reading: detect, extract, OCR, clean, language, describe, identify, tag."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ingest.cleaning import clean
from ingest.describing import described
from ingest.extracted import Extracted, RawPage
from ingest.extractors import EXTRACTORS
from ingest.language import language_of, main_language
from ingest.limits import Limits
from ingest.media_type import PDF, ZIP, media_type_of
from ingest.recognised import Recognised
from ingest.recognising import with_recognised
from ingest.running_lines import without_running_lines
from ingest.text_quality import quality
from repository.authority import Authority
from repository.authority_files import load_authority
from repository.errors import Unsupported
from repository.reading import Finding, PageText, Reading
from repository.said import said

PARCEL = said("This is a ZIP archive: send it, and each document in it is read by itself. To look into one, unpack it.")


def read(
    path: Path, filename: str, authority: Authority, limits: Limits, known: Mapping[int, Recognised] | None = None
) -> Reading:
    """Read one file; raises Unreadable or Unsupported with a sentence for the person who sent it.

    `known` are pages that OCR has read before.
    """
    with path.open("rb") as stream:
        media_type = media_type_of(stream, filename)
    if media_type == ZIP:
        raise Unsupported(PARCEL)
    extracted = EXTRACTORS[media_type](path, limits)
    if media_type == PDF or extracted.scanned:
        extracted = with_recognised(extracted, path, limits, known)
    return understood(extracted, media_type, filename, authority, limits)


def understood(extracted: Extracted, media_type: str, filename: str, authority: Authority, limits: Limits) -> Reading:
    """What extracted pages say: the part of reading that is the same for every format."""
    pages, warnings = cleaned(extracted, limits)
    waiting = set(extracted.scanned)
    pictured = {number for number in waiting if extracted.pages[number - 1].picture}
    pages = tuple(
        replace(page, needs_ocr=page.number in pictured or (page.number in waiting and _lacks_text(page)))
        for page in pages
    )
    pages, running = _without_running_lines(pages)
    texts = [page.text for page in pages]
    language = main_language(texts, [page.language for page in pages])
    pages = tuple(_in_language(page, language) for page in pages)
    reading = described(authority, pages, extracted.hints, filename, running)
    return replace(
        reading,
        media_type=media_type,
        language=Finding(language) if language else None,
        warnings=warnings,
        running_lines=tuple(sorted(running)),
        hints=extracted.hints,
    )


def read_here(path: Path, filename: str, limits: Limits, known: Mapping[int, Recognised] | None = None) -> Reading:
    """`read` by this installation's authority data: what a child process is asked, so that no data are sent along."""
    return read(path, filename, load_authority(), limits, known)


def cleaned(extracted: Extracted, limits: Limits) -> tuple[tuple[PageText, ...], tuple[str, ...]]:
    """The pages with clean text, within the limits, and the warnings."""
    pages: list[PageText] = []
    warnings, room = list(extracted.warnings), limits.characters
    for number, raw in enumerate(extracted.pages[: limits.pages], start=1):
        text = clean(raw.text[:room])
        room -= len(text)
        pages.append(PageText(number, text, raw.source, _quality(raw), language_of(text), raw.label, raw.confidence))
    if len(extracted.pages) > len(pages):
        warnings.append(
            said(
                "Only the first %(read)s of %(total)s pages were read.",
                read=len(pages),
                total=len(extracted.pages),
            )
        )
    if room <= 0:
        warnings.append(said("Only the first %(most)s characters were kept.", most=limits.characters))
    if not pages:
        pages = [PageText(1, "", quality="none")]
    return tuple(pages), tuple(warnings)


def _lacks_text(page: PageText) -> bool:
    return page.quality in ("none", "poor")


def _quality(raw: RawPage) -> str:
    return "ocr" if raw.source == "ocr" and raw.text.strip() else quality(raw.text)


def _without_running_lines(pages: tuple[PageText, ...]) -> tuple[tuple[PageText, ...], frozenset[str]]:
    """Only formats that are laid out in pages have them."""
    if all(page.source == "native" for page in pages):
        return pages, frozenset()
    kept = without_running_lines(pages)
    return kept.pages, kept.lines


def _in_language(page: PageText, language: str | None) -> PageText:
    """A page with too few words to tell is in the language of the document."""
    return page if page.language or not page.text.strip() else replace(page, language=language)
