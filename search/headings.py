"""Headings of a page, told by their look: a short line that nothing continues, in capitals, numbered or set apart."""

import re
from collections.abc import Iterator

# Longer lines are sentences, or the beginnings of some.
_LONGEST, _MOST_WORDS = 110, 14
_FEWEST_LETTERS = 3
# So much of a line's letters in capitals make it a heading wherever it stands.
_CAPITALS = 0.7
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVXLC]{1,6}[.)]|[^\W\d_][.)])\s+(?=\S)")
# What ends a sentence, a clause or a cut word ends no heading; nor does the leader of a table of contents.
_ENDS = tuple(".,;:!،؛-–…\u00ad")


def headings(text: str) -> Iterator[str]:
    """The headings of a page, in order."""
    lines = [line.strip() for line in text.split("\n")]
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if 0 < len(line) <= _LONGEST and not line.endswith(_ENDS) and _is_heading(before, line, after):
            yield line


def _is_heading(before: str, line: str, after: str) -> bool:
    number = _NUMBER.match(line)
    said = line[number.end() :] if number else line
    letters = [character for character in said if character.isalpha()]
    if len(letters) < _FEWEST_LETTERS or len(said.split()) > _MOST_WORDS or said[0].islower() or _continues(after):
        return False
    capitals = sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)
    return capitals or (not before and (number is not None or not after))


def _continues(after: str) -> bool:
    """Whether a line goes on with what the one before it began; scripts without capitals do not tell."""
    return after[:1].isalpha() and not after[0].isupper()
