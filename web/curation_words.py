"""The words of curation: names of lists, and changes of the audit trail as a person would say them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.dates import dates_in_words
from repository.changing import REVIEWED, WITHDRAWN
from repository.merging import is_name
from repository.models import AuditEvent
from web.document_view import GROUPS
from web.pages.visit import Visit

# Schemes that are decided on one by one; the others fold.
OPEN_SCHEMES = ("iscm", "element")
# What an event also notes, for programs: people read the date as one, and know a file by its name.
_UNSAID = {"date_to", "file", "sha256", "bytes", "rules_version"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an event changed; an empty `before` or `after` was or is nothing."""

    label: str
    before: str
    after: str


def list_names(visit: Visit) -> dict[str, tuple[str, str]]:
    """The name of each list, and what is to be done about it."""
    _ = visit.gettext
    return {
        "unreviewed": (_("Not yet reviewed"), _("Nobody has looked through them since they were read.")),
        "attention": (_("Need attention"), _("Not reviewed, and something is missing or doubtful.")),
        "no-iscm": (_("No process found"), _("No rule found who issued them. Add the process by hand.")),
        "undated": (_("Undated"), _("The text does not say when. The title page or the meeting may.")),
        "untyped": (_("No type"), _("Nothing says what kind of document they are.")),
        "needs-ocr": (_("Need OCR"), _("Some pages are pictures whose text has not been recognised yet.")),
        "failed": (_("Could not be read"), _("The original is kept; the reason stands with each.")),
        "suggestions": (_("Suggested tags waiting"), _("A rule suggests a process or an element; nobody decided.")),
        "restricted": (_("Restricted"), _("Only people with an account see them.")),
        "withdrawn": (_("Withdrawn"), _("Only their tombstones are left for readers; they can be reinstated.")),
    }


def field_names(visit: Visit) -> dict[str, str]:
    """The names of the fields of a document."""
    _ = visit.gettext
    return {
        "filename": _("File"),
        "pages": _("Pages"),
        "title": _("Title"),
        "type": _("Type"),
        "date_from": _("Date"),
        "date_to": _("Last day"),
        "city": _("City"),
        "country": _("State"),
        "language": _("Language"),
        "meeting_level": _("Level of meeting"),
        "visibility": _("Who may see it"),
        "embargo_until": _("Restricted until"),
        REVIEWED: _("Reviewed"),
        WITHDRAWN: _("Withdrawn"),
    }


def scheme_names(visit: Visit) -> dict[str, str]:
    """The names of the schemes that tags belong to, in the order in which they are decided on."""
    names = {scheme: visit.gettext(label) for scheme, label, _ in GROUPS}
    return {scheme: names[scheme] for scheme in dict.fromkeys((*OPEN_SCHEMES, *names))}


def state_names(visit: Visit) -> dict[str, str]:
    """The states of a tag, in words."""
    _ = visit.gettext
    return {
        "suggested": _("suggested"),
        "confirmed": _("confirmed"),
        "rejected": _("rejected"),
        "obsolete": _("no longer supported by a rule"),
    }


def action_names(visit: Visit) -> dict[str, str]:
    """What was done, in words; an action that is not named here speaks for itself."""
    _ = visit.gettext
    return {
        "upload": _("sent it"),
        "retry": _("sent it again"),
        "read": _("read it"),
        "ocr": _("recognised the text of its pages"),
        "lift embargo": _("published it on its day"),
        "edit": _("changed it"),
        "undo": _("undid a change"),
        "withdraw": _("withdrew it"),
        "reinstate": _("reinstated it"),
        "merge": _("joined another document to it"),
        "move": _("joined it to another document"),
        "return": _("took it out of another document"),
        "set apart": _("said that it is not the same as another"),
    }


def changes(event: AuditEvent, visit: Visit) -> list[Change]:
    """What an event changed, one thing after the other."""
    names = [name for name in dict.fromkeys((*event.before, *event.after)) if name not in _UNSAID]
    told = (_change(name, event, visit) for name in names)
    return [change for change in told if change.before or change.after]


def _change(name: str, event: AuditEvent, visit: Visit) -> Change:
    before, after = (_value(name, values, visit) for values in (event.before, event.after))
    return Change(_label(name, visit), before, after)


def _label(name: str, visit: Visit) -> str:
    if is_name(name):
        return visit.gettext("Another document joined to it")
    scheme, colon, code = name.partition(":")
    if colon:
        return visit.label(scheme, code)
    return field_names(visit).get(name, name)


def _value(name: str, values: Mapping[str, Any], visit: Visit) -> str:
    value = values.get(name)
    if value is None or value == "":
        return ""
    if is_name(name):
        return name.rpartition(" ")[2]
    if ":" in name:
        return state_names(visit).get(value, str(value))
    if name == "date_from":
        return dates_in_words(value, values.get("date_to"), visit.language.code)
    if isinstance(value, bool):
        return visit.gettext("yes") if value else visit.gettext("no")
    scheme = {"country": "state"}.get(name, name)
    return visit.label(scheme, value) if name in ("type", "language", "meeting_level", "country") else str(value)
