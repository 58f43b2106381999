"""The meeting behind a document: its level and its name, and whether the text is a draft or adopted."""

import re
from collections.abc import Sequence

from ingest.dates import dates_in
from ingest.evidence import passage
from ingest.folding import fold, words
from ingest.front import Front
from ingest.issuer_cues import NUMBER
from ingest.ordinals import ordinal_of
from ingest.phrases import PhraseBook
from ingest.title_lines import Line
from repository.authority import Authority
from repository.reading import Finding

MEETING = re.compile(
    r"(?<!\w)(?:meeting|conference|consultation|summit|session|congress|forum|reunion|conferencia|conference|"
    r"sommet|congreso|encuentro|cumbre|foro|reuniao|conferencia|cimeira|встреч|конференц|заседани|совещани|саммит|"
    r"(?:ال)?(?:اجتماع|مؤتمر|موتمر|قمه|دوره|منتدي))"
)
_FIRST_SENTENCE = re.compile(r"[.;،؛]\s|,\s*\n|\n\s*\n")
_LONGEST_NAME = 250
_LEVELS = ("ministerial", "senior_officials", "steering", "technical")


class MeetingCues:
    """Cues for the level of a meeting and for the state of a text."""

    def __init__(self, authority: Authority) -> None:
        self._levels = PhraseBook(
            (cue, level)
            for level, cues in authority.meeting_levels.items()
            for listed in cues.values()
            for cue in listed
        )
        self._states = PhraseBook(
            (cue, state)
            for state, cues in (("draft", authority.draft_cues), ("adopted", authority.adopted_cues))
            for listed in cues.values()
            for cue in listed
        )

    def level(self, fronts: Sequence[Front]) -> Finding | None:
        """The level that the title block tells, else the opening."""
        return next((found for front in fronts if (found := self._level(front))), None)

    def _level(self, front: Front) -> Finding | None:
        for line in front.block:
            found = list(self._levels.find(words(line.text)))
            for level in _LEVELS:
                for match in found:
                    if level in match.values:
                        return _found(front, level, line.start + match.start, line.start + match.end)
        start, end = front.opening
        first = _FIRST_SENTENCE.search(front.text, start, end)
        spoken = front.text[start : first.start() if first else end]
        for match in self._levels.find(words(spoken)):
            return _found(front, match.values[0], start + match.start, start + match.end)
        return None

    def adoption(self, front: Front | None) -> Finding | None:
        """`draft` or `adopted`, where the title block says so."""
        if front is None:
            return None
        for line in front.block:
            matches = sorted(self._states.find(words(line.text)), key=lambda match: match.start - match.end)
            for match in matches:
                shown = passage(front.text, front.page, line.start + match.start, line.start + match.end, "adoption")
                return Finding(match.values[0], (shown,))
        return None


def meeting_name(front: Front | None, title: Finding | None) -> Finding | None:
    """The line of the title block that names a meeting, apart from the title."""
    if front is None:
        return None
    own = title.evidence[0] if title and title.evidence else None

    def is_title(line: Line) -> bool:
        return own is not None and own.page == front.page and line.start < own.end and own.start < line.end

    dated = next((line.start for line in front.block if dates_in(line.text)), front.body)
    for line in reversed(front.block):
        above = line.start <= dated and len(line.text) < _LONGEST_NAME
        if above and not is_title(line) and not NUMBER.match(line.text) and MEETING.search(fold(line.text)):
            number = ordinal_of(line.text)
            rule = f"meeting name:{number}" if number else "meeting name"
            shown = passage(front.text, front.page, line.start, line.end, rule)
            return Finding(line.text, (shown,))
    return None


def _found(front: Front, level: str, start: int, end: int) -> Finding:
    return Finding(level, (passage(front.text, front.page, start, end, f"level:{level}"),))
