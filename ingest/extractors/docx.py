"""Word files: every paragraph wherever it stands, in tables, text boxes, content controls, footnotes and headers."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.extracted import Extracted, Hints
from ingest.extractors.archive import Archive
from ingest.extractors.pictures import Scans, marked, unmarked
from ingest.extractors.sections import SECTION_CHARACTERS, sections
from ingest.limits import Limits
from repository.errors import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
# Text that was deleted or moved away is not the document's; a Fallback repeats a text box.
_SKIPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr")} | {_FALLBACK}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_CHARACTERS = {f"{_W}{name}": mark for name, mark in _MARKS.items()}
# A picture as Word draws it, and as it did before 2007, with the attribute that names it.
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": f"{_R}embed",
    "{urn:schemas-microsoft-com:vml}imagedata": f"{_R}id",
}
_PAGE = "\f"
_JOIN = "\x00"  # No XML can hold it.
_HEADLINE_STYLES = {"title", "heading 1"}
_LONGEST_PAGE = 3 * SECTION_CHARACTERS


def extract(path: Path, limits: Limits) -> Extracted:
    """Pages at explicit and last rendered page breaks; sections where a file has none."""
    archive = Archive(path, limits)
    body = archive.xml("word/document.xml")
    if body is None:
        raise Unreadable("This Word file has no text part. Save it again as .docx and send it anew.")
    blocks = [*_headers(archive), *_blocks(body)]
    pages = list(_pages(blocks, _notes(archive)))
    # A file without any break has never been laid out in pages: its pages are sections.
    parts = sections(pages[0]) if len(pages) == 1 else [part for blocks in pages for part in _bounded(blocks)]
    return Scans(archive, _picture_names(archive)).extracted(parts, _hints(archive, body), limits)


def _blocks(root: etree._Element) -> Iterator[str]:
    """Paragraphs and table rows in order; a form feed inside one begins a page."""
    for child in root:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tbl":
            yield "\n".join(_rows(child))
        else:
            yield from _blocks(child)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        # Rows of a table inside a cell come with that cell.
        if next(row.iterancestors(f"{_W}tbl")) is table and not _is_deleted(row, "trPr", "del"):
            cells = (cell for cell in row.iter(f"{_W}tc") if _row_of(cell) is row)
            kept = (cell for cell in cells if not _is_deleted(cell, "tcPr", "cellDel"))
            yield "\t".join(" ".join(_blocks(cell)).strip() for cell in kept)


def _is_deleted(element: etree._Element, properties: str, mark: str) -> bool:
    """Whether a tracked change takes the element away."""
    return element.find(f"{_W}{properties}/{_W}{mark}") is not None


def _row_of(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(f"{_W}tr"))


def _paragraph(paragraph: etree._Element) -> Iterator[str]:
    boxes: list[etree._Element] = []
    text = "".join(_pieces(paragraph, boxes))
    if _breaks_before(paragraph):
        text = _PAGE + text
    if (section := paragraph.find(f"{_W}pPr/{_W}sectPr")) is not None and not _is_continuous(section):
        text += _PAGE
    # Where the end of a paragraph was deleted, the next one goes on in it.
    yield text + (_JOIN if _is_deleted(paragraph, "pPr", f"rPr/{_W}del") else "")
    for box in boxes:
        yield from _blocks(box)


def _pieces(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}lastRenderedPageBreak" or (tag == f"{_W}br" and child.get(f"{_W}type") == "page"):
            yield _PAGE
        elif tag in _PICTURES:
            yield marked(child.get(_PICTURES[tag], ""))
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            yield f"[{tag.removeprefix(_W)[:-9]}:{child.get(f'{_W}id')}]"
        else:
            yield from _pieces(child, boxes)


def _breaks_before(paragraph: etree._Element) -> bool:
    mark = paragraph.find(f"{_W}pPr/{_W}pageBreakBefore")
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")


def _is_continuous(section: etree._Element) -> bool:
    kind = section.find(f"{_W}type")
    return kind is not None and kind.get(f"{_W}val") == "continuous"


def _notes(archive: Archive) -> dict[str, str]:
    """Footnotes and endnotes by the mark that `_pieces` leaves in the text."""
    notes = {}
    for kind in ("footnote", "endnote"):
        root = archive.xml(f"word/{kind}s.xml")
        for note in root if root is not None else ():
            if text := unmarked(" ".join(_blocks(note))).strip():
                notes[f"[{kind}:{note.get(f'{_W}id')}]"] = text
    return notes


def _headers(archive: Archive) -> list[str]:
    """Text of the page headers, each once, before the first page's text."""
    names = sorted(name for name in archive.names() if name.startswith("word/header") and name.endswith(".xml"))
    roots = [root for name in names if (root := archive.xml(name)) is not None]
    blocks = [[unmarked(block) for block in _blocks(root)] for root in roots]
    texts = ["\n".join(block for block in found if block.strip()) for found in blocks]
    return list(dict.fromkeys(text for text in texts if text.strip()))


def _picture_names(archive: Archive) -> dict[str, str]:
    """Parts of the file by the id that the text names them with."""
    root = archive.optional_xml("word/_rels/document.xml.rels")
    relations = root if root is not None else ()
    return {relation.get("Id", ""): f"word/{relation.get('Target', '')}" for relation in relations}


def _pages(blocks: list[str], notes: dict[str, str]) -> Iterator[list[str]]:
    """Blocks of each page that has any text, its notes at its foot."""
    number = 0
    text = "\n\n".join(blocks).replace(f"{_JOIN}\n\n", "").replace(_JOIN, "")
    for page in text.split(_PAGE):
        foot = []
        for mark, note in notes.items():
            if mark in page:
                number += 1
                page = page.replace(mark, f"[{number}]")
                foot.append(f"[{number}] {note}")
        found = [block.strip(" \n") for block in page.split("\n\n")]
        if kept := [block for block in found if block]:
            yield kept + foot


def _bounded(blocks: list[str]) -> list[str]:
    return sections(blocks) if sum(map(len, blocks)) > _LONGEST_PAGE else ["\n\n".join(blocks)]


def _hints(archive: Archive, body: etree._Element) -> Hints:
    core = archive.optional_xml("docProps/core.xml")
    title = core.findtext(f"{_DC}title") if core is not None else None
    styles = _headline_styles(archive)
    headlines = [
        unmarked("".join(_pieces(paragraph, []))).strip()
        for paragraph in body.iter(f"{_W}p")
        if (style := paragraph.find(f"{_W}pPr/{_W}pStyle")) is not None and style.get(f"{_W}val") in styles
    ]
    return Hints(title=title, headlines=tuple(line for line in headlines[:3] if line))


def _headline_styles(archive: Archive) -> set[str | None]:
    """Ids of the styles for titles; ids are translated by Word, names are not."""
    root = archive.optional_xml("word/styles.xml")
    if root is None:
        return set()
    named = ((style.get(f"{_W}styleId"), style.find(f"{_W}name")) for style in root.iter(f"{_W}style"))
    return {id for id, name in named if name is not None and str(name.get(f"{_W}val")).lower() in _HEADLINE_STYLES}
