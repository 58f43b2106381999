"""The sources of the sample documents: front matter, title block and pages of Markdown."""

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

FORMATS = {".pdf", ".docx", ".html"}
LAYOUTS = {"letterhead", "plain", "minutes", "two-column"}
ENGLISH_MARK = "Illustrative sample, not an official text"
MARKS = {
    "en": ENGLISH_MARK,
    "fr": "Exemple illustratif, texte non officiel",
    "es": "Muestra ilustrativa, texto no oficial",
    "pt": "Amostra ilustrativa, texto não oficial",
    "ar": "نموذج توضيحي وليس نصا رسميا",
    "ru": "Иллюстративный образец, неофициальный текст",
}

_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_PAGE_BREAK = re.compile(r"^---page---[ \t]*$", re.MULTILINE)
# A longer paragraph after the title is the beginning of the text, not its place and date.
_LONGEST_PLACE_AND_DATE = 250


class BadSource(Exception):
    """A source cannot be built; the message names the file and says what to mend."""


@dataclass(frozen=True)
class Source:
    """One document version; `title_block` and `pages` are Markdown, pages being parted by forced breaks."""

    path: Path
    file: str
    process: tuple[str, ...]
    year: int
    language: str
    type: str
    layout: str
    header: str
    shows: str
    scan: bool
    title: str
    title_block: str
    pages: tuple[str, ...]

    @property
    def stem(self) -> str:
        return self.path.stem

    @property
    def format(self) -> str:
        return Path(self.file).suffix

    @property
    def right_to_left(self) -> bool:
        return self.language == "ar"

    @property
    def direction(self) -> str:
        return "rtl" if self.right_to_left else "ltr"

    @property
    def marks(self) -> tuple[str, ...]:
        """The words that say this is a sample: in the document's language, then in English."""
        return tuple(dict.fromkeys((MARKS[self.language], ENGLISH_MARK)))


def markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def read_source(path: Path) -> Source:
    """Read one source file, or raise BadSource."""
    match = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
    if match is None:
        raise BadSource(f"{path.name}: begin the file with front matter between two lines of ---.")
    try:
        fields = yaml.safe_load(match["fields"])
    except yaml.YAMLError as error:
        raise BadSource(f"{path.name}: the front matter is not YAML ({error}).") from error
    first, *rest = _PAGE_BREAK.split(match["body"])
    title, block, text = _split_title_block(path, first)
    return _checked(_source(path, fields, title, block, (text, *rest)))


def _source(path: Path, fields: dict[str, Any], title: str, block: str, pages: tuple[str, ...]) -> Source:
    try:
        return Source(
            path=path,
            file=fields["file"],
            process=tuple(fields["process"]),
            year=int(fields["year"]),
            language=fields["language"],
            type=fields["type"],
            layout=fields["layout"],
            header=fields.get("header") or title,
            shows=fields["shows"],
            scan=bool(fields.get("scan", False)),
            title=title,
            title_block=block,
            pages=pages,
        )
    except KeyError as error:
        raise BadSource(f"{path.name}: add {error} to the front matter.") from error


def _checked(source: Source) -> Source:
    allowed = {
        "file": {source.path.stem + suffix for suffix in FORMATS},
        "layout": LAYOUTS,
        "language": set(MARKS),
    }
    for field, choices in allowed.items():
        value = getattr(source, field)
        if value not in choices:
            raise BadSource(f"{source.path.name}: {field} is {value!r}; write one of {', '.join(sorted(choices))}.")
    return source


def _split_title_block(path: Path, text: str) -> tuple[str, str, str]:
    """Part the first page after its place and date: (title, title block, text)."""
    tokens = markdown().parse(text)
    opening = next((i for i, token in enumerate(tokens) if token.markup == "#"), None)
    if opening is None:
        raise BadSource(f"{path.name}: add a title, a line that begins with '# '.")
    end = _end_of_title_block(tokens, opening)
    lines = text.splitlines(keepends=True)
    return tokens[opening + 1].content, "".join(lines[:end]), "".join(lines[end:])


def _end_of_title_block(tokens: list[Token], title: int) -> int:
    """Return the line after the place and date: the first short paragraph after the title with a year."""
    below = [
        (token.map[1], text.content)
        for token, text in pairwise(tokens[title + 2 :])
        if token.type == "paragraph_open" and token.level == 0 and token.map
    ]
    opening = list(takewhile(lambda paragraph: len(paragraph[1]) <= _LONGEST_PLACE_AND_DATE, below[:2]))
    dated = [line for line, text in opening if re.search(r"\d{4}", text)]
    undated = [line for line, _ in opening]
    heading = tokens[title].map
    return next(iter(dated + undated), heading[1] if heading else 0)
