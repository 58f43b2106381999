"""Packed formats (DOCX, ODT, PPTX): checked against bombs before anything is unpacked, their XML read safely."""

import lzma
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from ingest.limits import Limits
from repository.errors import Unreadable

_MOST_MEMBERS = 10_000
_PARSER_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
# Office writes the same elements under other names where "Strict Open XML" is chosen.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_DAMAGE = (
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)


class Archive:
    """A zip file whose members, taken together, stay within the limits."""

    def __init__(self, path: Path, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise Unreadable(
                "The file is damaged: its packing cannot be opened. Save it again and send it anew."
            ) from error
        members = self._zip.infolist()
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > limits.unpacked_bytes:
            raise Unreadable(
                "The file would unpack to more than %(megabytes)s MB or %(most)s parts, so it was not opened. "
                "Save the text as a new file and send that.",
                megabytes=round(limits.unpacked_bytes / 1_000_000),
                most=_MOST_MEMBERS,
            )
        if any(member.flag_bits & 1 for member in members):
            raise Unreadable("The file is protected by a password. Remove the password and upload it again.")
        self._sizes = {member.filename: member.file_size for member in members}

    def names(self) -> list[str]:
        """Names of the members."""
        return list(self._sizes)

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML member; None where there is no such member."""
        if name not in self._sizes:
            return None
        try:
            # The directory may lie about sizes; no more is read than it declared.
            with self._zip.open(name) as member:
                data = member.read(self._sizes[name])
            return etree.fromstring(_transitional(data), etree.XMLParser(**_PARSER_OPTIONS))
        except _DAMAGE as error:
            raise Unreadable(
                "The file is damaged: its part %(name)s cannot be read. Save it again and send it anew.",
                name=name,
            ) from error

    def content(self, name: str, most: int) -> bytes:
        """The bytes of a member; raises Unreadable where it is missing, damaged, or larger than `most`."""
        if self._sizes.get(name, most + 1) > most:
            raise Unreadable("The file has no part %(name)s, or it is too large.", name=name)
        try:
            with self._zip.open(name) as member:
                return member.read(self._sizes[name])
        except _DAMAGE as error:
            raise Unreadable("The file is damaged: its part %(name)s cannot be read.", name=name) from error

    def optional_xml(self, name: str) -> etree._Element | None:
        """The root of a member that the text can do without; None where it is missing or damaged."""
        try:
            return self.xml(name)
        except Unreadable:
            return None


def _transitional(data: bytes) -> bytes:
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    return data
