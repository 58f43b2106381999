"""The names of things, in six languages: concepts, proper names and processes of the authority data."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from repository.authority import Authority
from repository.authority_records import LANGUAGES, Alias
from search.grammar import Field, Word

# Acronyms that are words when nobody looks at the capitals: "add" in English, "dan" (they give) in Spanish.
_ALSO_WORDS = frozenset({"ADD", "DAN"})


@dataclass(frozen=True, slots=True)
class Term:
    """A name in one language, or in none in particular; a phrase, however many words it has."""

    text: str
    language: str | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in whose texts to look for it."""
        return (self.language,) if self.language else LANGUAGES


@dataclass(frozen=True, slots=True)
class Group:
    """All names of one thing."""

    terms: tuple[Term, ...]
    tagged: tuple[Field, ...] = ()
    # Names that count only in the case in which they are written.
    cased: frozenset[str] = field(default=frozenset())


def groups_of(authority: Authority) -> list[Group]:
    """Every thing that has several names."""
    return [*_concepts(authority), *_names(authority), *_processes(authority)]


def _concepts(authority: Authority) -> Iterator[Group]:
    for concept in authority.concepts:
        terms = [Term(text, language) for language, texts in concept.terms.items() for text in texts]
        yield Group(tuple(terms))


def _names(authority: Authority) -> Iterator[Group]:
    """Proper names of compacts, conventions and organizations, whose languages the data does not tell."""
    processes = {alias.name for iscm in authority.iscms for alias in iscm.aliases}
    for mask in authority.masks:
        if len(mask.names) > 1 and not processes.intersection(mask.names):
            yield Group(tuple(Term(name) for name in mask.names))


def _processes(authority: Authority) -> Iterator[Group]:
    for iscm in authority.iscms:
        shown = [alias for alias in iscm.aliases if not alias.inflected]
        terms = [Term(iscm.name, "en"), *(Term(alias.name, _language(alias)) for alias in shown)]
        cased = frozenset(alias.name for alias in shown if alias.acronym and alias.name in _ALSO_WORDS)
        yield Group(tuple(dict.fromkeys(terms)), (Field("iscm", Word(iscm.slug)),), cased)


def _language(alias: Alias) -> str | None:
    """An acronym stands in texts of every language."""
    return None if alias.acronym or alias.lang not in LANGUAGES else alias.lang
