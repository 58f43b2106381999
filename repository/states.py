"""Names of States and of languages, from the Unicode CLDR as Babel ships it."""

from functools import cache

from babel import Locale
from babel.core import get_global

# Where the CLDR's English name is not the short name the United Nations uses.
UN_SHORT_NAMES = {
    "BOL": "Bolivia (Plurinational State of)",
    "BRN": "Brunei Darussalam",
    "CIV": "Côte d'Ivoire",
    "COD": "Democratic Republic of the Congo",
    "COG": "Congo",
    "CPV": "Cabo Verde",
    "FSM": "Micronesia (Federated States of)",
    "IRN": "Iran (Islamic Republic of)",
    "KOR": "Republic of Korea",
    "LAO": "Lao People's Democratic Republic",
    "MDA": "Republic of Moldova",
    "MMR": "Myanmar",
    "PRK": "Democratic People's Republic of Korea",
    "PSE": "State of Palestine",
    "RUS": "Russian Federation",
    "SYR": "Syrian Arab Republic",
    "TZA": "United Republic of Tanzania",
    "USA": "United States of America",
    "VEN": "Venezuela (Bolivarian Republic of)",
    "VNM": "Viet Nam",
}

# Kosovo has no ISO 3166 code; XKX is user-assigned and CLDR knows it as XK.
USER_ASSIGNED = {"XKX": "XK"}


@cache
def _alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to the alpha-2 code that CLDR names a territory by."""
    aliases = get_global("territory_aliases")
    codes = {code: names[0] for code, names in aliases.items() if len(code) == 3 and code.isalpha()}
    return {**codes, **USER_ASSIGNED}


@cache
def _locale(language: str) -> Locale:
    """Finding the data of a language takes longer than finding a name in it."""
    return Locale(language)


def is_state(alpha3: str) -> bool:
    """Whether CLDR knows the code; territories such as Niue or New Caledonia count."""
    return _alpha2().get(alpha3) in _locale("en").territories


def state_codes() -> list[str]:
    """The codes of all States and territories that have a name, in alphabetical order."""
    return sorted(code for code in _alpha2() if is_state(code))


def state_name(alpha3: str, language: str = "en") -> str:
    """The short name of a State in one of our languages; a code that is not known stands for itself."""
    if language == "en" and alpha3 in UN_SHORT_NAMES:
        return UN_SHORT_NAMES[alpha3]
    return str(_locale(language).territories.get(_alpha2().get(alpha3, ""), alpha3))


def state_spellings(alpha3: str, language: str = "en") -> tuple[str, ...]:
    """The names a text may use for a State: the one we show, and the CLDR's."""
    listed = str(_locale(language).territories.get(_alpha2().get(alpha3, ""), alpha3))
    return tuple(dict.fromkeys((state_name(alpha3, language), listed)))


def language_name(code: str, language: str = "en") -> str:
    """The name of a language in one of our languages; a code that is not known stands for itself."""
    return str(_locale(language).languages.get(code, code))
