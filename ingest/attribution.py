"""Which processes issued a document and which it merely mentions: by their names, the longest match first."""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ingest.evidence import beside_text, passage
from ingest.folding import Words, fold, words
from ingest.front import Front
from ingest.phrases import Match, PhraseBook, longest
from ingest.running_lines import running_lines
from repository.authority import Authority
from repository.authority_records import Alias
from repository.reading import Evidence, TagFinding

_TITLE, _HEADER, _OPENING, _FILE_NAME = 8.0, 5.0, 2.0, 1.0
_ASSIGN = 4.0
_MOST_EVIDENCE = 5
_CAPITALS = re.compile(r"[^\W\d_]{2,}")
# A title that speaks to or about a process is not by it.
_TOWARDS = re.compile(
    r"(?<!\w)(?:to|towards|with|for|au|aux|a la|avec|pour|vers|al|a la|con|para|hacia|com|ao|к|для|в адрес|الي|مع)\s+"
    r"(?:the |le |la |el |o |a )?$"
)
_RECALLING = re.compile(
    r"(?<!\w)(?:recall|noting|taking note|welcom|acknowledg|bearing in mind|having regard|considering|mindful|"
    r"rappel|notant|prenant|considerant|saluant|record|tomando nota|teniendo|considerando|relembr|saudando|tendo|"
    r"ссыла|напомин|отмеча|приветств|принимая|учитыва|اذ )"
)


@dataclass(frozen=True, slots=True)
class _Naming:
    """One place where a process is named."""

    slug: str
    page: int
    start: int
    end: int
    alias: Alias


class ProcessNames:
    """Every spelling of every process, with the conditions under which it counts."""

    def __init__(self, authority: Authority) -> None:
        aliases: list[tuple[str, tuple[str | None, Alias]]] = [
            (alias.name, (iscm.slug, alias)) for iscm in authority.iscms for alias in iscm.aliases
        ]
        never: list[tuple[str, tuple[str | None, Alias]]] = [
            (phrase, (None, alias)) for iscm in authority.iscms for alias in iscm.aliases for phrase in alias.never
        ]
        self._book: PhraseBook[tuple[str | None, Alias]] = PhraseBook([*aliases, *never])
        self._slugs = tuple(iscm.slug for iscm in authority.iscms)

    def is_only_a_name(self, line: str) -> bool:
        """Whether a line is nothing but the name of a process, as letterheads are."""
        counted = sum(match.length for match in longest(self._book.find(words(line))))
        return counted > 0 and counted >= len(words(line).forms) - 1

    def attribute(
        self, texts: Sequence[str], pages: Sequence[Words], front: Front | None, filename: str
    ) -> list[TagFinding]:
        """Tags `iscm` for issuing processes and `mention` for the others."""
        namings = list(self._namings(texts, pages))
        found: dict[str, list[_Naming]] = defaultdict(list)
        for naming in namings:
            found[naming.slug].append(naming)
        scores = {slug: self._score(found[slug], texts, front) for slug in found}
        issuing = _issuing(scores, {slug: len(named) for slug, named in found.items()})
        tags = [_tag("iscm", slug, scores[slug][0], scores[slug][1] + found[slug], texts) for slug in issuing]
        tags += [
            _tag("mention", slug, float(len(found[slug])), found[slug], texts) for slug in found if slug not in issuing
        ]
        return tags + list(self._by_file_name(filename, issuing))

    def _namings(self, texts: Sequence[str], pages: Sequence[Words]) -> Iterator[_Naming]:
        whole = fold("\n".join(texts))
        nearby: dict[str, bool] = {}

        def is_near(word: str) -> bool:
            if word not in nearby:
                nearby[word] = (
                    re.search(rf"(?<!\w){_PREFIX if _is_arabic(word) else ''}{re.escape(fold(word))}", whole)
                    is not None
                )
            return nearby[word]

        for number, (text, page) in enumerate(zip(texts, pages, strict=True), start=1):
            spelled = (match for match in self._book.find(page) if _spelled(match, text))
            for match in longest(spelled):
                fitting = {slug: alias for slug, alias in match.values if slug and _fits(alias, text, match)}
                for slug, alias in fitting.items():
                    if not alias.near or any(map(is_near, alias.near)):
                        yield _Naming(slug, number, match.start, match.end, alias)

    def _score(self, namings: list[_Naming], texts: Sequence[str], front: Front | None) -> tuple[float, list[_Naming]]:
        """How strongly a process stands as the issuer, and the namings that speak for it."""
        headers = running_lines(tuple(texts))
        zones: dict[float, _Naming] = {}
        for naming in namings:
            if weight := _zone(naming, texts[naming.page - 1], front, headers):
                zones.setdefault(weight, naming)
        return sum(zones), [zones[weight] for weight in sorted(zones, reverse=True)]

    def _by_file_name(self, filename: str, issuing: set[str]) -> Iterator[TagFinding]:
        """A file name alone only suggests."""
        if issuing:
            return
        stem = re.sub(r"[\W_]+", "-", PurePath(filename).stem.lower())
        named = [slug for slug in self._slugs if f"-{stem}-".startswith(f"-{slug}-")]
        if named:
            slug = max(named, key=len)
            yield TagFinding("iscm", slug, _FILE_NAME, False, (beside_text(filename, "file name"),))


_PREFIX = r"[وفبلك]{0,2}(?:ال)?"


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _spelled(match: Match[tuple[str | None, Alias]], text: str) -> bool:
    """Whether one of the names is written as it must be."""
    return any(slug is None or _fits(alias, text, match) for slug, alias in match.values)


def _fits(alias: Alias, text: str, match: Match[tuple[str | None, Alias]]) -> bool:
    written = text[match.start : match.end]
    if alias.acronym:
        return written == alias.name and not _among_capitals(text, match.start, match.end)
    if not alias.capitals:
        return True
    plain = _plain(written)
    return plain in (_plain(alias.name), _plain(alias.name).upper()) or plain == _plain(alias.name.title())


def _plain(text: str) -> str:
    """Words without accents, their case kept."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def _among_capitals(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals stands in a line of capitals, where it is no acronym; brackets tell it is one."""
    if text[max(0, start - 1)] == "(" and text[end : end + 1] == ")":
        return False
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    others = text[line_start:start] + text[end : line_end if line_end >= 0 else len(text)]
    written = _CAPITALS.findall(others)
    return len(written) >= 3 and all(word.isupper() for word in written)


def _zone(naming: _Naming, text: str, front: Front | None, headers: frozenset[str]) -> float:
    before = fold(text[max(0, naming.start - 120) : naming.start]).rpartition("\n\n")[2]
    if front and naming.page == front.page:
        if naming.start < front.body:
            return 0.0 if _TOWARDS.search(before.replace("\n", " ")) else _TITLE
        start, end = front.opening
        clause = re.split(r"[;.]\s", before)[-1]
        if start <= naming.start < end and not _RECALLING.search(
            fold(text[_line_start(text, naming.start) : naming.start]) + clause
        ):
            return _OPENING
    line_start, line_end = _line_start(text, naming.start), text.find("\n", naming.end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return _HEADER if " ".join(line.split()) in headers else 0.0


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _issuing(scores: dict[str, tuple[float, list[_Naming]]], counts: dict[str, int]) -> set[str]:
    """Those of the title block; else of the running header; else the one that opens the text and is named most."""
    for least in (_TITLE, _HEADER):
        strong = {slug for slug, (_, namings) in scores.items() if namings and scores[slug][0] >= least}
        if strong:
            return strong
    opening = [slug for slug, (score, _) in scores.items() if score >= _OPENING and counts[slug] > 1]
    best = max(opening, key=lambda slug: counts[slug], default=None)
    return {best} if best and counts[best] == max(counts.values()) else set()


def _tag(scheme: str, slug: str, score: float, namings: list[_Naming], texts: Sequence[str]) -> TagFinding:
    shown: dict[tuple[int, int], Evidence] = {}
    for naming in namings[:_MOST_EVIDENCE]:
        rule = f"{scheme}:{naming.alias.name}"
        shown[naming.page, naming.start] = passage(texts[naming.page - 1], naming.page, naming.start, naming.end, rule)
    total = score + math.log(len(namings)) if scheme == "iscm" else score
    return TagFinding(scheme, slug, round(total, 2), True, tuple(shown.values()))
