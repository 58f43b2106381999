"""Days and years written out in words, as treaties and declarations sign them: five languages."""

import re
from collections.abc import Iterator
from functools import cache

# One to nineteen, or as far as a language has single words; then the tens.
_EN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_FR = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
)
_ES = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve"
)
_PT = (
    "um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito "
    "dezanove"
)
# Days and the last part of years are ordinals in Russian: in the case after "from" and the one after "to".
_RU = (
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого "
    "тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого"
)
_PT_BRAZIL = {14: "quatorze", 16: "dezesseis", 17: "dezessete", 19: "dezenove"}


@cache
def spelled_days() -> dict[str, int]:
    """The days of a month in words, folded, by their spelling with single blanks for hyphens."""
    days = {spelling: number for number, spelling in _cardinals() if number <= 31}
    days |= {word: number for number, word in enumerate(_EN_DAYS.split(), start=1)}
    days |= {"twentieth": 20, "thirtieth": 30, "thirty first": 31, "premier": 1, "primero": 1, "primeiro": 1}
    days |= {spelling: number for number, spelling in _russian() if number <= 31}
    days |= {f"twenty {word}": 20 + number for number, word in enumerate(_EN_DAYS.split()[:9], start=1)}
    # "One" and "un" before a month are no day.
    return {spelling: number for spelling, number in days.items() if spelling not in ("one", "un", "um", "uno")}


@cache
def spelled_years() -> dict[str, int]:
    """The years 1990 to 2039 in words."""
    years = {"two thousand": 2000, "deux mille": 2000, "dos mil": 2000, "dois mil": 2000}
    years |= {f"две тысячи {spelling}": 2000 + number for number, spelling in _russian()} | {"двухтысячного": 2000}
    for number, spelling in _cardinals():
        for thousand in ("two thousand and", "two thousand", "deux mille", "dos mil", "dois mil e", "dois mil"):
            years[f"{thousand} {spelling}"] = 2000 + number
        if number >= 10:
            years[f"twenty {spelling}"] = 2000 + number
        if number <= 9:
            for ninety in ("nineteen ninety", "mil novecientos noventa y", "mil novecentos e noventa e"):
                years[f"{ninety} {spelling}"] = 1990 + number
        if 10 <= number <= 19:
            years[f"mil neuf cent quatre vingt {spelling}"] = 1980 + number
    return years


def _russian() -> Iterator[tuple[int, str]]:
    """First to thirty-ninth, each in two cases."""
    units = _RU.split()
    for genitive in (True, False):
        words = units if genitive else [re.sub("ьего$", "ье", re.sub("ого$", "ое", word)) for word in units]
        yield from enumerate(words, start=1)
        for ten, word in ((20, "двадцат"), (30, "тридцат")):
            yield ten, word + ("ого" if genitive else "ое")
            yield from ((ten + unit, f"{word}ь {words[unit - 1]}") for unit in range(1, 10))


def _cardinals() -> Iterator[tuple[int, str]]:
    """One to thirty-nine in each language, in no order."""
    for words, tens, joint in (
        (_EN, {20: "twenty", 30: "thirty"}, " "),
        (_FR, {20: "vingt", 30: "trente"}, " "),
        (_ES, {30: "treinta"}, " y "),
        (_PT, {20: "vinte", 30: "trinta"}, " e "),
    ):
        units = [word.replace("-", " ") for word in words.split()]
        yield from enumerate(units, start=1)
        for ten, word in tens.items():
            yield ten, word
            yield from ((ten + unit, f"{word}{joint}{units[unit - 1]}") for unit in range(1, 10))
    yield from ((20 + 1, "vingt et un"), (30 + 1, "trente et un"))
    yield from _PT_BRAZIL.items()
