"""Small real files for the tests, and the rules of the installed authority data."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.limits import Limits
from ingest.pipeline import read
from repository.authority import Authority
from repository.authority_files import load_authority
from repository.reading import Reading

# Tests of scans share the module that draws them.
sys.path.insert(0, str(Path(__file__).parent))

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def write_pdf(path: Path, pages: list[list[str]]) -> Path:
    """A plain PDF: each page a list of lines, those that begin with # in large type."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        drawn = "".join(
            f"BT /F1 {18 if line.startswith('#') else 11} Tf 60 {780 - 16 * row} Td "
            f"({_escaped(line.lstrip('# '))}) Tj ET\n"
            for row, line in enumerate(lines)
        )
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {number + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}endstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    path.write_bytes(_assembled(objects))
    return path


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects: list[str]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + content.encode("cp1252") + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return data + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def write_docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file of raw WordprocessingML; `parts` are further files, `footnotes="..."` for word/footnotes.xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        namespaces = f'xmlns:w="{W}" xmlns:mc="{MC}"'
        archive.writestr("word/document.xml", f"<w:document {namespaces}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def paragraph(text: str) -> str:
    """A paragraph of WordprocessingML."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


@pytest.fixture(scope="session")
def authority() -> Authority:
    return load_authority()


@pytest.fixture
def reading_of(tmp_path: Path, authority: Authority) -> Callable[..., Reading]:
    """Read a text as if it had been uploaded."""

    def read_text(text: str, filename: str = "upload.txt") -> Reading:
        path = tmp_path / "original"
        path.write_text(text, encoding="utf-8")
        return read(path, filename, authority, Limits())

    return read_text


def codes(reading: Reading, scheme: str, *, assigned: bool = True) -> list[str]:
    """Codes of a scheme's tags."""
    return sorted(tag.code for tag in reading.tags if tag.scheme == scheme and tag.assigned == assigned)


@pytest.fixture
def tags_of() -> Callable[..., list[str]]:
    return codes


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    return lambda *pages, name="made.pdf": write_pdf(tmp_path / name, list(pages))


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    return lambda body, name="made.docx", **parts: write_docx(tmp_path / name, body, **parts)


@pytest.fixture
def p() -> Callable[[str], str]:
    return paragraph
