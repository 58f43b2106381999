"""A mail taken apart: the files that came with it, and its own text; by the standard library's parser."""

import email
import email.policy
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from bs4 import BeautifulSoup

from repository.errors import Unsupported

_MOST_PARTS = 500


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail."""

    name: str
    content: bytes


def parsed(stream: BinaryIO) -> EmailMessage:
    """The message of a stream; the parser takes anything but what is nested to exhaust it: that is Unsupported."""
    try:
        message = email.message_from_binary_file(stream, policy=email.policy.default)
        assert isinstance(message, EmailMessage)  # noqa: S101 - the default policy makes no other.
        for part in islice(message.walk(), _MOST_PARTS):
            _file_name(part)
    except RecursionError as error:
        raise Unsupported(
            "This mail is nested more deeply than any mail is. Send the documents in it by themselves."
        ) from error
    return message


def attachments(message: EmailMessage) -> Iterator[Attachment]:
    """Files that came with a message, those of forwarded messages too; pictures of a signature are inline."""
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return
        if part.is_multipart() or not (name := _file_name(part)):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield Attachment(name, content)


@contextmanager
def unpacked(attachment: Attachment) -> Iterator[Path]:
    """An attachment as a file, while the context lasts."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(attachment.content)
        file.flush()
        yield Path(file.name)


@contextmanager
def attached(path: Path, number: int) -> Iterator[Path]:
    """One attachment of a mail as a file, while the context lasts; counted from 1."""
    with path.open("rb") as stream:
        message = parsed(stream)
    with unpacked(next(islice(attachments(message), number - 1, None))) as found:
        yield found


def subject(message: EmailMessage) -> str:
    """The subject, on one line."""
    try:
        return " ".join(str(message.get("Subject", "")).split())
    except (MessageError, ValueError, IndexError, LookupError):  # Broken encoded words.
        return ""


def body(message: EmailMessage) -> str:
    """The message's own words, from its plain part or else its HTML."""
    try:
        part = message.get_body(("plain", "html"))
        content = str(part.get_content()) if part is not None else ""
    except (MessageError, KeyError, ValueError, LookupError, AttributeError):
        return ""
    if part is not None and part.get_content_type() == "text/html":
        return BeautifulSoup(content, "lxml").get_text("\n")
    return content


def _file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except (MessageError, ValueError, IndexError, LookupError):
        return ""
