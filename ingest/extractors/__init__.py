"""One extractor per format, in a table by media type."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ingest import media_type
from ingest.extracted import Extracted
from ingest.extractors import doc, docx, eml, html, odt, pdf, pptx, rtf, text
from ingest.limits import Limits

EXTRACTORS: dict[str, Callable[[Path, Limits], Extracted]] = {
    media_type.PDF: pdf.extract,
    media_type.DOCX: docx.extract,
    media_type.ODT: odt.extract,
    media_type.DOC: doc.extract,
    media_type.RTF: rtf.extract,
    media_type.PPTX: pptx.extract,
    media_type.HTML: html.extract,
    media_type.TEXT: text.extract,
}
EXTRACTORS[media_type.EML] = partial(eml.extract, dict(EXTRACTORS))
