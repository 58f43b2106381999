"""Tags after a change of rules: what would change, and the change itself, which never overturns a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from repository.authority import Authority
from repository.crosswalk import FOLLOWING, derived, follow_crosswalk
from repository.models import Document, Tag, TagEvidence
from repository.reading import Evidence, TagFinding

# What becomes of a tag; a tag that a person decided on only gets new evidence.
WHATS = ("new", "obsolete", "back", "assigned", "only suggested")


@dataclass(frozen=True, slots=True)
class Change:
    """One tag of one document that the rules of today see differently."""

    document: str
    scheme: str
    code: str
    what: str
    score: float


Found = Mapping[int, Sequence[TagFinding]]  # By the row id of the file that says so.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Merged:
    """A tag as all files of a document together say it."""

    score: float
    assigned: bool
    evidence: tuple[tuple[int, Evidence], ...]


def changes(document: Document, found: Found, authority: Authority) -> list[Change]:
    """What `retag` would change; nothing is written."""
    merged = _merged(found)
    tags = {(tag.scheme, tag.code): tag for tag in document.tags}
    told = {key: _what(tags.get(key), merged.get(key)) for key in {*tags, *merged} if key[0] not in FOLLOWING}
    told |= _followed(tags, merged, authority)
    return [
        Change(document.public_id, *key, what, merged[key].score if key in merged else 0.0)
        for key, what in sorted(told.items())
        if what
    ]


def retag(session: Session, document: Document, found: Found, authority: Authority) -> list[Change]:
    """Bring the tags of a document to the rules of today; returns what changed for readers.

    A tag that a person confirmed, rejected or added keeps its state and who decided; one that no rule supports
    any more becomes obsolete and keeps the evidence that once caused it.
    """
    changed = changes(document, found, authority)
    tags = {(tag.scheme, tag.code): tag for tag in document.tags}
    merged = _merged(found)
    for (scheme, code), now in merged.items():
        tag = tags.get((scheme, code))
        if tag is None:
            tag = Tag(scheme=scheme, code=code, score=0.0, assigned=False, state="suggested")
            document.tags.append(tag)
        _renew(tag, now, authority.rules.version)
    for key, tag in tags.items():
        if _what(tag, merged.get(key)) == "obsolete":
            tag.state, tag.assigned = "obsolete", False
    follow_crosswalk(document, authority)
    session.flush()
    return changed


def _followed(
    tags: Mapping[Key, Tag], merged: Mapping[Key, "_Merged"], authority: Authority
) -> Iterator[tuple[Key, str]]:
    """What becomes of themes and objectives, which follow the elements that will count."""
    wanted: set[Key] = set()
    for key in {*tags, *merged}:
        if key[0] == "element" and _will_count(tags.get(key), merged.get(key)):
            wanted |= derived(key[1], authority)
    for key in wanted | {key for key in tags if key[0] in FOLLOWING}:
        tag = tags.get(key)
        if tag is None:
            yield key, "new"
        elif not tag.decided_by and tag.counts != (key in wanted):
            yield key, "obsolete" if tag.counts else "back"


def _will_count(tag: Tag | None, now: "_Merged | None") -> bool:
    if tag is not None and tag.decided_by:
        return tag.counts
    return now is not None and now.assigned


def _merged(found: Found) -> dict[Key, _Merged]:
    merged: dict[Key, _Merged] = {}
    for file_id, findings in found.items():
        for finding in findings:
            key = finding.scheme, finding.code
            before = merged.get(key, _Merged(0.0, False, ()))
            merged[key] = _Merged(
                max(before.score, finding.score),
                before.assigned or finding.assigned,
                before.evidence + tuple((file_id, evidence) for evidence in finding.evidence),
            )
    return merged


def _what(tag: Tag | None, now: _Merged | None) -> str | None:
    """What becomes of a tag, if a reader would see it."""
    if tag is None:
        return "new"
    if tag.decided_by:
        return None
    if now is None:
        return None if tag.state == "obsolete" else "obsolete"
    if tag.state == "obsolete":
        return "back"
    if now.assigned != tag.assigned:
        return "assigned" if now.assigned else "only suggested"
    return None


def _renew(tag: Tag, now: _Merged, version: int) -> None:
    """The score, evidence and version of today; the state only where no person set it."""
    tag.score, tag.assigned, tag.rules_version = now.score, now.assigned, version
    if not tag.decided_by:
        tag.state = "suggested"
    tag.evidence = [
        TagEvidence(
            file_id=file_id,
            page=evidence.page,
            start=evidence.start,
            end=evidence.end,
            text=evidence.text,
            rule=evidence.rule,
        )
        for file_id, evidence in now.evidence
    ]
