"""What an OAI-PMH request asks for: one verb, legal arguments, dates and resumption tokens."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self

from api.harvest import markup
from repository.harvesting import Mark

_SEPARATOR = "!"
_WORD = r"[A-Za-z0-9_.!~*'()-]+"
# What the protocol's schema lets these arguments be; only such values may be repeated in an answer.
_SYNTAX = {"metadataPrefix": re.compile(_WORD), "set": re.compile(f"{_WORD}(:{_WORD})*")}
_MOMENT = "%Y-%m-%dT%H:%M:%S.%f"
_GRANULARITIES = {
    re.compile(r"\d{4}-\d\d-\d\d", re.ASCII): ("%Y-%m-%d", timedelta(days=1)),
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII): ("%Y-%m-%dT%H:%M:%SZ", timedelta(seconds=1)),
}


class OaiError(Exception):
    """An answer the protocol foresees for what cannot be done: one of its codes, and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Verb:
    """The arguments a verb needs and may have; a resumption token stands alone."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    is_resumable: bool = False


_LISTING = Verb(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), is_resumable=True)
VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=frozenset({"identifier"})),
    "ListSets": Verb(is_resumable=True),
    "ListIdentifiers": _LISTING,
    "ListRecords": _LISTING,
    "GetRecord": Verb(required=frozenset({"identifier", "metadataPrefix"})),
}


def read(given: Iterable[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """The verb and its arguments; raises OaiError badVerb or badArgument."""
    pairs = list(given)
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", f"Give exactly one verb: {', '.join(VERBS)}.")
    arguments = {name: value for name, value in pairs if name != "verb"}
    if len(arguments) != len(pairs) - 1:
        raise OaiError("badArgument", "An argument is repeated; give each once.")
    _check_names(verbs[0], frozenset(arguments))
    _check_values(arguments)
    return verbs[0], arguments


def _check_values(arguments: dict[str, str]) -> None:
    if not all(markup.is_legal(value) for value in arguments.values()):
        raise OaiError("badArgument", "An argument holds a character that XML cannot hold.")
    for name, pattern in _SYNTAX.items():
        if name in arguments and not pattern.fullmatch(arguments[name]):
            raise OaiError("badArgument", f"The argument {name} is empty or holds a character it cannot have.")


def _check_names(name: str, given: frozenset[str]) -> None:
    verb = VERBS[name]
    if verb.is_resumable and given == {"resumptionToken"}:
        return
    if verb.is_resumable and "resumptionToken" in given:
        raise OaiError("badArgument", "A resumptionToken stands alone, without other arguments.")
    if missing := verb.required - given:
        raise OaiError("badArgument", f"{name} also needs: {', '.join(sorted(missing))}.")
    if given - verb.required - verb.optional:
        legal = ", ".join(sorted(verb.required | verb.optional)) or "none"
        raise OaiError("badArgument", f"{name} was given an argument it does not know; its arguments are: {legal}.")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was asked for, and where it goes on; `cursor` counts the records before `after`."""

    prefix: str
    set: str = ""
    first: str = ""
    last: str = ""
    after: Mark | None = None
    cursor: int = 0

    @classmethod
    def of(cls, arguments: dict[str, str]) -> Self:
        """The listing of checked arguments; raises OaiError for bad dates or a bad token."""
        if "resumptionToken" in arguments:
            return cls._resumed(arguments["resumptionToken"])
        names = ("metadataPrefix", "set", "from", "until")
        prefix, chosen, first, last = (arguments.get(name, "") for name in names)
        # An argument that is there but empty is not the same as none.
        if "" in (arguments.get("from"), arguments.get("until")):
            raise OaiError("badArgument", "The date from or until is empty; leave it out instead.")
        listing = cls(prefix, chosen, first, last)
        listing.period()
        return listing

    def period(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment, both inclusive; raises OaiError badArgument."""
        if self.first and self.last and len(self.first) != len(self.last):
            raise OaiError("badArgument", "The dates from and until must have the same granularity.")
        since = _span(self.first)[0] if self.first else None
        until = _span(self.last)[1] if self.last else None
        if since and until and since > until:
            raise OaiError("badArgument", "The date from is later than until.")
        return since, until

    def resumed_after(self, mark: Mark, count: int) -> Self:
        """The rest of the list, after `count` more records."""
        return replace(self, after=mark, cursor=self.cursor + count)

    def token(self) -> str:
        """The listing as text: nothing is kept on our side, so a token never expires."""
        assert self.after is not None  # noqa: S101 - tells the type checker; only resumed listings have a token.
        moment = self.after.changed_at.astimezone(UTC).strftime(_MOMENT)
        parts = (self.prefix, self.set, self.first, self.last, moment, self.after.public_id, str(self.cursor))
        return _SEPARATOR.join(parts)

    @classmethod
    def _resumed(cls, token: str) -> Self:
        try:
            prefix, chosen, first, last, moment, public_id, cursor = token.split(_SEPARATOR)
            changed_at = datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC)
            listing = cls(prefix, chosen, first, last, Mark(changed_at, public_id), max(0, int(cursor)))
            listing.period()
        except (ValueError, OaiError) as error:
            raise OaiError("badResumptionToken", "This is no resumptionToken of ours. Begin the list again.") from error
        return listing


def _span(text: str) -> tuple[datetime, datetime]:
    """The first and the last moment of a day or second."""
    for pattern, (form, length) in _GRANULARITIES.items():
        if pattern.fullmatch(text):
            try:
                start = datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                break
            return start, start + (length - timedelta(microseconds=1))
    raise OaiError("badArgument", "A date must be like 2016-11-03 or 2016-11-03T09:30:00Z, in UTC.")
