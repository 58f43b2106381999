"""Arabic that a PDF holds as it looks, from left to right: told by how its words begin and end, and turned round."""

import re
import unicodedata

_WORD = re.compile(r"[\u0620-\u064A\uFB50-\uFDFF\uFE70-\uFEFC]{3,}")
_ARTICLE = "ال"
_TURNED_ARTICLE = "لا"
_LAST_LETTERS = ("ة", "ى")  # They end words, and begin none.
_FEWEST = 3
# Numbers, Latin words and what joins them run from left to right in any line.
_RUN = r"[0-9A-Za-z\u00C0-\u024F\u0660-\u0669]+"
_LEFT_TO_RIGHT = re.compile(rf"{_RUN}(?:[ .,:/%@&+\-–]+{_RUN})*")
_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
_BRACKETS = re.compile(r"[()\[\]{}<>«»‹›]")
_MIRRORED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)


def is_turned(text: str) -> bool:
    """Whether most words that can tell stand the wrong way round."""
    turned = straight = 0
    for word in _WORD.findall(text):
        plain = unicodedata.normalize("NFKC", word)
        straight += plain.startswith(_ARTICLE) + plain.endswith(_LAST_LETTERS)
        turned += plain.endswith(_TURNED_ARTICLE) + plain.startswith(_LAST_LETTERS)
    return turned >= _FEWEST and turned > 2 * straight


def turned(text: str) -> str:
    """Each line from its end to its beginning, but numbers and Latin words as they were."""
    lines = [line[::-1] for line in text.split("\n")]
    # Some programs name a bracket by its shape, others by what it does: only the first must be mirrored.
    if _closes_before_it_opens("\n".join(lines)):
        lines = [line.translate(_MIRRORED) for line in lines]
    return "\n".join(_LEFT_TO_RIGHT.sub(lambda run: run[0][::-1], line) for line in lines)


def _closes_before_it_opens(text: str) -> bool:
    """Whether more brackets face away from each other than towards each other."""
    found = _BRACKETS.findall(text)
    pairs = [(first in _CLOSING, second in _CLOSING) for first, second in zip(found[::2], found[1::2], strict=False)]
    return pairs.count((True, False)) > pairs.count((False, True))
