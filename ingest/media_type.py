"""What kind of file some bytes are: told by their content, never by the name alone."""

import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO

import olefile
from charset_normalizer import from_bytes

from repository.errors import Unsupported
from repository.said import Said, said

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
READABLE = said("PDF, DOCX, DOC, ODT, RTF, PPTX, HTML or plain text")

_HEAD = 8192
_PDF_WITHIN = 1024
# What begins with these bytes is recognised, and not read here.
_OTHERS = (
    (b"\x89PNG", said("a PNG image")),
    (b"\xff\xd8\xff", said("a JPEG image")),
    (b"GIF8", said("a GIF image")),
    (b"II*\x00", said("a TIFF image")),
    (b"MM\x00*", said("a TIFF image")),
    (b"BM", said("a bitmap image")),
    (b"RIFF", said("a media file")),
    (b"ID3", said("a sound file")),
    (b"MZ", said("a Windows program")),
    (b"\x7fELF", said("a program")),
    (b"\xca\xfe\xba\xbe", said("a program")),
    (b"#!", said("a script")),
    (b"Rar!", said("a RAR archive")),
    (b"7z\xbc\xaf", said("a 7-Zip archive")),
    (b"\x1f\x8b", said("a gzip archive")),
    (b"BZh", said("a bzip2 archive")),
    (b"\xfd7zXZ", said("an XZ archive")),
    (b"SQLite format", said("a database")),
    (b"%!PS", said("a PostScript file")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "Workbook": said("an old Excel table (.xls)"),
    "Book": said("an old Excel table (.xls)"),
    "PowerPoint Document": said("an old PowerPoint file (.ppt)"),
    "__properties_version1.0": said("an Outlook message (.msg)"),
    "EncryptedPackage": said("a file protected by a password; remove the password first"),
}
_PACKED = {
    "xl/": said("an Excel table (.xlsx)"),
    "META-INF/container.xml": said("an e-book (.epub)"),
    "AndroidManifest.xml": said("an app"),
}
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
            if folder.exists("WordDocument"):
                return DOC
            kinds = (kind for name, kind in _OLE_STREAMS.items() if folder.exists(name))
            kind = next(kinds, said("an old Office file"))
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError, RecursionError):
        kind = said("a damaged old Office file")
    raise _unsupported(kind)


def _is_mail(head: bytes, suffix: str) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return _MAIL.match(text) is not None and (suffix == ".eml" or _MAIL_MARKS.search(text) is not None)


def _packed(stream: BinaryIO, suffix: str) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype").decode("ascii", "replace") if _small(archive, "mimetype") else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise _unsupported(said("a damaged zip file or Word document")) from None
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
        raise _unsupported(said("a file of the kind %(kind)s", kind=kind[:60]))
    if suffix in _PACKED_SUFFIXES:
        raise _unsupported(said("a ZIP archive that is named %(suffix)s and is no such document", suffix=suffix))
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


def _unsupported(kind: Said) -> Unsupported:
    return Unsupported(
        "This is %(kind)s, which is not read here. Save it as %(readable)s and send that. Nothing was kept.",
        kind=kind,
        readable=READABLE,
    )


def _not_recognised(suffix: str) -> Unsupported:
    if not suffix:
        return Unsupported(
            "This is not a document that is read here. Send %(readable)s. Nothing was kept.", readable=READABLE
        )
    return Unsupported(
        "This is not a document that is read here although its name ends in %(suffix)s. Send %(readable)s. "
        "Nothing was kept.",
        suffix=suffix,
        readable=READABLE,
    )
