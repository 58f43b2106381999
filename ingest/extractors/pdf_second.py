"""A second opinion on a PDF, by pdfium."""

from pathlib import Path
from types import TracebackType
from typing import Self

import pypdfium2 as pdfium

from ingest.extractors.pdf_columns import MOST_PIECES, Piece
from ingest.extractors.pdf_visual_order import is_turned, turned


class SecondOpinion:
    """The same file opened with pdfium, only when it is first asked for something."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = False
        self._document: pdfium.PdfDocument | None = None
        self.needs_password = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            self._document.close()

    @property
    def page_count(self) -> int | None:
        """How many pages there are; None when pdfium cannot open the file either."""
        document = self._open()
        return len(document) if document is not None else None

    def text(self, number: int) -> str | None:
        """Text of a page, counted from 1; None when pdfium cannot read it either."""
        document = self._open()
        if document is None or number > len(document):
            return None
        try:
            text = str(document[number - 1].get_textpage().get_text_bounded()).replace("\r\n", "\n")
            return turned(text) if is_turned(text) else text
        except (pdfium.PdfiumError, UnicodeDecodeError):
            return None

    def pieces(self, number: int) -> list[Piece]:
        """The runs of text of a page with their places; none of too many, and when pdfium cannot read it."""
        document = self._open()
        if document is None or number > len(document):
            return []
        try:
            page = document[number - 1].get_textpage()
            # Pages drawn letter by letter say nothing about columns, and asking for each letter takes long.
            if (count := page.count_rects()) > MOST_PIECES:
                return []
            boxes = [page.get_rect(index) for index in range(count)]
            return [Piece(box[0], box[1], box[2], str(page.get_text_bounded(*box))) for box in boxes]
        except (pdfium.PdfiumError, UnicodeDecodeError):
            return []

    def is_blank(self, number: int) -> bool:
        """Whether nothing is drawn on a page, or pdfium cannot draw it."""
        document = self._open()
        if document is None or number > len(document):
            return True
        try:
            return next(iter(document[number - 1].get_objects(max_depth=1)), None) is None
        except pdfium.PdfiumError:
            return True

    def _open(self) -> pdfium.PdfDocument | None:
        if not self._opened:
            self._opened = True
            try:
                self._document = pdfium.PdfDocument(self._path)
            except pdfium.PdfiumError as error:
                self.needs_password = "password" in str(error).lower()
        return self._document
