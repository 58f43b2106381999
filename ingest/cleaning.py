"""Text cleaned once, before anything reads it: what databases refuse and what hides words from search."""

import re
import unicodedata

_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c]")
_UNWANTED = re.compile(
    # Controls, zero-width and direction marks, byte order marks, lone surrogates and non-characters.
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# Ligatures and the shapes that Arabic letters take in print; NFKC on all text would also turn ² into 2.
_SHAPES = re.compile(r"[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+")
_SOFT_HYPHEN_BREAK = re.compile("\u00ad[ \t]*\n[ \t]*")
_HYPHEN_BREAK = re.compile(r"(?<=[^\W\d_]{2})[-\u2010][ \t]*\n[ \t]*(?=[^\W\d_]{2})")
_COMPOUND_FIRST = {
    "co",
    "non",
    "inter",
    "intra",
    "euro",
    "socio",
    "anti",
    "multi",
    "sub",
    "semi",
    "pan",
    "vice",
    "self",
    "well",
    "sous",
}
# A heading set with wide letters: "R E P O R T", "D E C L A R A Ç Ã O   D E   L I M A".
_SPACED_OUT = re.compile(r"(?<!\S)[^\W\d_](?: {1,4}[^\W\d_]){4,}(?!\S)")
_FEWEST_LETTERS = 4
_TRAILING = re.compile(r"[ \t]+(?=\n|\Z)")
_RUNS = re.compile(r" {2,}")
_BLANKS = re.compile(r"\n{3,}")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")


def clean(text: str) -> str:
    """One page, cleaned; paragraphs stay parted by blank lines."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
        .replace("\x85", "\n")
    )
    text = _UNWANTED.sub("", _SPACES.sub(" ", text))
    text = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = unicodedata.normalize("NFC", text)
    text = _SOFT_HYPHEN_BREAK.sub("", text).replace("\u00ad", "")
    text = _SPACED_OUT.sub(_set_close, _TRAILING.sub("", _rejoined(text)))
    return _BLANKS.sub("\n\n", _RUNS.sub(" ", text)).strip()


def _set_close(match: re.Match[str]) -> str:
    """Words of wide letters, whole again; crosses in a table are none."""
    if not match[0].isupper() or len(set(match[0]) - {" "}) < _FEWEST_LETTERS:
        return match[0]
    return " ".join(word.replace(" ", "") for word in re.split(r" {2,}", match[0]))


def _rejoined(text: str) -> str:
    """Words that were divided at the end of a line, whole again."""
    parts: list[str] = []
    position = 0
    for match in _HYPHEN_BREAK.finditer(text):
        if not text[match.end()].islower():
            continue
        parts.append(text[position : match.start()])
        word = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
        # "co-" at the end of a line is as likely a compound's own hyphen as a division.
        parts.append("-" if word and word[0].lower() in _COMPOUND_FIRST else "")
        position = match.end()
    parts.append(text[position:])
    return "".join(parts)
