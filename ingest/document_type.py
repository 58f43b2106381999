"""The type of a document by cues: in its title, then its file name, then its first lines."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ingest.evidence import beside_text, passage
from ingest.folding import fold, words
from ingest.front import Front, Line
from ingest.phrases import Match, PhraseBook, longest
from repository.authority import Authority
from repository.authority_records import DocumentType
from repository.reading import Evidence, Finding

_FIRST_LINES = 15
_MORE = 3
Entry = tuple[str, DocumentType | None]


class TypeCues:
    """The cues of all types; a `never` phrase is found like a cue and means nothing."""

    def __init__(self, authority: Authority) -> None:
        self._book = PhraseBook(_entries(authority))
        self._file_names = PhraseBook(
            [(cue, (cue, kind)) for kind in authority.document_types for cue in kind.file_name_cues]
            + [entry for entry in _entries(authority) if entry[1][1] is not None]
        )

    def longest_cue(self, text: str) -> int:
        """Length of the longest cue in a line, 0 for none."""
        found = self._best(text)
        return len(found[1]) if found else 0

    def read(self, title: Finding | None, front: Front | None, filename: str) -> Finding | None:
        """The type with what shows it, or None."""
        for kind, evidence in self._opinions(title, front, filename):
            return Finding(kind.id, (evidence,))
        return None

    def _opinions(
        self, title: Finding | None, front: Front | None, filename: str
    ) -> Iterator[tuple[DocumentType, Evidence]]:
        if title and title.evidence and (found := self._best(title.value)):
            shown = title.evidence[0]
            yield found[0], Evidence(shown.page, shown.start, shown.end, shown.text, f"title:{found[1]}")
        lines = [(line, found) for line in _first_lines(front) if (found := self._best(line.text))]
        # A line that is hardly more than the cue is a heading, and tells more than the name of the file.
        headings = [(line, found) for line, found in lines if len(words(line.text).forms) <= found[2].length + _MORE]
        for line, found in headings:
            yield found[0], _shown(front, line, found[1])
        if found := self._best(_spaced(filename), self._file_names):
            yield found[0], beside_text(filename, f"file name:{found[1]}")
        for line, found in lines:
            yield found[0], _shown(front, line, found[1])

    def _best(self, text: str, book: PhraseBook[Entry] | None = None) -> tuple[DocumentType, str, Match[Entry]] | None:
        """The longest cue of a text, the lower priority among equals."""
        found = [
            (kind, cue, match)
            for match in longest((book or self._book).find(words(text)))
            for cue, kind in match.values
            if kind is not None
        ]
        folded = fold(text)
        # Articles are folded away in Arabic; the cue that is written like the text is the better one.
        return min(
            found,
            key=lambda hit: (hit[2].start - hit[2].end, fold(hit[1]) not in folded, hit[0].priority),
            default=None,
        )


def _first_lines(front: Front | None) -> Sequence[Line]:
    return front.block[:_FIRST_LINES] if front else ()


def _shown(front: Front | None, line: Line, cue: str) -> Evidence:
    return passage(front.text if front else "", front.page if front else 1, line.start, line.end, f"first lines:{cue}")


def _entries(authority: Authority) -> list[tuple[str, Entry]]:
    cues = [(cue, (cue, kind)) for kind in authority.document_types for listed in kind.cues.values() for cue in listed]
    never: list[tuple[str, Entry]] = [
        (phrase, (phrase, None)) for kind in authority.document_types for phrase in kind.never
    ]
    return [*cues, *never]


def _spaced(filename: str) -> str:
    return re.sub(r"[\W_]+", " ", PurePath(filename).stem)
