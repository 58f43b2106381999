"""Long texts without pages, broken into sections: a "page" of such a file is a section of about 3,000 characters."""

import re
from collections.abc import Iterable

SECTION_CHARACTERS = 3000
_LONGEST_SECTION = 2 * SECTION_CHARACTERS
_SENTENCE_END = re.compile(r"[.!?؟。]\s+")


def sections(paragraphs: Iterable[str]) -> list[str]:
    """Join paragraphs into sections that end where a paragraph ends."""
    parts: list[str] = []
    current: list[str] = []
    size = 0
    for paragraph in _bounded(paragraphs):
        if current and size + len(paragraph) > SECTION_CHARACTERS:
            parts.append("\n\n".join(current))
            current, size = [], 0
        current.append(paragraph)
        size += len(paragraph)
    if current:
        parts.append("\n\n".join(current))
    return parts


def paragraphs_of(text: str) -> list[str]:
    """Paragraphs of a plain text: parted by blank lines, or else by line ends where lines are long."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text)]
    return [block for block in blocks if block.strip()]


def _bounded(paragraphs: Iterable[str]) -> Iterable[str]:
    """Paragraphs, the endless ones cut at the end of a line or sentence, or where they reach the limit."""
    for paragraph in paragraphs:
        start = 0
        while len(paragraph) - start > _LONGEST_SECTION:
            end = start + _cut(paragraph[start : start + SECTION_CHARACTERS])
            yield paragraph[start:end].strip()
            start = end
        if rest := paragraph[start:].strip("\n"):
            yield rest


def _cut(head: str) -> int:
    line = head.rfind("\n")
    if line > SECTION_CHARACTERS // 2:
        return line
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    space = head.rfind(" ")
    return ends[-1] if ends and ends[-1] > SECTION_CHARACTERS // 2 else space if space > 0 else SECTION_CHARACTERS
