"""Sentences for people: English where they are made, and said again in the reader's language where pages are made."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

# Text (a name, an id, a page, a year) stands as it is; a number is written as a language writes numbers, a date too;
# texts together are a list; a Said is a word or sentence of ours, such as the name of a role.
Value: TypeAlias = str | int | date | tuple[str, ...]


class Said(str):
    """A sentence of ours, which remembers its template and what fills it in.

    It is an English `str` for whoever wants no more: JSON, the command line, logs, the database. A page looks up the
    template, which is the `msgid` of the translations, and fills in the values again. `many` is the template for
    another `count` among the values than one.
    """

    __slots__ = ("many", "template", "values")

    template: str
    values: Mapping[str, Value]
    many: str

    def __new__(cls, template: str, values: Mapping[str, Value], many: str = "") -> "Said":
        """The English sentence, filled in."""
        form = many if many and values["count"] != 1 else template
        sentence = super().__new__(cls, filled_in(form, {name: _in_english(value) for name, value in values.items()}))
        sentence.template, sentence.values, sentence.many = template, MappingProxyType(values), many
        return sentence

    def __reduce__(self) -> tuple[Any, ...]:
        """A child process says why it failed in the same way."""
        return Said, (self.template, dict(self.values), self.many)


def said(template: str, /, **values: Value) -> Said:
    """A sentence, or a word to be filled into one. The template is a literal, so that translators are given it."""
    return Said(template, values)


def counted(one: str, many: str, count: int, /, **values: Value) -> Said:
    """A sentence about a number of things, which is filled in as `count`."""
    return Said(one, {"count": count, **values}, many)


def mark(template: str) -> str:
    """A template that stands apart from what fills it in, such as in a table; translators are given it here."""
    return template


def together(sentences: Iterable[str], between: str = " ") -> Said:
    """Several sentences, one after the other."""
    values = {f"sentence_{number}": sentence for number, sentence in enumerate(sentences)}
    return Said(between.join(f"%({name})s" for name in values), values)


def filled_in(template: str, values: Mapping[str, str]) -> str:
    """The sentence; one into which nothing is to be filled stands as it is, with its per cent signs."""
    return template % values if values else template


def _in_english(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:,}" if isinstance(value, int) else str(value)
