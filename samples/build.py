"""Rebuild the sample documents from their sources: `python samples/build.py [STEM...]`."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from pypdf import PdfReader

from damage import DAMAGED, scan
from source import Source, read_source
from to_docx import write_docx
from to_html import write_html
from to_pdf import pdf_printer

HERE = Path(__file__).resolve().parent
SOURCES, DOCUMENTS, DAMAGED_FILES, README = (HERE / name for name in ("sources", "documents", "damaged", "README.md"))
DAMAGED_FROM = "gfmd-2007-scan.en"

_INTRODUCTION = f"""\
# Sample documents

Outcome documents to try the repository with, and files that no reader should trip over. **Every text here was
written for this project; none is an official text.** Who met, where and when follows the public record; each
sentence is our own, and each document says on its first page that it is an illustrative sample.

- `sources/` holds the texts: front matter, then Markdown; a line `---page---` begins a new page.
- `documents/` holds what is built from them, `damaged/` the files that cannot be read.

`python samples/build.py` rebuilds everything, this page included; `python samples/build.py STEM...` only the
documents named, such as `{DAMAGED_FROM}`. It needs the development dependencies, Debian's `chromium`, and the
fonts of `fonts-liberation` and `fonts-noto-core`. A rebuild gives the same bytes, except for
`damaged/password.pdf`, whose encryption takes random salts.
"""


def main() -> None:
    stems = _arguments()
    sources = [read_source(path) for path in sorted(SOURCES.glob("*.md"))]
    unknown = stems - {source.stem for source in sources}
    if unknown:
        raise SystemExit(f"No source named {', '.join(sorted(unknown))} in {SOURCES}.")
    build(source for source in sources if not stems or source.stem in stems)
    README.write_text(readme(sources), encoding="utf-8")


def _arguments() -> set[str]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stem", nargs="*", help="name of a source without .md; all of them if none is given")
    return set(parser.parse_args().stem)


def build(sources: Iterable[Source]) -> None:
    """Write each document, and the damaged files with the document they are made from."""
    DOCUMENTS.mkdir(exist_ok=True)
    with pdf_printer() as print_pdf:
        writers = {".pdf": print_pdf, ".docx": write_docx, ".html": write_html}
        for source in sources:
            content = writers[source.format](source)
            if source.stem == DAMAGED_FROM:
                _write_damaged(content)
            (DOCUMENTS / source.file).write_bytes(scan(content) if source.scan else content)
            print(source.file)


def _write_damaged(pdf: bytes) -> None:
    DAMAGED_FILES.mkdir(exist_ok=True)
    for name, (spoil, _) in DAMAGED.items():
        (DAMAGED_FILES / name).write_bytes(spoil(pdf))


def readme(sources: list[Source]) -> str:
    documents = _table(
        ("file", "process", "year", "language", "type", "pages", "what it shows"),
        (
            (f"`{s.file}`", ", ".join(s.process), s.year, s.language, s.type, _page_count(s), s.shows)
            for s in sorted(sources, key=lambda source: source.file)
        ),
    )
    spoilt = ((f"`{name}`", shows) for name, (_, shows) in DAMAGED.items())
    damaged = _table(("file", "what it shows"), spoilt)
    return f"{_INTRODUCTION}\n## Documents ({len(sources)})\n\n{documents}\n\n## Damaged files\n\n{damaged}\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def _page_count(source: Source) -> str:
    """Pages of a built PDF; the other formats have no pages of their own."""
    path = DOCUMENTS / source.file
    return str(len(PdfReader(path).pages)) if source.format == ".pdf" and path.exists() else ""


if __name__ == "__main__":
    main()
