"""Recording a reading: what ingest read becomes rows, and never overturns what a person said."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from repository.authority import Authority
from repository.clock import now
from repository.crosswalk import follow_crosswalk
from repository.documents import Documents
from repository.likenesses import Fingerprint
from repository.models import Document, File, Meeting, OperativeParagraph, Page, Tag, TagEvidence
from repository.reading import Evidence, Reading, TagFinding
from repository.reading import OperativeParagraph as Operative

Said = tuple[Any, tuple[Evidence, ...]]


def record(session: Session, documents: Documents, authority: Authority, file: File, reading: Reading) -> None:
    """Write everything a file said into its rows, in the session's transaction; the file is `ready`."""
    document = file.document
    file.media_type, file.page_count = reading.media_type, len(reading.pages)
    file.title = reading.title.value if reading.title else None
    file.language = file.language or (reading.language.value if reading.language else None)
    file.warnings, file.rules_version = list(reading.warnings), reading.rules_version
    file.running_lines, file.hints = list(reading.running_lines), asdict(reading.hints)
    file.status, file.reason, file.processed_at = "ready", None, now()
    file.pages.clear()
    session.execute(delete(Fingerprint).where(Fingerprint.file_id == file.id))
    # The old pages must be gone before new ones take their numbers.
    session.flush()
    file.pages = [
        Page(
            number=page.number,
            label=page.label,
            text=page.text,
            source=page.source,
            quality=page.quality,
            language=page.language,
            confidence=page.confidence,
            needs_ocr=page.needs_ocr,
        )
        for page in reading.pages
    ]
    replace_operative_paragraphs(file, reading.operative_paragraphs)
    session.flush()
    _describe(document, file, reading)
    _tag(session, document, file, reading)
    follow_crosswalk(document, authority)
    document.is_sample = document.is_sample or reading.is_sample
    document.meeting = document.meeting or _meeting(session, document)
    document.status = "ready"
    documents.touch(document)


def replace_operative_paragraphs(file: File, paragraphs: Iterable[Operative]) -> bool:
    """The operative paragraphs of a file, in place of those of an earlier reading; whether anything is new.

    Rows that say the same stay: the index names them.
    """
    values = [{**asdict(paragraph), "elements": list(paragraph.elements)} for paragraph in paragraphs]
    kept = file.operative_paragraphs
    pairs = zip(kept, values, strict=False)
    if len(values) == len(kept) and all(getattr(row, name) == value[name] for row, value in pairs for name in value):
        return False
    file.operative_paragraphs = [OperativeParagraph(**value) for value in values]
    return True


def said(reading: Reading) -> dict[str, Said]:
    """The fields of a document that a reading speaks of, each with its evidence."""
    read: dict[str, Said] = {}
    for name, finding in (
        ("language", reading.language),
        ("title", reading.title),
        ("type", reading.type),
        ("meeting_level", reading.meeting_level),
        ("meeting_name", reading.meeting_name),
        ("adoption", reading.adoption),
        ("published", reading.published),
    ):
        if finding:
            read[name] = (finding.value, finding.evidence)
    if reading.dates:
        read["date_from"] = (reading.dates.start, reading.dates.evidence)
        read["date_to"] = (reading.dates.end, reading.dates.evidence)
    if reading.place:
        read["city"] = (reading.place.city, reading.place.evidence)
        read["country"] = (reading.place.country, reading.place.evidence)
    return read


def finding_of(file: File, evidence: Iterable[Evidence]) -> dict[str, Any]:
    """What is kept beside a field that a file says."""
    return {"by": "read", "file": file.public_id, "evidence": [asdict(item) for item in evidence]}


def _describe(document: Document, file: File, reading: Reading) -> None:
    findings = dict(document.findings)
    for name, (value, evidence) in said(reading).items():
        # What a person or another language version said stands; the same file read again replaces itself.
        if name in findings and findings[name].get("file") != file.public_id:
            continue
        setattr(document, name, value)
        findings[name] = finding_of(file, evidence)
    document.findings = findings


def _tag(session: Session, document: Document, file: File, reading: Reading) -> None:
    tags = {(tag.scheme, tag.code): tag for tag in document.tags}
    for tag in tags.values():
        tag.evidence = [evidence for evidence in tag.evidence if evidence.file_id != file.id]
        if not tag.evidence and not tag.decided_by:
            # Only this file spoke for it: what it says now stands alone.
            tag.score, tag.assigned = 0.0, False
    for finding in reading.tags:
        tag = tags.get((finding.scheme, finding.code)) or _new_tag(document, finding)
        tags[finding.scheme, finding.code] = tag
        tag.state = "suggested" if tag.state == "obsolete" and not tag.decided_by else tag.state
        tag.score = max(tag.score or 0.0, finding.score)
        tag.assigned = bool(tag.assigned) or finding.assigned
        tag.rules_version = reading.rules_version
        tag.evidence.extend(
            TagEvidence(
                file_id=file.id,
                page=item.page,
                start=item.start,
                end=item.end,
                text=item.text,
                rule=item.rule,
            )
            for item in finding.evidence
        )
    for tag in list(document.tags):
        # A suggestion nobody decided on and nothing supports any more is obsolete, and kept as such.
        if tag.state == "suggested" and not tag.decided_by and not tag.evidence:
            tag.state = "obsolete"
    session.flush()


def _new_tag(document: Document, finding: TagFinding) -> Tag:
    tag = Tag(scheme=finding.scheme, code=finding.code, score=0.0, assigned=False, state="suggested")
    document.tags.append(tag)
    return tag


def _meeting(session: Session, document: Document) -> Meeting | None:
    """The one known meeting of an issuing process on the document's day; none when in doubt."""
    day = document.date_from
    issuers = set(document.codes("iscm"))
    if not issuers or not day or len(day) < len("2016-11"):
        return None
    candidates = session.scalars(select(Meeting).where(Meeting.date_from.startswith(day[:4]))).all()
    matching = [
        meeting
        for meeting in candidates
        if issuers & set(meeting.iscms) and meeting.date_from and _overlap(meeting, day, document.date_to or day)
    ]
    return matching[0] if len(matching) == 1 else None


def _overlap(meeting: Meeting, start: str, end: str) -> bool:
    known_from, known_to = meeting.date_from or "", meeting.date_to or meeting.date_from or ""
    precision = min(len(start), len(known_from))
    return known_from[:precision] <= end[:precision] and start[:precision] <= known_to[:precision]
