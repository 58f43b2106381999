"""Passages set beside each other: whole sentences around what a tag rests on, each with its document and page."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.links import document_url, passage_url
from repository.models import Document, File, Page, TagEvidence
from web.page_text import numbered

Span = tuple[int, int]

_END = re.compile(r"[.;:!?؟؛]\s+|\n\s*\n|\n(?=\s*(?:\(?\d{1,3}[.)]|[•–-])\s)")
# How far a sentence is followed before and after what it rests on; no passage grows longer than the whole.
_REACH, _LONGEST = 240, 700
_OF_ONE_DOCUMENT = 3
_LITTLE_MORE = 1.6


@dataclass(frozen=True, slots=True)
class Quoted:
    """One passage as it is quoted, with what the tag rests on marked."""

    page: int
    html: str
    language: str | None
    url: str


@dataclass(frozen=True, slots=True)
class QuotedDocument:
    """The passages of one document."""

    document: Document
    url: str
    passages: tuple[Quoted, ...]


def quoted(evidence: Sequence[TagEvidence], pages: Mapping[tuple[int, int], Page]) -> list[QuotedDocument]:
    """The documents in the order of the evidence; what stands in the same sentences is quoted once."""
    documents: dict[Document, list[TagEvidence]] = {}
    for one in evidence:
        documents.setdefault(one.tag.document, []).append(one)
    return [
        QuotedDocument(document, document_url(document.public_id), tuple(_passages(document, found, pages)))
        for document, found in documents.items()
    ]


def _passages(
    document: Document, evidence: Iterable[TagEvidence], pages: Mapping[tuple[int, int], Page]
) -> Iterator[Quoted]:
    files = {file.id: file for file in document.files}
    places: dict[tuple[int, int], list[Span]] = {}
    for one in evidence:
        places.setdefault((one.file_id, one.page), []).append((one.start, one.end))
    found = [
        (key, around, inside)
        for key, spans in places.items()
        if key in pages
        for around, inside in _sentences(pages[key].text, sorted(spans))
    ]
    best = sorted(found, key=lambda one: _is_bare(*one[1:]))[:_OF_ONE_DOCUMENT]
    yield from (_quoted(document, files[key[0]], pages[key], around, inside) for key, around, inside in sorted(best))


def _is_bare(around: Span, inside: Sequence[Span]) -> bool:
    """Whether a passage says no more than the words that were looked for, as headings do."""
    return around[1] - around[0] < _LITTLE_MORE * sum(end - start for start, end in inside)


def _quoted(document: Document, file: File, page: Page, around: Span, inside: Sequence[Span]) -> Quoted:
    start, end = around
    lit = numbered(page.text[start:end], [(first - start, last - start) for first, last in inside], with_ids=False)
    return Quoted(
        page=page.number,
        html=lit,
        language=page.language or file.language,
        url=passage_url(document.public_id, page.number, file.public_id, start, end),
    )


def _sentences(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """The spans put together that stand in the same sentences."""
    group: list[Span] = []
    around = (0, 0)
    for span in spans:
        start, end = _sentence(text, *span)
        if group and start < around[1] and end - around[0] <= _LONGEST:
            around = (around[0], max(around[1], end))
            if span[0] >= group[-1][1]:
                group.append(span)
            continue
        if group:
            yield around, group
        # A sentence that an earlier passage holds already begins where that ends.
        group, around = [span], (max(start, around[1] if around[1] <= span[0] else start), end)
    if group:
        yield around, group


def _sentence(text: str, start: int, end: int) -> Span:
    """The sentence around a span, cut at its reach."""
    earliest = max(0, start - _REACH)
    ends = [found.end() for found in _END.finditer(text, earliest, start)]
    begin = ends[-1] if ends else 0 if earliest == 0 else text.find(" ", earliest, start) + 1 or start
    following = _END.search(text, max(start, end - 1), end + _REACH)
    if following:
        return begin, following.start() + 1
    latest = min(len(text), end + _REACH)
    return begin, latest if latest == len(text) else max(end, text.rfind(" ", end, latest))
