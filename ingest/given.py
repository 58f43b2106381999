"""What a person says about a file, checked against the authority data."""

from collections.abc import Iterator
from datetime import date

from repository.access import VISIBILITIES
from repository.authority import Authority
from repository.authority_records import LANGUAGES
from repository.errors import Rejected
from repository.reading import Given
from repository.said import said, together
from repository.visibility import with_embargo

_EARLIEST = 1900
_LONGEST_TITLE = 500


def check(given: Given, authority: Authority) -> None:
    """Raise Rejected with one sentence per thing that cannot be."""
    if problems := list(_problems(given, authority)):
        raise Rejected(together(problems))


def _problems(given: Given, authority: Authority) -> Iterator[str]:
    slugs = [iscm.slug for iscm in authority.iscms]
    for slug in given.iscms:
        if slug not in slugs:
            yield said(
                "There is no process “%(given)s”; write one of %(legal)s.",
                given=_short(slug),
                legal=tuple(slugs),
            )
    kinds = [kind.id for kind in authority.document_types]
    if given.type is not None and given.type not in kinds:
        yield said(
            "There is no document type “%(given)s”; write one of %(legal)s.",
            given=_short(given.type),
            legal=tuple(kinds),
        )
    if given.language is not None and given.language not in LANGUAGES:
        yield said(
            "There is no language “%(given)s” here; write one of %(legal)s.",
            given=_short(given.language),
            legal=tuple(LANGUAGES),
        )
    if given.visibility not in VISIBILITIES:
        yield said("Visibility cannot be “%(given)s”; write public or restricted.", given=_short(given.visibility))
    if given.embargo_until is not None:
        with_embargo({"embargo_until": given.embargo_until})
    if given.date is not None and not is_date(given.date):
        yield said(
            "“%(given)s” is no date; write 2016, 2016-11, 2016-11-03 or 2016-11-03..2016-11-04.",
            given=_short(given.date),
        )
    if given.title is not None and not 0 < len(given.title.strip()) <= _LONGEST_TITLE:
        yield said("A title has 1 to %(most)s characters.", most=_LONGEST_TITLE)


def is_date(text: str) -> bool:
    """Whether a text is YYYY, YYYY-MM, YYYY-MM-DD or a range A..B of them that does not run backwards."""
    first, dots, last = text.partition("..")
    if not dots:
        return _is_day(first)
    return _is_day(first) and _is_day(last) and len(first) == len(last) and first <= last


def _is_day(text: str) -> bool:
    parts = text.split("-")
    if (
        [len(part) for part in parts] != [4, 2, 2][: len(parts)]
        or not text.replace("-", "").isdecimal()
        or not text.isascii()
    ):
        return False
    year, month, day = (int(part) for part in (*parts, "01", "01")[:3])
    try:
        date(year, month, day)
    except ValueError:
        return False
    return year >= _EARLIEST


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
