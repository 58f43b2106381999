"""Gettext for templates, several times as quick as Jinja's own, which looks up and formats each text every time."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from babel.support import NullTranslations
from markupsafe import Markup, escape


def gettext_of(words: NullTranslations) -> Callable[..., Markup]:
    """`_("…")` of a template: a text is trusted, what stands in it is escaped."""

    @cache
    def plain(text: str) -> Markup:
        return _filled(words.gettext(text), {})

    def gettext(text: str, /, **values: Any) -> Markup:
        return _filled(words.gettext(text), values) if values else plain(text)

    return gettext


def ngettext_of(words: NullTranslations) -> Callable[..., Markup]:
    """A text in the form that goes with a count; the count itself is `num`."""

    def ngettext(one: str, many: str, count: int, /, **values: Any) -> Markup:
        return _filled(words.ngettext(one, many, count), {"num": count, **values})

    return ngettext


def remembering(say: Callable[..., str], **fixed: Any) -> Callable[..., str]:
    """A function of few different values, which are said on every page again: figures, dates."""
    return lru_cache(4096)(lambda *values: say(*values, **fixed))


def _filled(text: str, values: dict[str, Any]) -> Markup:
    # The text is ours; what stands in it is escaped here.
    return Markup(text % {name: escape(value) for name, value in values.items()})  # noqa: S704
