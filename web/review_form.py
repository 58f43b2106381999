"""The form of a review: what was sent, what of it is new, and what can be chosen."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from repository.access import VISIBILITIES
from repository.authority_records import LANGUAGES
from repository.models import Document
from search.parameters import legal_values
from web.curation_words import OPEN_SCHEMES
from web.pages.visit import Visit
from web.review_view import FIELDS, current_values, is_waiting

# Schemes that a tag can be added of by hand.
_ADDED = ("iscm", "element", "objective", "theme", "mention")
_STATES = {"accept": "confirmed", "reject": "rejected"}
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Sent:
    """What a curator sent: the fields as they stood, the revision that was seen, and the button pressed."""

    values: dict[str, str]
    form_token: str
    revision: int
    pressed: str
    added: str
    list: str
    since: str
    tag: str

    @classmethod
    def of(cls, form: FormData) -> "Sent":
        """From the form; what is no text is nothing."""
        texts = {name: value.strip()[:_LONGEST] for name, value in form.items() if isinstance(value, str)}
        revision = texts.get("revision", "")
        return cls(
            values={name: texts.get(name, "") for name in FIELDS},
            form_token=texts.get("form_token", ""),
            revision=int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else 0,
            pressed=texts.get("do", "save"),
            added=texts.get("add", ""),
            list=texts.get("list", "unreviewed"),
            since=texts.get("since", ""),
            tag=texts.get("tag", ""),
        )

    @property
    def is_next(self) -> bool:
        """Whether the document is done with."""
        return self.pressed == "next"

    @property
    def decided(self) -> str:
        """The tag whose button was pressed."""
        word, _, name = self.pressed.partition(":")
        return name if word in _STATES else ""


def sent_changes(sent: Sent, document: Document) -> dict[str, Any]:
    """What differs from the document, as the API takes it."""
    now = current_values(document)
    # A browser sends line ends of a long field as it likes.
    said: dict[str, Any] = {
        name: value or None for name, value in sent.values.items() if value.split() != now[name].split()
    }
    tags = _decisions(sent, document)
    if tags:
        said["tags"] = tags
    if sent.is_next or sent.pressed == "unreviewed":
        said["reviewed"] = sent.is_next
    return said


def _decisions(sent: Sent, document: Document) -> list[dict[str, str]]:
    word, _, name = sent.pressed.partition(":")
    names = {name: _STATES[word]} if word in _STATES else {}
    if sent.pressed == "all":
        waiting = (tag for tag in document.tags if tag.scheme in OPEN_SCHEMES and is_waiting(tag))
        names = {f"{tag.scheme}:{tag.code}": "confirmed" for tag in waiting}
    if sent.added:
        names[sent.added] = "confirmed"
    return [
        {"scheme": scheme, "code": code, "state": state}
        for scheme, _, code, state in ((*name.partition(":"), state) for name, state in names.items())
    ]


def choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen, as values and labels: for fields by their name, for tags to add by `add:` and the scheme."""
    authority = visit.authority
    found = {
        name: [(value, visit.label(scheme, value)) for value in legal_values(scheme, authority)]
        for name, scheme in (("type", "type"), ("meeting_level", "meeting_level"), ("country", "state"))
    }
    found["country"].sort(key=lambda choice: choice[1])
    found["language"] = [(code, visit.label("language", code)) for code in LANGUAGES]
    found["visibility"] = [
        (value, visit.gettext("Everybody") if value == "public" else visit.gettext("Only people with an account"))
        for value in VISIBILITIES
    ]
    for scheme in _ADDED:
        values = legal_values({"mention": "iscm"}.get(scheme, scheme), authority)
        found[f"add:{scheme}"] = [(f"{scheme}:{value}", visit.label(scheme, value)) for value in values]
    return found
