"""Old Word files, by antiword or LibreOffice where one of them is installed."""

import re
import tempfile
from pathlib import Path

from ingest.extracted import Extracted, RawPage
from ingest.extractors.sections import paragraphs_of, sections
from ingest.limits import Limits
from ingest.outside import found, output
from repository.errors import Unreadable
from repository.said import said

NEITHER = said(
    "Old Word files (.doc) are read with antiword or LibreOffice, and neither is installed on this machine. "
    "Save it as .docx and send that, or ask the administrator to install antiword and send it again."
)
DAMAGED = said("The Word file is damaged or protected and cannot be read. Save it as .docx and send that.")
_SECONDS = 60.0
_ROW = re.compile(r"^\|(.*)\|$", re.MULTILINE)


def extract(path: Path, limits: Limits) -> Extracted:
    """Pages at form feeds, or sections where there are none."""
    readers = [reader for program, reader in _READERS.items() if found(program)]
    if not readers:
        raise Unreadable(NEITHER)
    for reader in readers:
        if (text := reader(path, limits)) is not None and text.strip():
            return Extracted(tuple(RawPage(page) for page in _pages(text)))
    raise Unreadable(DAMAGED)


def _by_antiword(path: Path, limits: Limits) -> str | None:
    # A width of 0 leaves paragraphs unbroken.
    printed = output(["antiword", "-m", "UTF-8.txt", "-w", "0", path.resolve()], _SECONDS, limits.unpacked_bytes)
    return _with_tabs(printed.decode("utf-8", errors="replace")) if printed is not None else None


def _by_libreoffice(path: Path, limits: Limits) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        # A profile of its own, since one that another LibreOffice holds would refuse us.
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        command += ["txt:Text (encoded):UTF8", "--outdir", folder, str(path.resolve())]
        output(command, _SECONDS, 0)
        for made in Path(folder).glob("*.txt"):
            with made.open("rb") as stream:
                # A line is a paragraph.
                return stream.read(limits.unpacked_bytes).decode("utf-8-sig", errors="replace").replace("\n", "\n\n")
    return None


def _with_tabs(text: str) -> str:
    """antiword draws tables with bars."""
    return _ROW.sub(lambda row: "\t".join(cell.strip() for cell in row[1].split("|")), text)


_READERS = {"antiword": _by_antiword, "soffice": _by_libreoffice}


def _pages(text: str) -> list[str]:
    pages = [page for page in text.split("\f") if page.strip()]
    return pages if len(pages) > 1 else sections(_paragraphs(text))


def _paragraphs(text: str) -> list[str]:
    return paragraphs_of(text.replace("\r\n", "\n"))
