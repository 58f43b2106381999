"""The type of a document by cues: in its title, then its file name, then its first lines."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ingest.evidence import beside_text, passage
from ingest.folding import fold, fold_with_offsets, words
from ingest.front import Front
from ingest.issuer_cues import is_scholarly
from ingest.meeting import MEETING
from ingest.phrases import Match, PhraseBook, longest
from ingest.title_lines import Line
from repository.authority import Authority
from repository.authority_records import DocumentType
from repository.reading import Evidence, Finding

_FIRST_LINES = 15
_MORE = 3
_FIRST_WORDS, _BEGINS = 2, 100
_APPARATUS = 600
_REPORT, _STUDY = "meeting_report", "study"
# What stands at the beginning and the end of letters.
_LETTER = "letter"
_SALUTATION = re.compile(
    r"^[^\S\n]*(?:dear|estimad[oa]s?|prezad[oa]s?|car[oa]s colegas|cher(?:e?s)? collegues|madame,|monsieur(?: le|,)|"
    r"excelentissim[oa]|excelentisim[oa]|уважаем\w+|ваше превосходительство|تحيه طيبه)(?!\w)"
    r"[^\n.]{0,70}[,:!،][^\S\n]*$|"
    r"(?<!\w)(?:yours (?:sincerely|faithfully|truly)|assurances? of (?:its|my|our|their) highest|avails itself|"
    r"veuillez agreer|je vous prie d'agreer|hago propicia la ocasion|aprovecha (?:esta|la) oportunidad para reiterar|"
    r"le saluda atentamente|apresento os protestos|protestos da mais|с уважением,|заверения в (?:моем|своем)|"
    r"وتفضلوا بقبول|فائق الاحترام)(?!\w)",
    re.MULTILINE,
)
_ONLY_REPORT = re.compile(r"^\W*(?:report|rapport|informe|relatorio|отчет|доклад|(?:ال)?تقرير)\W*$")
# "Report of the Fifth Meeting", "Record of the Sixth Conference".
_REPORT_OF = re.compile(
    r"^\W*(?:(?:final|draft|summary|chair's|full) )?(?:report|record|proceedings|summary record|rapport|informe|"
    r"relatorio|memoria|"
    r"отчет|доклад|протокол|تقرير|محضر)(?:s)? (?:of|on|from|de|du|del|da|do|о|об|sur|sobre|على|عن)?.{0,70}?"
    r"(?:meeting|conference|consultation|session|workshop|seminar|summit|reunion|conferencia|atelier|taller|sommet|"
    r"cumbre|"
    r"reuniao|cimeira|встреч|заседани|конференци|совещани|семинар|اجتماع|مؤتمر|موتمر|ورشه)"
)
# "On the Programme of Cooperation": what such a line names is its subject.
_ON = re.compile(
    r"^\W*(?:on|about|concerning|regarding|sur|concernant|relati(?:f|ve|vo|va)s? (?:a|aux?)|sobre|acerca|о|об|"
    r"بشان|في شان|حول|عن)(?!\w)"
)
# An assembly that adopts what is annexed passes on the declaration of the conference that made it.
_ANNEXED = re.compile(
    r"(?<!\w)(?:endorses|adopts|fait sienne|adopte|hace suya|aprueba|adota|aprova|одобряет|принимает|تعتمد|تؤيد)\W"
    r"[^.;]{0,80}(?:declaration|declaracion|declaracao|деклараци\w+|(?:ال)?اعلان)[^.;]{0,160}(?:annex|anex|приложен|مرفق)",
)
_RESOLUTION, _DECLARATION = "resolution_decision", "declaration"
_OPENING = 3000
Entry = tuple[str, DocumentType | None]


class TypeCues:
    """The cues of all types; a `never` phrase is found like a cue and means nothing."""

    def __init__(self, authority: Authority) -> None:
        self._book = PhraseBook(_entries(authority))
        self._kinds = {kind.id: kind for kind in authority.document_types}
        self._file_names = PhraseBook(
            [(cue, (cue, kind)) for kind in authority.document_types for cue in kind.file_name_cues]
            + [entry for entry in _entries(authority) if entry[1][1] is not None]
        )

    def longest_cue(self, text: str) -> int:
        """How much a line is a title by its first cue: the length of the cue, more where it begins the line."""
        found = self._best(text)
        if found is None:
            return 0
        # A title begins with what it is; "on the implementation of the Programme" speaks of another text.
        begins = len(words(text[: found[2].start]).forms) <= _FIRST_WORDS and not _ON.match(fold(text))
        return len(found[1]) + (_BEGINS if begins else 0)

    def read(self, title: Finding | None, front: Front | None, filename: str) -> Finding | None:
        """The type with what shows it, or None."""
        for kind, evidence in self._opinions(title, front, filename):
            if kind.id == _RESOLUTION and front and (annexed := _annexed(front)):
                return Finding(_DECLARATION, (annexed,))
            return Finding(kind.id, (evidence,))
        return None

    def _opinions(
        self, title: Finding | None, front: Front | None, filename: str
    ) -> Iterator[tuple[DocumentType, Evidence]]:
        if title and title.evidence and _REPORT_OF.match(fold(title.value)) and (kind := self._kinds.get(_REPORT)):
            shown = title.evidence[0]
            yield kind, Evidence(shown.page, shown.start, shown.end, shown.text, "title:report of a meeting")
        if title and title.evidence and (found := self._best(title.value)):
            shown = title.evidence[0]
            yield found[0], Evidence(shown.page, shown.start, shown.end, shown.text, f"title:{found[1]}")
        lines = [(line, found) for line in _first_lines(front) if (found := self._best(line.text))]
        # A line that is hardly more than the cue is a heading, and tells more than the name of the file.
        headings = [(line, found) for line, found in lines if len(words(line.text).forms) <= found[2].length + _MORE]
        for line, found in headings:
            yield found[0], _shown(front, line, found[1])
        yield from self._by_form(front)
        if front and (kind := self._kinds.get(_STUDY)) and is_scholarly(fold(front.text[: front.body + _APPARATUS])):
            yield kind, passage(front.text, front.page, front.body, min(len(front.text), front.body + 40), "abstract")
        if found := self._best(_spaced(filename), self._file_names):
            yield found[0], beside_text(filename, f"file name:{found[1]}")
        for line, found in lines:
            yield found[0], _shown(front, line, found[1])

    def _by_form(self, front: Front | None) -> Iterator[tuple[DocumentType, Evidence]]:
        """A report by the bare word above a meeting; a letter by how it begins and ends."""
        lines = _first_lines(front)
        alone = next((line for line in lines if _ONLY_REPORT.match(fold(line.text))), None)
        met = any(MEETING.search(fold(line.text)) for line in lines)
        if alone and met and (kind := self._kinds.get(_REPORT)):
            yield kind, _shown(front, alone, alone.text)
        if front and (kind := self._kinds.get(_LETTER)):
            folded = fold_with_offsets(front.text)
            if said := _SALUTATION.search(folded.text):
                yield kind, passage(front.text, front.page, *folded.original(*said.span()), "salutation")

    def _best(self, text: str, book: PhraseBook[Entry] | None = None) -> tuple[DocumentType, str, Match[Entry]] | None:
        """The first cue, "declaration" in "Declaration and Action Plan"; of those that begin there the longest."""
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
            key=lambda hit: (hit[2].start, -hit[2].end, fold(hit[1]) not in folded, hit[0].priority),
            default=None,
        )


def _annexed(front: Front) -> Evidence | None:
    """Where a resolution says that it carries a declaration."""
    folded = fold_with_offsets(front.text[:_OPENING])
    found = _ANNEXED.search(folded.text)
    if found is None:
        return None
    return passage(front.text, front.page, *folded.original(*found.span()), "annexed declaration")


def _first_lines(front: Front | None) -> Sequence[Line]:
    return front.block[:_FIRST_LINES] if front else ()


def _shown(front: Front | None, line: Line, cue: str) -> Evidence:
    return passage(front.text if front else "", front.page if front else 1, line.start, line.end, f"first lines:{cue}")


def _entries(authority: Authority) -> list[tuple[str, Entry]]:
    kinds = authority.document_types
    listings = [(kind, [*kind.cues.values(), *kind.advertisements.values()]) for kind in kinds]
    cues = [(cue, (cue, kind)) for kind, listings_of in listings for listed in listings_of for cue in listed]
    never: list[tuple[str, Entry]] = [(phrase, (phrase, None)) for kind in kinds for phrase in kind.never]
    return [*cues, *never]


def _spaced(filename: str) -> str:
    return re.sub(r"[\W_]+", " ", PurePath(filename).stem)
