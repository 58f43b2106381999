"""The words, phrases and signs of a query text, mended so that what follows can rely on them."""

import re
import unicodedata
from dataclasses import dataclass

from repository.said import said
from search.analysis import forms, tokens

# What may stand before a colon; anything else is words.
KEYS = (
    "iscm",
    "mention",
    "type",
    "year",
    "language",
    "element",
    "theme",
    "objective",
    "title",
    "level",
    "region",
    "state",
    "meeting_level",
)
TITLE_KEY = "title"
MOST_CLAUSES = 64
DEEPEST = 20
SHORTEST_PREFIX = 2
# Words that may stand among those of a loose phrase: at most, and where the reader gives no number.
LARGEST_DISTANCE = 50
DEFAULT_DISTANCE = 5

_QUOTES = '"“”„‟«»＂'
_ITEM = re.compile(
    rf"""
      (?P<space>\s+)
    | [{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<close>[{_QUOTES}]?)(?:~(?P<distance>[0-9]*))?
    | (?P<open>\() | (?P<shut>\))
    | (?P<minus>-(?=[^\s)]))
    | (?P<word>[^\s(){_QUOTES}]+)
    """,
    re.VERBOSE,
)
_KEYED = re.compile(r"^[\W_]*(?P<key>[^\W_]+(?:_[^\W_]+)*):(?P<value>.*)$", re.DOTALL)
_OPERATORS = {"OR": "OR", "NOT": "-", "AND": ""}

_LEAVES = ("word", "phrase", "prefix")


@dataclass(frozen=True, slots=True)
class Item:
    """One sign or leaf; `key` is the field it is about, or empty; a `distance` makes a phrase loose."""

    kind: str
    text: str = ""
    key: str = ""
    distance: int | None = None


def read_items(text: str, characters: int) -> tuple[list[Item], list[str]]:
    """Items with balanced parentheses and a bounded number of leaves, and what had to be mended for that."""
    ignored: list[str] = []
    if len(text) > characters:
        ignored.append(
            said("Only the first %(characters)s characters of the query were read.", characters=str(characters))
        )
    items = _Lexer(_printable(text[:characters]), ignored).items()
    return _tidied(_balanced(_bounded(items, ignored), ignored)), ignored


def _printable(text: str) -> str:
    """Control characters and lone surrogates are spaces."""
    return "".join(" " if unicodedata.category(character) in ("Cc", "Cs") else character for character in text)


class _Lexer:
    def __init__(self, text: str, ignored: list[str]) -> None:
        self._text = text
        self._ignored = ignored
        self._items: list[Item] = []
        # A key whose value is the phrase that follows at once: title:"...".
        self._key = ""

    def items(self) -> list[Item]:
        for match in _ITEM.finditer(self._text):
            kind = "phrase" if match["phrase"] is not None else match.lastgroup
            if kind != "phrase":
                self._settle_key()
            getattr(self, f"_{kind}")(match)
        self._settle_key()
        return self._items

    def _space(self, match: re.Match[str]) -> None:
        pass

    def _open(self, match: re.Match[str]) -> None:
        self._items.append(Item("("))

    def _shut(self, match: re.Match[str]) -> None:
        self._items.append(Item(")"))

    def _minus(self, match: re.Match[str]) -> None:
        self._items.append(Item("-"))

    def _phrase(self, match: re.Match[str]) -> None:
        if not match["close"]:
            self._ignored.append(said("A quotation mark was not closed; the phrase was read to the end of the query."))
        self._leaf("phrase", match["phrase"], self._key, self._distance(match["distance"]))
        self._key = ""

    def _distance(self, digits: str | None) -> int | None:
        """The words that a loose phrase allows in between; nothing for a phrase that is not loose."""
        if digits is None or (self._key and self._key != TITLE_KEY):
            return None
        distance = int(digits[:9] or DEFAULT_DISTANCE)
        if distance > LARGEST_DISTANCE:
            self._ignored.append(
                said("At most %(most)s words can stand among those of a loose phrase.", most=LARGEST_DISTANCE)
            )
        return min(distance, LARGEST_DISTANCE)

    def _word(self, match: re.Match[str]) -> None:
        word = match["word"]
        keyed = _KEYED.match(word)
        if not keyed:
            self._plain(word)
        elif (key := keyed["key"].casefold()) not in KEYS:
            if key.replace("_", "").isalpha():
                self._ignored.append(
                    said(
                        "“%(key)s:” is not a field; it was read as words. Fields are: %(fields)s.",
                        key=key,
                        fields=KEYS,
                    )
                )
            self._plain(word)
        elif not keyed["value"]:
            self._key = key
        else:
            self._plain(keyed["value"], key)

    def _plain(self, word: str, key: str = "") -> None:
        stripped = _stripped(word)
        if not key and stripped in _OPERATORS and not _is_prefix(word):
            if sign := _OPERATORS[stripped]:
                self._items.append(Item(sign))
            return
        self._leaf("prefix" if _is_prefix(word) else "word", word, key)

    def _leaf(self, kind: str, text: str, key: str = "", distance: int | None = None) -> None:
        stripped = _stripped(text)
        if not stripped:
            self._nothing_in(text, key)
            return
        if kind == "word" and not key and stripped in _OPERATORS:
            return
        if kind == "prefix":
            self._prefix(stripped, key)
        else:
            self._items.append(Item(kind, " ".join(stripped.split()), key, distance))

    def _prefix(self, text: str, key: str) -> None:
        *before, last = tokens(text)
        if before:
            self._leaf("word", text[: before[-1].end], key)
        if len(last.form) >= SHORTEST_PREFIX:
            self._items.append(Item("prefix", text[last.start : last.end], key))
            return
        self._ignored.append(said("“%(form)s*” is too short to be completed; it was read as a word.", form=last.form))
        self._leaf("word", text[last.start : last.end], key)

    def _nothing_in(self, text: str, key: str) -> None:
        # Punctuation alone is nothing anyone looks for; a sign that is not ASCII may be.
        if key or not text.isascii():
            self._ignored.append(
                said(
                    "“%(text)s” holds no letters or digits; it was left out.",
                    text=f"{key}:{text.strip()[:40]}" if key else text.strip()[:40],
                )
            )

    def _settle_key(self) -> None:
        if self._key:
            self._ignored.append(
                said(
                    "“%(key)s:” needs a word or a phrase right behind it; it was read as a word.",
                    key=self._key,
                )
            )
            self._leaf("word", self._key)
            self._key = ""


def _stripped(text: str) -> str:
    """From the first letter or digit to the last."""
    found = list(tokens(text))
    return text[found[0].start : found[-1].end] if found else ""


def _is_prefix(word: str) -> bool:
    return word.rstrip(".,;:!?'’").endswith("*") and bool(forms(word))


def _bounded(items: list[Item], ignored: list[str]) -> list[Item]:
    """At most so many leaves."""
    leaves = 0
    kept: list[Item] = []
    for item in items:
        leaves += item.kind in _LEAVES
        if item.kind not in _LEAVES or leaves <= MOST_CLAUSES:
            kept.append(item)
    if leaves > MOST_CLAUSES:
        ignored.append(said("Only the first %(most)s words and phrases of the query were read.", most=MOST_CLAUSES))
    return kept


def _balanced(items: list[Item], ignored: list[str]) -> list[Item]:
    """Every parenthesis has its other half, and none is deeper than can be read."""
    kept: list[Item] = []
    open_ones: list[bool] = []
    faults = False
    for item in items:
        if item.kind == "(":
            open_ones.append(len(open_ones) < DEEPEST)
            faults |= not open_ones[-1]
            kept += [item] if open_ones[-1] else []
        elif item.kind == ")":
            faults |= not open_ones
            kept += [item] if open_ones and open_ones.pop() else []
        else:
            kept.append(item)
    if open_ones or faults:
        ignored.append(said("The parentheses did not match or were too deep; those left over were left out."))
    return kept + [Item(")")] * sum(open_ones)


def _tidied(items: list[Item]) -> list[Item]:
    """An OR has something before it, and no minus stands before another: reading needs no depth for them."""
    kept: list[Item] = []
    for item in items:
        last = kept[-1].kind if kept else ""
        if item.kind == "-" and last == "-":
            kept.pop()
        elif item.kind != "OR" or last in (*_LEAVES, ")"):
            kept.append(item)
    return kept
