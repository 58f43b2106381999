"""PowerPoint files, by python-pptx: a slide is a page; its notes come last."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.shapes.base import BaseShape

from ingest.extracted import Extracted, Hints, RawPage
from ingest.extractors.archive import Archive
from ingest.extractors.pictures import Scans, with_scans
from ingest.limits import Limits
from ingest.text_quality import letters
from repository.errors import Unreadable
from repository.said import said

_DAMAGED = said("The PowerPoint file is damaged and cannot be read. Save it again and send it anew.")
_FAILURES = (PythonPptxError, etree.LxmlError, LookupError, AttributeError, ValueError, TypeError, OSError)
_DEEPEST_GROUP = 20
_MOST_PICTURES = 50
# A slide with fewer letters says what it says by its picture.
_FEWEST_LETTERS = 150
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def extract(path: Path, limits: Limits) -> Extracted:
    """One page per slide, in the order of the show."""
    scans = Scans(Archive(path, limits))  # Raises before anything is unpacked.
    try:
        slides = list(Presentation(str(path)).slides)[: limits.pages]
        pages = tuple(_page(slide, scans) for slide in slides)
        titles = [_title(slide) for slide in slides[:1]]
    except _FAILURES as error:
        raise Unreadable(_DAMAGED) from error
    return with_scans(pages, Hints(headlines=tuple(title for title in titles if title)), limits)


def _page(slide: Any, scans: Scans) -> RawPage:
    """The text of a slide; where it is no more than a title, also its largest picture."""
    text = "\n\n".join(_slide(slide))
    return RawPage(text, picture=scans.largest(_pictures(slide)) if letters(text) < _FEWEST_LETTERS else None)


def _pictures(slide: Any) -> Iterable[str]:
    ids = (blip.get(_EMBED) for blip in islice(slide.element.iter(_BLIP), _MOST_PICTURES))
    relations = slide.part.rels
    named = (relations[id] for id in ids if id in relations)
    return [str(one.target_part.partname).lstrip("/") for one in named if not one.is_external]


def _title(slide: Any) -> str:
    title = slide.shapes.title
    return " ".join(title.text_frame.text.split()) if title is not None and title.has_text_frame else ""


def _slide(slide: Any) -> Iterator[str]:
    if title := _title(slide):
        yield title
    shapes = [shape for shape in slide.shapes if slide.shapes.title is None or shape != slide.shapes.title]
    yield from _texts(shapes, 0)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None and frame.text.strip():
        yield frame.text


def _texts(shapes: Any, depth: int) -> Iterator[str]:
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < _DEEPEST_GROUP:
            yield from _texts(shape.shapes, depth + 1)
        elif text := _text(shape).strip():
            yield text


def _text(shape: BaseShape) -> str:
    if shape.has_text_frame:
        # A line break inside a paragraph is a vertical tab in python-pptx.
        return str(shape.text_frame.text).replace("\v", "\n")  # type: ignore[attr-defined]
    if shape.has_table:
        rows = shape.table.rows  # type: ignore[attr-defined]
        return "\n".join("\t".join(" ".join(cell.text.split()) for cell in row.cells) for row in rows)
    return ""
