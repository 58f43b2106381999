"""Names of States and of languages, from the Unicode CLDR as Babel ships it."""

from functools import cache

from babel import Locale
from babel.core import get_global

# Kosovo has no ISO 3166 code; XKX is user-assigned and CLDR knows it as XK.
USER_ASSIGNED = {"XKX": "XK"}


@cache
def _alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-3 to the alpha-2 code that CLDR names a territory by."""
    aliases = get_global("territory_aliases")
    codes = {code: names[0] for code, names in aliases.items() if len(code) == 3 and code.isalpha()}
    return {**codes, **USER_ASSIGNED}


def is_state(alpha3: str) -> bool:
    """Whether CLDR knows the code; territories such as Niue or New Caledonia count."""
    return _alpha2().get(alpha3) in Locale("en").territories


def state_name(alpha3: str, language: str = "en") -> str:
    """The short name of a State in one of our languages; a code that is not known stands for itself."""
    return str(Locale(language).territories.get(_alpha2().get(alpha3, ""), alpha3))


def language_name(code: str, language: str = "en") -> str:
    """The name of a language in one of our languages; a code that is not known stands for itself."""
    return str(Locale(language).languages.get(code, code))
