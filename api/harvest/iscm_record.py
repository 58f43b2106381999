"""A document as `oai_iscm`, our own format: nothing is lost, every tag comes with the passages that caused it."""

from lxml import etree

from api.harvest import markup
from api.links import content_url, document_url, passage_url
from repository.authority import Authority
from repository.models import Document, File, Tag, TagEvidence

ISCM = "urn:x-iscm:record:1"
SCHEMA = "/oai/iscm.xsd"
_ROLES = {"iscm": "issuing", "mention": "mentioned"}


def iscm_record(document: Document, authority: Authority, site: str) -> etree._Element:
    """The `record` element, as its schema at /oai/iscm.xsd has it."""
    record = markup.root(ISCM, "record", {None: ISCM, "xsi": markup.XSI})
    record.set(markup.SCHEMA_LOCATION, f"{ISCM} {site}{SCHEMA}")
    record.set("id", document.public_id)
    record.set("revision", str(document.revision))
    record.set("sample", "true" if document.is_sample else "false")
    markup.child(record, "address", site + document_url(document.public_id))
    title = markup.child(record, "title", document.title or "Untitled document")
    if document.language:
        title.set("language", document.language)
    _facts(record, document, authority)
    shown = [tag for tag in document.tags if tag.state != "obsolete"]
    for tag in shown:
        if tag.scheme in _ROLES:
            iscm = authority.iscm(tag.code)
            given = {"slug": iscm.slug, "role": _ROLES[tag.scheme], "level": iscm.level, **_standing(tag)}
            markup.child(record, "process", iscm.name, given)
    for file in document.files:
        _file(record, document, file, site)
    for tag in shown:
        _tag(record, document, tag, authority, site)
    return record


def _facts(record: etree._Element, document: Document, authority: Authority) -> None:
    if document.type:
        markup.child(record, "type", authority.label("type", document.type), {"code": document.type})
    if document.date_from:
        markup.child(
            record, "date", attributes={"from": document.date_from, "to": document.date_to or document.date_from}
        )
    if document.city or document.country:
        where = {"city": document.city, "country": document.country}
        markup.child(record, "place", attributes=_known(where))
    if document.meeting:
        markup.child(record, "meeting", document.meeting.name, {"key": document.meeting.key})
    elif document.meeting_name:
        markup.child(record, "meeting", document.meeting_name)
    if document.meeting_level:
        label = authority.label("meeting_level", document.meeting_level)
        markup.child(record, "meetingLevel", label, {"code": document.meeting_level})
    if document.adoption:
        markup.child(record, "adoption", document.adoption)


def _file(record: etree._Element, document: Document, file: File, site: str) -> None:
    known = {
        "id": file.public_id,
        "filename": file.filename,
        "mediaType": file.media_type,
        "language": file.language,
        "bytes": str(file.size),
        "pages": None if file.page_count is None else str(file.page_count),
        "sha256": file.digest,
        "href": site + content_url(document.public_id, file.public_id),
    }
    markup.child(record, "file", attributes=_known(known))


def _tag(record: etree._Element, document: Document, tag: Tag, authority: Authority, site: str) -> None:
    given = {"scheme": tag.scheme, "code": tag.code, "label": authority.label(tag.scheme, tag.code), **_standing(tag)}
    element = markup.child(record, "tag", attributes=given)
    files = {file.id: file.public_id for file in document.files}
    for item in tag.evidence:
        markup.child(element, "evidence", item.text, _place(document, item, files[item.file_id], site))


def _place(document: Document, item: TagEvidence, file_id: str, site: str) -> dict[str, str]:
    return {
        "file": file_id,
        "page": str(item.page),
        "start": str(item.start),
        "end": str(item.end),
        "rule": item.rule,
        "href": site + passage_url(document.public_id, item.page, file_id, item.start, item.end),
    }


def _standing(tag: Tag) -> dict[str, str]:
    return {
        "state": tag.state,
        "counts": "true" if tag.counts else "false",
        "score": f"{tag.score:g}",
        "by": "person" if tag.decided_by else "rule",
    }


def _known(values: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
