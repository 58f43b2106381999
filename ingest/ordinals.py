"""Which meeting of its kind: the ordinal number in the name of a meeting, in six languages."""

import re
from functools import cache

from ingest.folding import fold

_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    "premiere deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme "
    "treizieme quatorzieme quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme vingtieme",
    "primera segunda tercera cuarta quinta sexta septima octava novena decima undecima duodecima decimotercera "
    "decimocuarta decimoquinta decimosexta decimoseptima decimoctava decimonovena vigesima",
    "primer segundo tercer cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo",
    "primeira segunda terceira quarta quinta sexta setima oitava nona decima",
    "primeiro segundo terceiro quarto quinto sexto setimo oitavo nono decimo",
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат",
    "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "الاولي الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره",
)
_TENS = ((10, "(?!)", "عشر"), (20, "twenty", "وال?عشر"), (30, "thirty", "وال?ثلاث"), (40, "forty", "وال?اربع"))
_RUSSIAN_ENDING = r"(?:ый|ой|ий|ая|яя|ое|ье|ья|ого|ьего|ом|ьем|ую|ью|ей|ьей)?"
_FIGURE = re.compile(
    r"(?<![\w.])(\d{1,3})(?:st|nd|rd|th|e|er|ere|eme|[.]?[ºª°]|[.]?a|[.]?o|[.]|-?(?:я|й|е|ая|ое|ий|ый))(?!\w)"
)
_ROMAN = re.compile(r"(?<!\w)(?=[IVXL])(X{0,4}L?X{0,3})(IX|IV|V?I{0,3})(?:e|eme|ème|a|ª|o|º)?(?![\w'’])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def ordinal_of(name: str) -> int | None:
    """The eighth for "VIII Congress", "8th Meeting" and "Octava Reunión"; None where no number is told."""
    folded = fold(name)
    if match := _FIGURE.search(folded):
        return int(match[1])
    for match in _ROMAN.finditer(name):
        if value := _roman(match[1] + match[2]):
            return value
    if match := _spelled().search(folded):
        number = next(number for number, word in _numbered() if match[1] == word)
        return number + _tens(folded[: match.start()], folded[match.end() :])
    return None


def _tens(before: str, after: str) -> int:
    """What stands beside a number from one to nine: "twenty-" before it, "and the twentieth" behind it in Arabic."""
    for ten, english, arabic in _TENS:
        if re.search(rf"(?<!\w){english}[\s-]$", before) or re.match(rf"\s+{arabic}", after):
            return ten
    return 0


@cache
def _spelled() -> re.Pattern[str]:
    words = sorted({word for _, word in _numbered()}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(words)}){_RUSSIAN_ENDING}(?!\w)")


@cache
def _numbered() -> tuple[tuple[int, str], ...]:
    return tuple((number, word) for words in _WORDS for number, word in enumerate(words.split(), start=1))


def _roman(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
