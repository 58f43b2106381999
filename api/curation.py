"""A curator's changes to a document, checked against the authority data, with an audit event."""

from typing import Any

from api.shapes.curation import DocumentChanges
from ingest.given import is_date
from repository.access import Actor
from repository.authority import Authority
from repository.curation import Decision
from repository.errors import Rejected
from repository.models import AuditEvent, Document
from repository.unit_of_work import UnitOfWork
from search.parameters import illegal, is_legal

# Which facet's legal values a field or a tag scheme must be one of.
_CHECKED_FIELDS = {"type": "type", "language": "language", "meeting_level": "meeting_level", "country": "state"}
_CHECKED_SCHEMES = {"mention": "iscm"}


def apply_changes(
    uow: UnitOfWork, document: Document, changes: DocumentChanges, authority: Authority, actor: Actor
) -> AuditEvent | None:
    """Change the document in the unit of work; raises Rejected, naming what would be legal."""
    given = changes.model_dump(exclude_unset=True)
    iscms, tags, is_reviewed = given.pop("iscms", None), given.pop("tags", None) or [], given.pop("reviewed", None)
    fields = _fields(given, authority)
    if iscms is not None:
        tags += _issuing(document, iscms)
    for tag in tags:
        _check(_CHECKED_SCHEMES.get(tag["scheme"], tag["scheme"]), tag["code"], authority)
    decisions = [Decision(tag["scheme"], tag["code"], tag["state"]) for tag in tags]
    return uow.curation.change(document, fields, decisions, actor, is_reviewed=is_reviewed)


def _fields(given: dict[str, Any], authority: Authority) -> dict[str, Any]:
    if given.get("visibility", "") is None:
        raise Rejected("The visibility must be public or restricted.")
    if "date" in given:
        given |= _dates(given.pop("date"))
    for name, facet in _CHECKED_FIELDS.items():
        if given.get(name):
            _check(facet, given[name], authority)
    return given


def _dates(date: str | None) -> dict[str, str | None]:
    if not date:
        return {"date_from": None, "date_to": None}
    if not is_date(date):
        raise Rejected(
            "“%(date)s” is not a date. Write 2016, 2016-11, 2016-11-03 or 2016-11-03..2016-11-04.",
            date=date[:40],
        )
    start, _, end = date.partition("..")
    return {"date_from": start, "date_to": end or start}


def _issuing(document: Document, slugs: list[str]) -> list[dict[str, str]]:
    others = [code for code in document.codes("iscm") if code not in slugs]
    return [{"scheme": "iscm", "code": slug, "state": "confirmed"} for slug in slugs] + [
        {"scheme": "iscm", "code": slug, "state": "rejected"} for slug in others
    ]


def _check(facet: str, value: str, authority: Authority) -> None:
    if not is_legal(facet, value, authority):
        raise Rejected(illegal(facet, value, authority))
