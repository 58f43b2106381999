"""Passages that show why: the words that fired, with some text around them."""

from repository.reading import Evidence

_CONTEXT = 160


def passage(text: str, page: int, start: int, end: int, rule: str) -> Evidence:
    """Evidence for the words at `start` to `end` of a page's text."""
    return Evidence(page, start, end, _around(text, start, end), rule)


def beside_text(text: str, rule: str) -> Evidence:
    """Evidence that is not page text, such as a file name."""
    return Evidence(1, 0, 0, text, rule)


def _around(text: str, start: int, end: int) -> str:
    room = max(0, _CONTEXT - (end - start)) // 2
    left, right = max(0, start - room), min(len(text), end + room)
    while left > 0 and not text[left - 1].isspace() and left < start:
        left += 1
    while right < len(text) and not text[right].isspace() and right > end:
        right -= 1
    return " ".join(text[left:right].split())
