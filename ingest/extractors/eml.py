"""Mails: what came with one is the document, page after page; its own words come last."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ingest.extracted import Extracted, Held, Hints, RawPage
from ingest.extractors.sections import paragraphs_of, sections
from ingest.limits import Limits
from ingest.mail import Attachment, attachments, body, parsed, subject, unpacked
from ingest.media_type import EML, ZIP, media_type_of
from repository.errors import Trouble
from repository.said import said

Readers = Mapping[str, Callable[[Path, Limits], Extracted]]


def extract(readers: Readers, path: Path, limits: Limits) -> Extracted:
    """Pages of the attachments that can be read, then the message in sections; `readers` are the other extractors."""
    with path.open("rb") as stream:
        message = parsed(stream)
    warnings: list[str] = []
    parts = list(_attached(readers, list(attachments(message)), limits, warnings))
    own = [subject(message), *paragraphs_of(body(message).replace("\r\n", "\n"))]
    pages = [page for part in parts for page in part.pages]
    pages += [RawPage(text) for text in sections(block for block in own if block.strip())]
    hints = parts[0].hints if parts else Hints(headlines=tuple(filter(None, [subject(message)])))
    every = (*warnings, *(warning for part in parts for warning in part.warnings))
    return Extracted(tuple(pages), hints, every, tuple(_scanned(parts)))


def _scanned(parts: list[Extracted]) -> Iterator[int]:
    """The pages that wait for OCR, by their numbers in the mail."""
    before = 0
    for part in parts:
        yield from (before + number for number in part.scanned)
        before += len(part.pages)


def _attached(readers: Readers, attached: list[Attachment], limits: Limits, warnings: list[str]) -> Iterator[Extracted]:
    for number, attachment in enumerate(attached, start=1):
        try:
            media_type = media_type_of(io.BytesIO(attachment.content), attachment.name)
            if media_type in (EML, ZIP):
                warnings.append(
                    said("The attachment %(name)s was not opened: send it by itself.", name=attachment.name)
                )
                continue
            with unpacked(attachment) as path:
                part = readers[media_type](path, limits)
            held = (replace(page, held=Held(number, at)) for at, page in enumerate(part.pages, start=1))
            yield replace(part, pages=tuple(held))
        except Trouble as trouble:
            warnings.append(
                said(
                    "The attachment %(name)s was not read. %(trouble)s", name=attachment.name, trouble=trouble.sentence
                )
            )
