"""Optical character recognition by Tesseract, which is looked for each time a page needs it."""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytesseract
from PIL import Image

from ingest.language import language_of
from ingest.outside import found
from ingest.recognised import NOTHING, Recognised
from ingest.straightening import straightened

# Tesseract's name of each language pack, and of each script its orientation detector tells apart.
PACKS = {"en": "eng", "fr": "fra", "es": "spa", "pt": "por", "ar": "ara", "ru": "rus"}
_BY_SCRIPT = {"Latin": "en", "Fraktur": "en", "Cyrillic": "ru", "Arabic": "ar"}
_SURE_OF_SCRIPT = 1.0
_SURE_OF_TURN = 1.0
# Below the first, a page is tried in other scripts and turned otherwise; below the second, it is no text.
_DOUBTFUL, _USABLE, _GOOD = 0.7, 0.5, 0.8
_WEAKEST_WORD = 25
_LARGE = 2000
_FEWEST_LETTERS = 3
_PAGE_SECONDS = 60.0
_TRYING_SECONDS = 6.0
_FAILURES = (pytesseract.TesseractError, RuntimeError, OSError, ValueError)

# Each page is a process of its own; threads inside it only get in the way of the others.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


def is_installed() -> bool:
    """Whether Tesseract is on this machine now."""
    return found("tesseract") is not None


def recognise(image: Image.Image, likely: str | None = None) -> Recognised | None:
    """The text of a page's picture, turned and straightened first; `likely` is the language of the page before.

    NOTHING where there is no text to be found; None where the pack of its language is not installed.
    """
    turn, script_language = _orientation(image)
    if script_language and PACKS[script_language] not in _packs():
        return None
    upright = straightened(_turned(image, turn))
    read = _read(upright, script_language) if script_language in ("ar", "ru") else _latin(upright, likely)
    if read.confidence < _DOUBTFUL:
        read = max(read, *_other_tries(image), key=lambda one: one.confidence)
    return read if read.confidence >= _USABLE else NOTHING


def _turned(image: Image.Image, clockwise: int) -> Image.Image:
    return image.rotate(-clockwise, expand=True, fillcolor=255) if clockwise else image


def _latin(image: Image.Image, likely: str | None) -> Recognised:
    """Read in the likely language, and again in the one the words turn out to be in."""
    first = likely if PACKS.get(likely or "") in _packs() else "en"
    read = _read(image, str(first))
    language = language_of(read.text)
    if language and language != first and PACKS[language] in _packs():
        read = max(read, _read(image, language), key=lambda one: one.confidence)
    return read


def _other_tries(image: Image.Image) -> Iterator[Recognised]:
    """Pages with so few words that their script or their top could not be told."""
    yield NOTHING
    until = time.monotonic() + _TRYING_SECONDS
    for turn in (0, 180, 90, 270):
        for language in ("ar", "ru", "en"):
            read = _read(straightened(_turned(image, turn)), language)
            yield read
            if read.confidence >= _GOOD or time.monotonic() > until:
                return


def _orientation(image: Image.Image) -> tuple[int, str | None]:
    """Degrees by which the page must be turned clockwise, and a language of its script; 0 and None in doubt."""
    if "osd" not in _packs():
        return 0, None
    try:
        # Half the resolution is enough to tell, and takes half the time.
        small = image.resize((image.width // 2, image.height // 2)) if image.width > _LARGE else image
        told = pytesseract.image_to_osd(small, output_type=pytesseract.Output.DICT, timeout=_PAGE_SECONDS)
    except _FAILURES:  # Too few characters to tell.
        return 0, None
    turn = int(told["rotate"]) if float(told["orientation_conf"]) >= _SURE_OF_TURN else 0
    sure = float(told["script_conf"]) >= _SURE_OF_SCRIPT
    return turn, _BY_SCRIPT.get(str(told["script"])) if sure else None


def _read(image: Image.Image, language: str) -> Recognised:
    if PACKS[language] not in _packs():
        return NOTHING
    try:
        table = pytesseract.image_to_data(
            image, lang=PACKS[language], output_type=pytesseract.Output.DICT, timeout=_PAGE_SECONDS
        )
    except _FAILURES:
        return NOTHING
    return replace(_assembled(table), language=language)


def _assembled(table: dict[str, list[Any]]) -> Recognised:
    """Lines and paragraphs of the words; the confidence weighs each word by its length."""
    lines: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    weight = total = 0.0
    for block, paragraph, line, word, confidence in zip(
        table["block_num"], table["par_num"], table["line_num"], table["text"], table["conf"], strict=True
    ):
        if word.strip() and float(confidence) >= _WEAKEST_WORD:
            lines[block, paragraph, line].append(word.strip())
            weight += len(word) * float(confidence) / 100
            total += len(word)
    text = "".join(_joined(lines))
    letters = sum(character.isalpha() for character in text)
    return Recognised(text, round(weight / total, 3)) if letters >= _FEWEST_LETTERS else NOTHING


def _joined(lines: dict[tuple[int, int, int], list[str]]) -> Iterator[str]:
    before: tuple[int, int] | None = None
    for (block, paragraph, _), words in lines.items():
        if before is not None:
            yield "\n" if before == (block, paragraph) else "\n\n"
        before = block, paragraph
        yield " ".join(words)


@cache
def _packs() -> frozenset[str]:
    try:
        return frozenset(pytesseract.get_languages())
    except _FAILURES:
        return frozenset()
