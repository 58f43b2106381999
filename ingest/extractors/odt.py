"""OpenDocument texts: every paragraph, table, text box and note of the body."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.extracted import Extracted, Hints
from ingest.extractors.archive import Archive
from ingest.extractors.pictures import Scans, marked, unmarked
from ingest.extractors.sections import SECTION_CHARACTERS, sections
from ingest.limits import Limits
from repository.errors import Unreadable

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_IMAGE = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}image"
_HREF = "{http://www.w3.org/1999/xlink}href"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SKIPPED = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls", f"{_OFFICE}forms"}
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_PAGE = "\f"
_LONGEST_PAGE = 3 * SECTION_CHARACTERS


def extract(path: Path, limits: Limits) -> Extracted:
    """Pages at soft and explicit page breaks; sections where a file has none."""
    archive = Archive(path, limits)
    content = archive.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise Unreadable("This ODT file has no text part. Save it again as .odt and send it anew.")
    text = "\n\n".join(_blocks(body, _breaking_styles(content)))
    pages = [[block.strip() for block in page.split("\n\n") if block.strip()] for page in text.split(_PAGE)]
    pages = [blocks for blocks in pages if blocks]
    parts = sections(pages[0]) if len(pages) == 1 else [part for blocks in pages for part in _bounded(blocks)]
    headlines = [" ".join("".join(heading.itertext()).split()) for heading in body.iter(f"{_TEXT}h")]
    return Scans(archive).extracted(parts, Hints(headlines=tuple(headlines[:1])), limits)


def _blocks(root: etree._Element, breaking: set[str | None]) -> Iterator[str]:
    for child in root:
        if child.tag in _SKIPPED:
            continue
        if child.tag in _PARAGRAPHS:
            prefix = _PAGE if child.get(f"{_TEXT}style-name") in breaking else ""
            yield prefix + "".join(_pieces(child))
        elif child.tag == _IMAGE:
            yield marked(child.get(_HREF, ""))
        elif child.tag == f"{_TABLE}table":
            yield "\n".join(_rows(child, breaking))
        else:
            yield from _blocks(child, breaking)


def _rows(table: etree._Element, breaking: set[str | None]) -> Iterator[str]:
    for row in table.iter(f"{_TABLE}table-row"):
        if next(row.iterancestors(f"{_TABLE}table")) is table:
            yield "\t".join(" ".join(_blocks(cell, breaking)).strip() for cell in row)


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1") or 1), 100)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}soft-page-break":
            yield _PAGE
        elif child.tag == f"{_TEXT}note":
            yield " [" + unmarked(" ".join("".join(_pieces(child)).split())) + "]"
        elif child.tag == _IMAGE:
            yield marked(child.get(_HREF, ""))
        elif child.tag not in _SKIPPED:
            yield ("\n" if child.tag in _PARAGRAPHS else "") + "".join(_pieces(child))
        yield child.tail or ""


def _breaking_styles(content: etree._Element) -> set[str | None]:
    """Names of the paragraph styles that begin a page."""
    return {
        style.get(f"{_STYLE}name")
        for style in content.iter(f"{_STYLE}style")
        if (properties := style.find(f"{_STYLE}paragraph-properties")) is not None
        and (properties.get(f"{_FO}break-before") == "page" or style.get(f"{_STYLE}master-page-name"))
    }


def _bounded(blocks: list[str]) -> list[str]:
    return sections(blocks) if sum(map(len, blocks)) > _LONGEST_PAGE else ["\n\n".join(blocks)]
