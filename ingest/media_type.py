"""What kind of file some bytes are: told by their content, never by the name alone."""

import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO

import olefile
from charset_normalizer import from_bytes

from repository.errors import Unsupported

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
HTML = "text/html"
TEXT = "text/plain"
DOC = "application/msword"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EML = "message/rfc822"
ZIP = "application/zip"
READABLE = "PDF, DOCX, DOC, ODT, RTF, PPTX, HTML or plain text"

_HEAD = 8192
_PDF_WITHIN = 1024
# What begins with these bytes is recognised, and not read here.
_OTHERS = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"), (b"BM", "a bitmap image"), (b"RIFF", "a media file"), (b"ID3", "a sound file"),
    (b"MZ", "a Windows program"), (b"\x7fELF", "a program"), (b"\xca\xfe\xba\xbe", "a program"), (b"#!", "a script"),
    (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7-Zip archive"), (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an XZ archive"), (b"SQLite format", "a database"), (b"%!PS", "a PostScript file"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "WordDocument": DOC,
    "Workbook": "an old Excel table (.xls)",
    "Book": "an old Excel table (.xls)",
    "PowerPoint Document": "an old PowerPoint file (.ppt)",
    "__properties_version1.0": "an Outlook message (.msg)",
    "EncryptedPackage": "a file protected by a password; remove the password first",
}
_PACKED = {
    "xl/": "an Excel table (.xlsx)", "META-INF/container.xml": "an e-book (.epub)",
    "AndroidManifest.xml": "an app",
}  # fmt: skip
_PACKED_SUFFIXES = (".docx", ".odt", ".pptx", ".xlsx")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|h1|article|main|div|p|table|meta)\b", re.IGNORECASE)
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# A letter in plain text may begin with From and Subject too; these lines only mail programs write.
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")
_MAIL_MARKS = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):", re.MULTILINE | re.IGNORECASE
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01


def media_type_of(stream: BinaryIO, filename: str) -> str:
    """The media type of a seekable stream, or Unsupported with a sentence that names what the file is.

    Reads the first bytes, and of a zip file its directory; leaves the stream at its beginning.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    try:
        return _by_head(head, stream, PurePath(filename).suffix.lower())
    finally:
        stream.seek(0)


def may_hold_files(head: bytes, filename: str) -> bool:
    """Whether telling the type takes more than the first bytes: packed files, old Office files, and mails."""
    return head.startswith((b"PK", _OLE)) or (
        _is_text(head[:_HEAD]) and _is_mail(head, PurePath(filename).suffix.lower())
    )


def _by_head(head: bytes, stream: BinaryIO, suffix: str) -> str:
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    if head.startswith(b"PK"):
        return _packed(stream, suffix)
    if head.lstrip()[:5] == b"{\\rtf":
        return RTF
    if head.startswith(_OLE):
        return _compound(stream)
    for start, kind in _OTHERS:
        if head.startswith(start):
            raise _unsupported(kind)
    if not _is_text(head):
        raise _not_recognised(suffix)
    if _is_mail(head, suffix):
        return EML
    return HTML if _is_markup(head, suffix) else TEXT


def _compound(stream: BinaryIO) -> str:
    """Old Office files are folders of streams; which streams there are tells the program."""
    stream.seek(0)
    try:
        with olefile.OleFileIO(stream) as folder:
            kind = next((kind for name, kind in _OLE_STREAMS.items() if folder.exists(name)), "an old Office file")
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError, RecursionError):
        kind = "a damaged old Office file"
    if kind != DOC:
        raise _unsupported(kind)
    return kind


def _is_mail(head: bytes, suffix: str) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return _MAIL.match(text) is not None and (suffix == ".eml" or _MAIL_MARKS.search(text) is not None)


def _packed(stream: BinaryIO, suffix: str) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype").decode("ascii", "replace") if _small(archive, "mimetype") else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise _unsupported("a damaged zip file or Word document") from None
    if "word/document.xml" in names:
        return DOCX
    if "ppt/presentation.xml" in names:
        return PPTX
    if kind.startswith(ODT):
        return ODT
    for beginning, what in _PACKED.items():
        if any(name.startswith(beginning) for name in names):
            raise _unsupported(what)
    if kind:
        raise _unsupported(f"a file of the kind {kind[:60]}")
    if suffix in _PACKED_SUFFIXES:
        raise _unsupported(f"a ZIP archive that is named {suffix} and is no such document")
    return ZIP


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 200


def _is_text(head: bytes) -> bool:
    if head.startswith(_TEXT_MARKS):
        return True
    if len(_CONTROLS.findall(head)) > _MOST_CONTROLS * len(head):
        return False
    try:
        head[: max(0, len(head) - 4)].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 8 or from_bytes(head).best() is not None
    return True


def _is_markup(head: bytes, suffix: str) -> bool:
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if suffix in (".html", ".htm", ".xhtml"):
        return _MARKUP.search(plain) is not None
    return plain.startswith(b"<") and _MARKUP.search(plain) is not None


def _unsupported(kind: str) -> Unsupported:
    return Unsupported(
        f"This is {kind}, which is not read here. Save it as {READABLE} and send that. Nothing was kept."
    )


def _not_recognised(suffix: str) -> Unsupported:
    named = f" although its name ends in {suffix}" if suffix else ""
    return Unsupported(f"This is not a document that is read here{named}. Send {READABLE}. Nothing was kept.")
