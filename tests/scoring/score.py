"""The score: labelled texts read, and what was found against what a careful person wrote down, as a Markdown table."""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from ingest.extracted import Extracted, RawPage
from ingest.limits import Limits
from ingest.pipeline import understood
from repository.authority_files import load_authority
from repository.reading import Reading

TEXTS = Path(__file__).with_name("texts")
LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the truth about it; `is_held_out` texts are not looked at while rules are made."""

    id: str
    filename: str
    language: str
    text: str
    iscms: frozenset[str]
    mentions: frozenset[str]
    year: int | None
    date: str | None
    type: str | None
    elements: frozenset[str]

    @property
    def is_held_out(self) -> bool:
        """A third of the texts, chosen by nothing but their names."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 3 == 0


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules said of a text."""

    iscms: frozenset[str]
    mentions: frozenset[str]
    year: int | None
    date: str | None
    type: str | None
    language: str | None
    elements: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A text and what was said of it."""

    truth: Labelled
    said: Said


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, wrong and missing tags of one kind."""

    right: int
    wrong: int
    missing: int

    @property
    def precision(self) -> float:
        """How many of the tags are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """How many of the right tags were found."""
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = 2 * self.right + self.wrong + self.missing
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of a set of texts."""

    rows: tuple[Row, ...] = field(repr=False)

    def accuracy(self, field_name: str) -> float:
        """How many texts have exactly this field right."""
        right = sum(getattr(row.truth, field_name) == getattr(row.said, field_name) for row in self.rows)
        return right / len(self.rows) if self.rows else 1.0

    @property
    def claimed_strangers(self) -> int:
        """Texts of none of our processes that were given to one."""
        return sum(not row.truth.iscms and bool(row.said.iscms) for row in self.rows)

    @property
    def guessed_years(self) -> int:
        """Texts that print no year of their own and were given one."""
        return sum(row.truth.year is None and row.said.year is not None for row in self.rows)

    @property
    def elements(self) -> Counts:
        """All elements together (micro)."""
        return _counted(self.rows, lambda tags: tags)

    def element(self, letter: str) -> Counts:
        """One element."""
        return _counted(self.rows, lambda tags: tags & {letter})

    def of(self, keep: Callable[[Labelled], bool]) -> "Score":
        """The score of some of the texts."""
        return Score(tuple(row for row in self.rows if keep(row.truth)))


def labelled_texts(folder: Path = TEXTS) -> list[Labelled]:
    """The labelled set."""
    files = sorted(folder.glob("*.yaml"))
    return [_labelled(entry) for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]


def _labelled(entry: dict) -> Labelled:
    truth = entry["truth"]
    return Labelled(
        id=entry["id"],
        filename=entry["filename"],
        language=entry["language"],
        text=entry["text"],
        iscms=frozenset(truth["iscms"]),
        mentions=frozenset(truth["mentions"]),
        year=truth["year"],
        date=truth["date"],
        type=truth["type"],
        elements=frozenset(truth["elements"]),
    )


def score(texts: Iterable[Labelled]) -> Score:
    """Read every text and compare."""
    return Score(tuple(Row(text, said(read(text))) for text in texts))


def read(text: Labelled) -> Reading:
    """A text read as if a secretariat had sent it under its name."""
    pages = tuple(RawPage(page) for page in text.text.split("\f"))
    return understood(Extracted(pages), "text/plain", text.filename, load_authority(), Limits())


def said(reading: Reading) -> Said:
    """A reading in the words of the labels."""

    def codes(scheme: str) -> frozenset[str]:
        return frozenset(tag.code for tag in reading.tags if tag.scheme == scheme and tag.assigned)

    dates = reading.dates
    span = (dates.start if dates.start == dates.end else f"{dates.start}..{dates.end}") if dates else None
    return Said(
        iscms=codes("iscm"),
        mentions=codes("mention"),
        year=int(dates.start[:4]) if dates else None,
        date=span,
        type=reading.type.value if reading.type else None,
        language=reading.language.value if reading.language else None,
        elements=codes("element"),
    )


def _counted(rows: Sequence[Row], which: Callable[[frozenset[str]], frozenset[str]]) -> Counts:
    total: Counter[str] = Counter()
    for row in rows:
        truth, found = which(row.truth.elements), which(row.said.elements)
        total.update(right=len(truth & found), wrong=len(found - truth), missing=len(truth - found))
    return Counts(total["right"], total["wrong"], total["missing"])


def markdown(result: Score) -> str:
    """The figures as tables: whole set, the third held out, each language, each element."""
    parts = [("all", result), ("held out", result.of(lambda text: text.is_held_out))]
    parts += [(language, result.of(lambda text, code=language: text.language == code)) for language in LANGUAGES]
    lines = [
        "| texts | number | process | not ours, claimed | year | year guessed | type | language "
        "| element precision | recall | F1 |",
        "|---" * 11 + "|",
        *(_line(name, part) for name, part in parts),
        "",
        "| element | label | texts | precision | recall | F1 |",
        "|---" * 6 + "|",
        *(_element_line(element.letter, element.label, result) for element in load_authority().elements),
    ]
    return "\n".join(lines)


def _line(name: str, part: Score) -> str:
    tags = part.elements
    cells = [
        name,
        str(len(part.rows)),
        _percent(part.accuracy("iscms")),
        str(part.claimed_strangers),
        _percent(part.accuracy("year")),
        str(part.guessed_years),
        _percent(part.accuracy("type")),
        _percent(part.accuracy("language")),
        *(f"{figure:.2f}" for figure in (tags.precision, tags.recall, tags.f1)),
    ]
    return f"| {' | '.join(cells)} |"


def _element_line(letter: str, label: str, result: Score) -> str:
    counts = result.element(letter)
    figures = " | ".join(f"{figure:.2f}" for figure in (counts.precision, counts.recall, counts.f1))
    return f"| {letter} | {label} | {counts.right + counts.missing} | {figures} |"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def misses(result: Score) -> Iterable[str]:
    """What is wrong, one line for each text and field."""
    for row in result.rows:
        for name in ("iscms", "year", "type", "language", "elements"):
            truth, found = getattr(row.truth, name), getattr(row.said, name)
            if truth != found:
                yield f"{row.truth.id}: {name} is {_plain(truth)}, said {_plain(found)}"


def _plain(value: object) -> str:
    return ",".join(sorted(value)) or "-" if isinstance(value, frozenset) else str(value)


def main() -> None:
    """Print the tables, or with --misses what is wrong in the two thirds that rules are made on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what is wrong, the held-out texts left aside")
    options = parser.parse_args()
    result = score(labelled_texts())
    if options.misses:
        sys.stdout.writelines(f"{line}\n" for line in misses(result.of(lambda text: not text.is_held_out)))
    sys.stdout.write(markdown(result) + "\n")


if __name__ == "__main__":
    main()
