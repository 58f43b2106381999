"""XML that is always legal, whatever characters a title or a request holds."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from fastapi import Response
from lxml import etree

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA_LOCATION = f"{{{XSI}}}schemaLocation"

# What XML 1.0 refuses, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_legal(text: str) -> bool:
    """Whether XML can hold the text as it is."""
    return _ILLEGAL.search(text) is None


def root(namespace: str, name: str, prefixes: Mapping[str | None, str] | None = None) -> etree._Element:
    """A root element; its namespace is the default one unless `prefixes` say otherwise."""
    return etree.Element(f"{{{namespace}}}{name}", nsmap=dict(prefixes) if prefixes else {None: namespace})


def child(
    parent: etree._Element, name: str, text: str | None = None, attributes: Mapping[str, str] | None = None
) -> etree._Element:
    """A new last child; a name without a namespace stands in its parent's."""
    space = etree.QName(parent).namespace
    element = etree.SubElement(parent, name if name.startswith("{") else f"{{{space}}}{name}")
    for key, value in (attributes or {}).items():
        element.set(key, _legal(value))
    element.text = None if text is None else _legal(text)
    return element


def seconds(moment: datetime) -> str:
    """A moment in UTC to the second: 2016-11-03T09:30:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(
    element: etree._Element | etree._ElementTree, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The document as a response."""
    content = etree.tostring(element, xml_declaration=True, encoding="UTF-8")
    return Response(content, media_type=media_type, headers=dict(headers or {}))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
