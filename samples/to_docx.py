"""A source as a Word document: headings, numbered paragraphs, tables, running header and folio."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from markdown_it.tree import SyntaxTreeNode

from source import Source, markdown

_SERIF = {"ar": "Noto Naskh Arabic"}
# Any fixed moment: the file must not tell when it was rebuilt, and a zip cannot tell times before 1980.
_EPOCH = datetime(1980, 1, 1)


def write_docx(source: Source) -> bytes:
    document = Document()
    _set_up(document, source)
    _add_title_block(document, source)
    for number, page in enumerate(source.pages):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _add_blocks(document, page)
    if source.right_to_left:
        _turn_right_to_left(document)
    return _saved(document)


def _set_up(document: WordDocument, source: Source) -> None:
    font = _SERIF.get(source.language, "Times New Roman")
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), font)
        style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].font.size = Pt(11.5)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.different_first_page_header_footer = True
    _centred(section.header.paragraphs[0], source.header).runs[0].italic = True
    for footer in (section.footer, section.first_page_footer):
        _add_page_number(_centred(footer.paragraphs[0]))
    about = document.core_properties
    about.title, about.author, about.comments, about.language = source.title, "", "", source.language
    about.created = about.modified = _EPOCH


def _centred(paragraph: Paragraph, text: str = "") -> Paragraph:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if text:
        paragraph.add_run(text)
    return paragraph


def _add_page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _add_title_block(document: WordDocument, source: Source) -> None:
    for node in _tree(source.title_block).children:
        _BLOCKS[node.type](document, node)
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for mark in source.marks:
        run = _centred(document.add_paragraph(), mark).runs[0]
        run.italic, run.font.size = True, Pt(9)


def _add_blocks(document: WordDocument, text: str) -> None:
    for node in _tree(text).children:
        _BLOCKS[node.type](document, node)


def _tree(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(markdown().parse(text))


def _add_heading(document: WordDocument, node: SyntaxTreeNode) -> None:
    _add_inline(document.add_heading(level=int(node.tag[1])), node.children[0])


def _add_paragraph(document: WordDocument, node: SyntaxTreeNode, style: str | None = None) -> None:
    _add_inline(document.add_paragraph(style=style), node.children[0])


def _add_quotation(document: WordDocument, node: SyntaxTreeNode) -> None:
    for child in node.children:
        _add_paragraph(document, child, "Quote")


def _add_rule(document: WordDocument, _: SyntaxTreeNode) -> None:
    _centred(document.add_paragraph(), "* * *")


def _add_ordered(document: WordDocument, node: SyntaxTreeNode) -> None:
    numbering = _new_numbering(document, int(node.attrs.get("start", 1)))
    for item in node.children:
        _add_item(document, item, "List Number", numbering)


def _add_bullets(document: WordDocument, node: SyntaxTreeNode) -> None:
    for item in node.children:
        _add_item(document, item, "List Bullet")


def _add_item(document: WordDocument, item: SyntaxTreeNode, style: str, numbering: int | None = None) -> None:
    """The first paragraph carries the number or bullet; what follows in the item is indented below it."""
    for position, child in enumerate(item.children):
        if child.type != "paragraph":
            _BLOCKS[child.type](document, child)
            continue
        _add_paragraph(document, child, "List Continue" if position else style)
        if numbering is not None and position == 0:
            properties = document.paragraphs[-1]._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = numbering


def _new_numbering(document: WordDocument, start: int) -> int:
    """A numbering of its own for each list, so that it begins where the source says."""
    numbering = document.part.numbering_part.element
    of_style = document.styles["List Number"].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def _add_table(document: WordDocument, node: SyntaxTreeNode) -> None:
    rows = [row for part in node.children for row in part.children]
    table = document.add_table(len(rows), len(rows[0].children), style="Table Grid")
    for row, cells in zip(rows, table.rows, strict=True):
        for cell, box in zip(row.children, cells.cells, strict=True):
            _add_inline(box.paragraphs[0], cell.children[0])
            for run in box.paragraphs[0].runs:
                run.bold = cell.tag == "th" or run.bold
                run.font.size = Pt(9.5)
    document.add_paragraph()


def _add_inline(paragraph: Paragraph, inline: SyntaxTreeNode, bold: bool = False, italic: bool = False) -> None:
    for node in inline.children:
        if node.type == "hardbreak":
            paragraph.add_run().add_break()
        elif node.children:
            _add_inline(paragraph, node, bold or node.type == "strong", italic or node.type == "em")
        else:
            run = paragraph.add_run(" " if node.type == "softbreak" else node.content)
            run.bold, run.italic = bold or None, italic or None


_BLOCKS: dict[str, Callable[[WordDocument, SyntaxTreeNode], None]] = {
    "heading": _add_heading,
    "paragraph": _add_paragraph,
    "blockquote": _add_quotation,
    "hr": _add_rule,
    "ordered_list": _add_ordered,
    "bullet_list": _add_bullets,
    "table": _add_table,
}


def _turn_right_to_left(document: WordDocument) -> None:
    """Set direction on the style that all others inherit, and on each table."""
    normal = document.styles["Normal"].element
    normal.get_or_add_pPr().insert(0, OxmlElement("w:bidi"))
    normal.get_or_add_rPr().append(OxmlElement("w:rtl"))
    for table in document.tables:
        # The schema wants it right after the table's style.
        table._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))


def _saved(document: WordDocument) -> bytes:
    """Save with fixed times inside the zip, so that a rebuild gives the same bytes."""
    dated, fixed = io.BytesIO(), io.BytesIO()
    document.save(dated)
    with zipfile.ZipFile(dated) as before, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            information = zipfile.ZipInfo(entry.filename, _EPOCH.timetuple()[:6])
            information.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(information, before.read(entry))
    return fixed.getvalue()
