"""The score: labelled texts read, and what was found against what a careful person wrote down, as a Markdown table."""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import yaml

from ingest.extracted import Extracted, RawPage
from ingest.limits import Limits
from ingest.pipeline import understood
from repository.authority_files import SafeLoader, load_authority
from repository.reading import Reading


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some texts: shares that are right, and texts of others that were claimed."""

    texts: int
    process: float
    strangers: int
    year: float
    type: float
    language: float
    precision: float
    recall: float


TEXTS = Path(__file__).with_name("texts")
ROOT = TEXTS.parent.parent.parent
README, PAGE = ROOT / "README.md", ROOT / "web" / "score.json"
MARKED = re.compile(r"(?<=<!-- score -->\n).*?(?=<!-- /score -->)", re.DOTALL)
# What the rules reached when they met each set for the first time; the figures of the first set were measured on other
# texts of the same authors. Once rules are mended by a set, its figures say little: these are the honest ones.
FIRST_SEEN = {
    "first": Figures(34, 0.88, 2, 0.85, 0.94, 1.0, 0.93, 0.96),
    "second": Figures(60, 0.97, 0, 0.98, 0.92, 1.0, 0.97, 0.38),
    "third": Figures(60, 0.92, 2, 0.98, 0.85, 1.0, 0.80, 0.70),
    # By the rules before words that stand near each other could speak for an element.
    "fourth": Figures(60, 0.93, 1, 0.93, 0.93, 1.0, 0.74, 0.21),
    "fifth": Figures(48, 1.0, 0, 0.96, 0.94, 1.0, 0.71, 0.88),
    "sixth": Figures(42, 0.95, 0, 0.98, 1.0, 1.0, 0.68, 0.66),
    "seventh": Figures(36, 0.94, 0, 0.94, 0.94, 1.0, 0.93, 0.84),
}
LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the truth about it, and the set it belongs to: the folder it lies in."""

    id: str
    set: str
    filename: str
    language: str
    text: str
    iscms: frozenset[str]
    mentions: frozenset[str]
    year: int | None
    date: str | None
    type: str | None
    elements: frozenset[str]


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
    files = sorted(folder.rglob("*.yaml"))
    read_all = ((file, _entries(file)) for file in files)
    return [_labelled(entry, file.parent.name) for file, entries in read_all for entry in entries]


def _entries(file: Path) -> list[dict]:
    # A loader of libyaml where there is one; both are safe.
    entries: list[dict] = yaml.load(file.read_text(encoding="utf-8"), Loader=SafeLoader)  # noqa: S506
    return entries


def _labelled(entry: dict, set_name: str) -> Labelled:
    truth = entry["truth"]
    return Labelled(
        id=entry["id"],
        set=set_name,
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


def figures(part: Score) -> Figures:
    """The figures of a part of the texts."""
    tags = part.elements
    shares = (part.accuracy(name) for name in ("iscms", "year", "type", "language"))
    process, year, kind, language = shares
    return Figures(len(part.rows), process, part.claimed_strangers, year, kind, language, tags.precision, tags.recall)


def parts(result: Score) -> dict[str, Score]:
    """The whole, each set, each language."""
    found = {"all": result}
    found |= {f"{name} set": result.of(lambda text, name=name: text.set == name) for name in FIRST_SEEN}
    return found | {code: result.of(lambda text, code=code: text.language == code) for code in LANGUAGES}


def markdown(result: Score) -> str:
    """The figures as tables: now, when first seen, each element."""
    return "\n".join(
        [
            *_table({name: figures(part) for name, part in parts(result).items()}, "texts"),
            "",
            "When the rules met a set for the first time:",
            "",
            *_table({f"{name} set": seen for name, seen in FIRST_SEEN.items()}, "first seen"),
            "",
            "| element | label | texts | precision | recall | F1 |",
            "|---" * 6 + "|",
            *(_element_line(element.letter, element.label, result) for element in load_authority().elements),
        ]
    )


def _table(rows: dict[str, Figures], first: str) -> list[str]:
    return [
        f"| {first} | number | process | not ours, claimed | year | type | language | element precision | recall |",
        "|---" * 9 + "|",
        *(f"| {name} | {' | '.join(_cells(row))} |" for name, row in rows.items()),
    ]


def _cells(row: Figures) -> list[str]:
    shares = [_percent(share) for share in (row.year, row.type, row.language)]
    tags = [f"{figure:.2f}" for figure in (row.precision, row.recall)]
    return [str(row.texts), _percent(row.process), str(row.strangers), *shares, *tags]


def _element_line(letter: str, label: str, result: Score) -> str:
    counts = result.element(letter)
    shown = " | ".join(f"{figure:.2f}" for figure in (counts.precision, counts.recall, counts.f1))
    return f"| {letter} | {label} | {counts.right + counts.missing} | {shown} |"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def page_data(result: Score) -> dict:
    """The figures for the about page: each set when first seen and now."""
    now = parts(result)
    rows = [
        {"set": name, "first_seen": asdict(seen), "now": asdict(_rounded(figures(now[f"{name} set"])))}
        for name, seen in FIRST_SEEN.items()
    ]
    counts = [(element.letter, result.element(element.letter)) for element in load_authority().elements]
    elements = [
        {
            "letter": letter,
            "texts": it.right + it.missing,
            "precision": round(it.precision, 2),
            "recall": round(it.recall, 2),
        }
        for letter, it in counts
    ]
    return {"sets": rows, "all": asdict(_rounded(figures(result))), "elements": elements}


def _rounded(row: Figures) -> Figures:
    return Figures(
        **{name: round(value, 2) if isinstance(value, float) else value for name, value in asdict(row).items()}
    )


def in_readme() -> str:
    """The tables that the README shows."""
    found = MARKED.search(README.read_text(encoding="utf-8"))
    return found[0].strip() if found else ""


def write(result: Score) -> None:
    """Put the figures into the README and the file the about page shows."""
    text = README.read_text(encoding="utf-8")
    README.write_text(MARKED.sub(lambda _: f"{markdown(result)}\n", text), encoding="utf-8")
    PAGE.write_text(json.dumps(page_data(result), indent=1) + "\n", encoding="utf-8")


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
    """Print the tables, with --misses what is wrong, with --write put the figures where people read them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=TEXTS, help="other labelled texts")
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    parser.add_argument("--write", action="store_true", help="write the tables into README.md and web/score.json")
    options = parser.parse_args()
    result = score(labelled_texts(options.folder))
    if options.misses:
        sys.stdout.writelines(f"{line}\n" for line in misses(result))
    if options.write:
        write(result)
    sys.stdout.write(markdown(result) + "\n")


if __name__ == "__main__":
    main()
