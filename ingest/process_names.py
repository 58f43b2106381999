"""Where processes are named: every spelling, the longest match first, under the conditions of each."""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from ingest.folding import Words, fold, words
from ingest.joined_names import JoinedNames
from ingest.phrases import Match, PhraseBook, longest
from repository.authority import Authority
from repository.authority_records import Alias

Entry = tuple[str | None, Alias]

_CAPITALS = re.compile(r"[^\W\d_]{2,}")
_SHORTEST_ACRONYM = 3
_ARABIC_PREFIX = r"[وفبلك]{0,2}(?:ال)?"


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a process is named."""

    slug: str
    page: int
    start: int
    end: int
    alias: Alias


class ProcessNames:
    """Every spelling of every process; a `never` phrase is found like a name and means nothing."""

    def __init__(self, authority: Authority) -> None:
        entries: list[tuple[str, Entry]] = []
        for iscm in authority.iscms:
            for alias in iscm.aliases:
                entries.append((alias.name, (iscm.slug, alias)))
                entries += [(phrase, (None, alias)) for phrase in alias.never]
        self._book: PhraseBook[Entry] = PhraseBook(entries)
        others = (name for listed in authority.other_issuers.values() for name in listed)
        self._joined = JoinedNames(authority)
        self._others = PhraseBook((name, name) for name in others)
        self.frameworks = frozenset(iscm.slug for iscm in authority.iscms if iscm.status == "other")
        self._names = {
            iscm.slug: frozenset(_plain(alias.name).lower() for alias in iscm.aliases) for iscm in authority.iscms
        }
        self.slugs = tuple(iscm.slug for iscm in authority.iscms)

    def is_only_a_name(self, line: str) -> bool:
        """Whether a line is nothing but the name of a process, as letterheads are."""
        counted = sum(match.length for match in longest(self._book.find(words(line))))
        return counted > 0 and counted >= len(words(line).forms) - 1

    def first_other_issuer(self, text: str) -> int | None:
        """Where a text first names a body that issues texts and is none of our processes."""
        return min((match.start for match in self._others.find(words(text))), default=None)

    def namings(self, texts: Sequence[str], pages: Sequence[Words]) -> Iterator[Naming]:
        """Every place where a process is named, in order."""
        context = _Context("\n".join(texts))
        for number, (text, page) in enumerate(zip(texts, pages, strict=True), start=1):
            listed = [
                naming
                for naming in self._on(number, text, page)
                if context.allows(naming.alias, self._names[naming.slug])
            ]
            for slug, alias, start, end in self._joined.find(text):
                taken = any(it.slug == slug and it.start < end and start < it.end for it in listed)
                if not taken and context.allows(alias, self._names[slug]):
                    listed.append(Naming(slug, number, start, end, alias))
            yield from sorted(listed, key=lambda naming: naming.start)

    def _on(self, number: int, text: str, page: Words) -> Iterator[Naming]:
        """The names spelled in full on a page."""
        spelled = (match for match in self._book.find(page) if _spelled(match, text))
        for match in longest(spelled):
            fitting = {slug: alias for slug, alias in match.values if slug and _fits(alias, text, match)}
            yield from (Naming(slug, number, match.start, match.end, alias) for slug, alias in fitting.items())


class _Context:
    """Whether the words that an alias asks for occur in the document."""

    def __init__(self, text: str) -> None:
        self._written = text
        self._text = " ".join(fold(text).split())  # Names run over the ends of lines.
        self._spelled_out: dict[str, set[str]] = {}
        self._known: dict[str, bool] = {}

    def allows(self, alias: Alias, names: Container[str]) -> bool:
        if alias.near and not any(map(self._has, alias.near)):
            return False
        return not alias.acronym or self._means(alias.name, names)

    def _means(self, acronym: str, names: Container[str]) -> bool:
        """Whether the text spells an acronym out as one of the names, or not at all."""
        if acronym not in self._spelled_out:
            letters = [letter for letter in acronym if letter.isalpha()]
            if len(letters) < _SHORTEST_ACRONYM or not acronym.isalpha() or not acronym.isascii():
                return True
            joint = r"(?:\s+(?i:of|on|for|and|the|de|des|sur|la|las|los|y|et|do|da|para|sobre|e))*\s+"
            # It begins with a letter, which is looked for faster than the beginning of any word.
            first, *others = letters
            pattern = joint.join([rf"{first}(?<!\w{first})[\w'’-]+", *(rf"{letter}[\w'’-]+" for letter in others)])
            self._spelled_out[acronym] = {_plain(match[0]).lower() for match in re.finditer(pattern, self._written)}
        said = self._spelled_out[acronym]
        return not said or any(name in names for name in said)

    def _has(self, beginning: str) -> bool:
        if beginning not in self._known:
            prefix = _ARABIC_PREFIX if "\u0600" <= beginning[0] <= "\u06ff" else ""
            found = re.search(rf"(?<!\w){prefix}{re.escape(fold(beginning))}", self._text)
            self._known[beginning] = found is not None
        return self._known[beginning]


def _spelled(match: Match[Entry], text: str) -> bool:
    """Whether one of the names is written as it must be."""
    return any(slug is None or _fits(alias, text, match) for slug, alias in match.values)


def _fits(alias: Alias, text: str, match: Match[Entry]) -> bool:
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
