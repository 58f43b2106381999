"""Web pages: the text as blocks, without scripts and styles."""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from ingest.extracted import Extracted, Hints, RawPage
from ingest.extractors.sections import sections
from ingest.extractors.text import decode
from ingest.limits import Limits

_DROPPED = {"script", "style", "noscript", "template", "svg", "iframe", "object", "head", "nav", "button", "select"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre",
    "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_CELLS = {"td", "th"}
_DEEPEST = 400


def extract(path: Path, limits: Limits) -> Extracted:
    """Blocks in document order, in sections."""
    with path.open("rb") as stream:
        data = stream.read(limits.characters)
    soup = BeautifulSoup(_markup(data), "lxml")
    blocks = [block for block in _blocks(soup) if block]
    return Extracted(tuple(RawPage(text) for text in sections(blocks)), _hints(soup))


def _markup(data: bytes) -> bytes | str:
    # A declared encoding is lxml's to follow; without one, the bytes have to tell.
    head = data[:2048].lower()
    return data if b"charset" in head or b"encoding=" in head else decode(data)


def _hints(soup: BeautifulSoup) -> Hints:
    root = soup.find("html")
    language = root.get("lang") if isinstance(root, Tag) else None
    title = soup.title.get_text(" ", strip=True) if soup.title else None
    headlines = tuple(" ".join(tag.get_text(" ").split()) for tag in soup.find_all("h1")[:3])
    return Hints(title or None, language if isinstance(language, str) else None, headlines)


def _blocks(soup: BeautifulSoup) -> list[str]:
    lines = "".join(_pieces(soup)).split("\n")
    return [_collapsed(line).strip(" \t") for line in lines]


def _collapsed(line: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in line.split("\t"))


def _pieces(soup: BeautifulSoup) -> Iterator[str]:
    """Text and breaks in document order; walked without recursion, since hostile pages nest deeply."""
    stack: list[Tag | str] = [soup]
    while stack:
        item = stack.pop()
        if not isinstance(item, Tag):
            yield item
        elif item.name not in _DROPPED and len(stack) < _DEEPEST * 1000:
            stack.extend(reversed(list(_parts(item))))


def _parts(tag: Tag) -> Iterator[Tag | str]:
    edge = "\n" if tag.name in _BLOCKS or tag.name == "br" else ""
    yield edge
    for child in tag.children:
        if isinstance(child, Tag):
            yield child
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield " ".join(f".{child}.".split())[1:-1]
    yield "\t" if tag.name in _CELLS else edge
