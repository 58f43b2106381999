"""Templates and what every one of them may use; values go in, HTML comes out."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlencode

from babel.dates import get_day_names
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from api.dates import dates_in_words, moment_in_words
from api.links import export_url, metadata_url, page_url, version_url
from api.listing import listed, separator
from web.data_block import data_block
from web.folding import OneLanguage
from web.interface_language import LANGUAGES, SOURCE
from web.sentences import said_in
from web.translations import translations
from web.wording import gettext_of, ngettext_of, remembering

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
# Jinja takes the end of a line away with the tag before it: there the indentation is all that parts two words.
_INDENTATION = re.compile(r"(?<=[%#]\}\n)([ \t])[ \t]*|^[ \t]+", re.MULTILINE)
_UNITS = (("megabyte", 1_000_000, "#,##0.0"), ("kilobyte", 1000, "#,##0"))


def render(template: str, values: Mapping[str, Any], language: str = SOURCE) -> str:
    """One template with its values, in a language; a name that is missing is an error, not a gap."""
    return environment(language).get_template(template).render(**values)


class WithoutIndentation(Extension):
    """Templates as they are read, without what indents their lines: some kilobytes of a long page.

    What is filled in keeps its spaces. No template has text of its own within `<pre>` or `<textarea>`.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The lines from their first sign."""
        return _INDENTATION.sub(r"\1", source)


def size_in_words(count: int, language: str = SOURCE) -> str:
    """Bytes as a person says them: "1.2 MB"."""
    for unit, bytes_of_one, pattern in _UNITS:
        if count >= bytes_of_one:
            return str(format_unit(count / bytes_of_one, f"digital-{unit}", "short", pattern, language))
    return str(format_unit(count, "digital-byte", "long", locale=language))


def twentieths(count: int, most: int) -> int:
    """A share in steps of five per cent: the style sheet has a width for each, since it allows no inline style."""
    return -(-20 * count // most) if most else 0


def direction(language: str | None) -> str:
    """The value of a `dir` attribute."""
    return "rtl" if language == "ar" else "ltr"


def weekday(day: date, width: Literal["wide", "abbreviated"], language: str) -> str:
    """The name of the day in the week."""
    return str(get_day_names(width, locale=language)[day.weekday()])


def address(path: str, **parameters: Any) -> str:
    """A path with the parameters that have a value."""
    given = [(name, str(value)) for name, value in parameters.items() if value not in (None, "")]
    return quote(path) + (f"?{urlencode(given)}" if given else "")


def linked(path: str) -> Markup:
    """An address for an attribute in quotes, a fifth shorter: HTML takes an ampersand before a name and "=" as it is.

    Only `&region` begins like a character reference (`&reg`), which careless programs would take it for.
    """
    return Markup(str(escape(path)).replace("&amp;", "&").replace("&region", "&amp;region"))  # noqa: S704 - escaped.


@cache
def static(name: str) -> str:
    """The address of a static file, which changes whenever the file does, so that no browser keeps an old one."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"


@cache
def environment(language: str) -> Environment:
    """What every template of a language may use: its gettext, and filters and functions that know the language."""
    environment = OneLanguage(
        extensions=["jinja2.ext.i18n", WithoutIndentation],
        loader=FileSystemLoader(TEMPLATES),
        # They change with the installation only: fifty looks at the disk for each page were for nothing.
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A text may stand on several lines of a template without that being part of it.
    environment.policies["ext.i18n.trimmed"] = True
    # Texts are filled in by the functions below rather than by the code of the template.
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    words = translations(language)
    gettext = gettext_of(words)
    environment.globals |= {"_": gettext, "gettext": gettext, "ngettext": ngettext_of(words)}
    environment.filters |= {
        "moment": partial(moment_in_words, language=language),
        "number": remembering(format_decimal, locale=language),
        "percent": remembering(format_percent, locale=language),
        "size": partial(size_in_words, language=language),
        "weekday": partial(weekday, language=language),
        "safe_html": Markup,
        "listed": partial(listed, language=language),
        "said": said_in(language),
    }
    environment.globals |= {
        "lang": language,
        "comma": separator(language),
        "in_english": "" if language == SOURCE else Markup(' lang="en" dir="ltr"'),
        "interface_languages": LANGUAGES,
        "dates": remembering(dates_in_words, language=language),
        "twentieths": twentieths,
        "dir": direction,
        "address": address,
        "data_block": data_block,
        "export_url": export_url,
        "linked": linked,
        "metadata_url": metadata_url,
        "page_url": page_url,
        "version_url": version_url,
        "static": static,
    }
    return environment
