"""The words that the documents of the benchmark are made of: common real ones, then invented ones, by Zipf's law."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

# How often the word of a rank stands in a text: 1 / (rank + shift) ** exponent (Mandelbrot's form of Zipf's law).
_SHIFT, _EXPONENT = 2.7, 1.05
_SIZES = {"en": 60_000, "fr": 30_000, "es": 30_000}

# The commonest words of each language, first to last.
_COMMON = {
    "en": """the of and to in migration for on states that countries with a as by border cooperation return is rights be
    regional migrants at are international human process from management participants their labour this national meeting
    development an refugees or protection which mobility have other trafficking persons between policies it has also
    should member data including origin support through legal measures ministers""",
    "fr": """de la et les des le à migration en pour sur du dans états pays avec une par un frontières coopération
    retour que droits est au aux régional migrants internationale processus gestion participants leur travail ce
    national réunion développement réfugiés ou protection qui mobilité traite personnes entre politiques a
    également membres""",
    "es": """de la y los en el las migración para a del que estados países con una por un fronteras cooperación retorno
    se derechos es al regional migrantes internacional proceso gestión participantes su laboral este nacional reunión
    desarrollo refugiados o protección movilidad trata personas entre políticas ha también miembros""",
}
# Words of the field that stand further down, by rank.
_PLACED = {
    "en": {
        120: "voluntary",
        160: "irregular",
        200: "remittances",
        240: "smuggling",
        280: "diaspora",
        340: "reintegration",
        420: "visa",
        600: "readmission",
        900: "readmitted",
        1500: "consular",
    },
    "fr": {150: "réintégration", 200: "diaspora", 300: "réadmission", 420: "visa", 700: "consulaire"},
    "es": {150: "reintegración", 200: "diáspora", 300: "readmisión", 420: "visado", 700: "consular"},
}
_ONSETS = ["b", "br", "c", "ch", "d", "f", "g", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v"]
_VOWELS = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ou"]
_CODAS = ["", "", "", "", "l", "n", "r", "s"]
_ENDINGS = {
    "en": ["", "s", "ed", "ing", "tion", "ment", "al"],
    "fr": ["e", "es", "ée", "ment", "tion", "eur", "aux"],
    "es": ["o", "a", "os", "ado", "ción", "mente", "idad"],
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language, commonest first, and the share of a text that the first so many make up."""

    words: NDArray[np.object_]
    shares: NDArray[np.float64]

    def draw(self, random: np.random.Generator, count: int) -> list[str]:
        """So many words of a text."""
        ranks = np.searchsorted(self.shares, random.random(count))
        drawn: list[str] = self.words[ranks].tolist()
        return drawn


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language, always the same."""
    words = _words(language)
    weights = 1 / (np.arange(len(words)) + _SHIFT) ** _EXPONENT
    shares = np.cumsum(weights) / weights.sum()
    shares[-1] = 1.0
    return Vocabulary(np.array(words, object), shares)


def _words(language: str) -> list[str]:
    common, placed = _COMMON[language].split(), _PLACED[language]
    taken = {*common, *placed.values()}
    invented = [word for word in _invented(language) if word not in taken]
    words = (common + invented)[: _SIZES[language] - len(placed)]
    for rank, word in sorted(placed.items()):
        words.insert(rank, word)
    return words


def _invented(language: str) -> list[str]:
    """More words than are needed, each once, in no order."""
    random = np.random.default_rng(sum(language.encode()))
    parts = [random.choice(part, _SIZES[language] // 2).tolist() for part in (_ONSETS, _VOWELS, _CODAS) * 2]
    stems = sorted({"".join(stem) for stem in zip(*parts, strict=True)})
    words = [stem + ending for stem in stems for ending in _ENDINGS[language]]
    random.shuffle(words)
    return list(dict.fromkeys(words))
