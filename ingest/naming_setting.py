"""What surrounds the naming of a process: its page, its line, the words around it, the bodies above it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.folding import fold
from ingest.front import Front
from ingest.gathering import Gathering
from ingest.issuer_cues import REPORTING
from ingest.process_names import Naming
from repository.authority_records import DocumentType

_REPORTS = ("study", "press_release", None)  # What tells of others, and what does not say what it is.
_HARDLY_MORE = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What a naming is judged by: the pages, their fronts, running headers, other issuers, lines that list many.

    `met` is the sentence of each front that says who met, `joined` where the first of several names that "and"
    joins begins.
    """

    texts: Sequence[str]
    fronts: Sequence[Front]
    headers: frozenset[str]
    others: Mapping[int, int | None]
    met: Mapping[int, Gathering | None]
    joined: Mapping[tuple[int, int], int]
    crowded: frozenset[tuple[int, int]]
    kind: DocumentType | None

    def line(self, naming: Naming) -> tuple[int, int]:
        """Span of the line that a naming begins in."""
        return line_of(self.texts[naming.page - 1], naming)

    def before(self, naming: Naming, most: int = 60) -> str:
        """The folded words before a naming, or before the first of those it is joined to by "and"."""
        text, start = self.texts[naming.page - 1], self.joined.get((naming.page, naming.start), naming.start)
        return " ".join(fold(text[max(0, start - most) : start]).split()) + " "

    def after(self, naming: Naming) -> str:
        """The folded words after a naming."""
        return " ".join(fold(self.texts[naming.page - 1][naming.end : naming.end + 60]).split())

    def paragraph_before(self, naming: Naming) -> str:
        """The folded words before a naming, as far as no blank line parts them from it."""
        paragraph = re.split(r"\n\s*\n", self.texts[naming.page - 1][: naming.start])[-1]
        return " ".join(fold(paragraph).split()) + " "

    def stands_alone(self, naming: Naming) -> bool:
        """Whether a line is hardly more than the name, as a letterhead is."""
        start, end = self.line(naming)
        text = self.texts[naming.page - 1]
        return len(re.findall(r"\w+", text[start : naming.start] + text[naming.end : end])) < _HARDLY_MORE

    def is_below_another(self, naming: Naming) -> bool:
        """Whether another body heads the text; one that reports on others counts where the text is of that kind."""
        other = self.others.get(naming.page)
        if other is not None and other <= naming.start:
            return True
        reports = (self.kind.id if self.kind else None) in _REPORTS
        return reports and bool(REPORTING.search(fold(self.texts[naming.page - 1][: naming.start])))


def line_of(text: str, naming: Naming) -> tuple[int, int]:
    """Span of the line that a naming begins in."""
    end = text.find("\n", naming.end)
    return text.rfind("\n", 0, naming.start) + 1, end if end >= 0 else len(text)
