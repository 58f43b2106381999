"""The documents of the benchmark: made up, with the sizes, words and labels of outcome documents; always the same."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from repository.authority import Authority
from repository.authority_files import load_authority
from vocabulary import vocabulary

FACETS = ("iscm", "year", "type", "language", "element", "state")
_SEED = 7
_LANGUAGES, _LANGUAGE_SHARES = ("en", "fr", "es"), (0.7, 0.15, 0.15)
_RESTRICTED = 0.05
_YEARS = (1996, 2025)
# Pages of a document and words of a page: from, to.
_PAGES, _WORDS = (5, 11), (180, 320)
_SENTENCE, _TITLE = 18, 5
_MOST_REPEATED = 5

# What documents of a language say beyond chance, and the share of them that does.
PHRASES = {
    "en": {
        "return and readmission": 0.17,
        "labour mobility": 0.15,
        "climate change": 0.15,
        "trafficking in persons": 0.15,
        "assisted voluntary return": 0.10,
        "seasonal worker scheme": 0.03,
        "statelessness determination procedure": 0.02,
        "non-refoulement": 0.01,
    },
    "fr": {"retour et réadmission": 0.17, "traite des personnes": 0.15, "return and readmission": 0.17},
    "es": {"retorno y readmisión": 0.17, "trata de personas": 0.15, "return and readmission": 0.17},
}


@dataclass(frozen=True, slots=True)
class Document:
    """One document; `labels` has its values by facet."""

    id: str
    title: str
    pages: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    restricted: bool

    @property
    def language(self) -> str:
        """The one language it is in."""
        return self.labels["language"][0]

    @property
    def text(self) -> str:
        """All its pages."""
        return "\n".join(self.pages)


def documents(count: int) -> Iterator[Document]:
    """The first so many; each depends on its own number only, so that a smaller corpus is part of a larger one."""
    authority = load_authority()
    for number in range(count):
        yield _document(number, np.random.default_rng((_SEED, number)), authority)


def _document(number: int, random: np.random.Generator, authority: Authority) -> Document:
    language = str(random.choice(_LANGUAGES, p=_LANGUAGE_SHARES))
    sizes = random.integers(*_WORDS, size=random.integers(*_PAGES, endpoint=True), endpoint=True)
    words = vocabulary(language).draw(random, int(sizes.sum()))
    for phrase, share in PHRASES[language].items():
        if random.random() < share:
            _say(words, phrase, random)
    labels = _labels(language, random, authority)
    return Document(
        id=f"{number:010d}",
        title=_title(labels, vocabulary(language).draw(random, _TITLE), authority),
        pages=tuple(_page(page.tolist()) for page in np.split(np.array(words, object), np.cumsum(sizes)[:-1])),
        labels=labels,
        restricted=bool(random.random() < _RESTRICTED),
    )


def _say(words: list[str], phrase: str, random: np.random.Generator) -> None:
    """Put a phrase in the place of other words, a few times."""
    said = phrase.split()
    for at in random.integers(0, len(words) - len(said), size=random.integers(1, _MOST_REPEATED, endpoint=True)):
        words[at : at + len(said)] = said


def _page(words: list[str]) -> str:
    for at in range(0, len(words), _SENTENCE):
        words[at] = words[at].capitalize()
    for at in range(_SENTENCE - 1, len(words), _SENTENCE):
        words[at] += "."
    return " ".join(words)


def _title(labels: dict[str, tuple[str, ...]], words: list[str], authority: Authority) -> str:
    process = authority.iscm(labels["iscm"][0]).short_name
    return f"{process}: {' '.join(words)}, {labels['year'][0]}"


def _labels(language: str, random: np.random.Generator, authority: Authority) -> dict[str, tuple[str, ...]]:
    processes = [iscm.slug for iscm in authority.iscms]
    states = sorted({state for iscm in authority.iscms for state in iscm.states})
    return {
        "iscm": _some(processes, int(random.random() < 0.1) + 1, random),
        "year": (str(random.integers(*_YEARS, endpoint=True)),),
        "type": _some([kind.id for kind in authority.document_types], 1, random),
        "language": (language,),
        "element": _some([element.letter for element in authority.elements], int(random.integers(1, 7)), random),
        "state": _some(states, int(random.integers(0, 4)), random),
    }


def _some(values: list[str], count: int, random: np.random.Generator) -> tuple[str, ...]:
    """So many different ones, the first of the list oftener than the last."""
    weights = 1 / np.arange(2, len(values) + 2)
    return tuple(str(value) for value in random.choice(values, count, replace=False, p=weights / weights.sum()))
