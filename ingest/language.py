"""Which of the six languages a text is written in, by script and then by py3langid; unknown when in doubt."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru")
# Languages that would otherwise be taken for one of ours.
_OTHERS = ("de", "it", "nl", "pl", "ro", "tr", "id", "uk", "bg", "sr", "fa", "ur")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 4
# Three stretches of this length tell as much as a whole page, whose heading may be in another language.
_STRETCH = 350


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([*LANGUAGES, *_OTHERS])
    return identifier


def language_of(text: str) -> str | None:
    """The language of a text, or None for another language and for too few words."""
    sample = _sample(text)
    if len(_WORD.findall(sample)) < _FEWEST_WORDS:
        return None
    found = str(_identifier().classify(sample)[0])
    return found if found in LANGUAGES else None


def _sample(text: str) -> str:
    """Stretches from the beginning, the middle and the end of a text that is long."""
    if len(text) <= 3 * _STRETCH:
        return text
    middle = (len(text) - _STRETCH) // 2
    return "\n".join((text[:_STRETCH], text[middle : middle + _STRETCH], text[-_STRETCH:]))


def main_language(texts: Sequence[str], languages: Sequence[str | None]) -> str | None:
    """The language most of the characters are in."""
    counts: Counter[str | None] = Counter()
    for text, language in zip(texts, languages, strict=True):
        counts[language] += len(text)
    unknown = counts.pop(None, 0)
    best = max(counts, key=lambda language: counts[language], default=None)
    # A stray page taken for one of ours does not make a document of another language ours.
    return best if counts[best] * 2 >= unknown else None
