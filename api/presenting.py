"""From rows and results to the shapes the API answers with."""

from collections.abc import Iterable

from api.citation import citation
from api.links import api_search_url, document_url, original_url, page_url, passage_url, process_url
from api.shapes.authority import IscmShape
from api.shapes.documents import (
    DocumentShape,
    DocumentSummary,
    EvidenceShape,
    FieldShape,
    FileShape,
    PlaceShape,
    ProcessOfDocument,
    TagShape,
)
from api.shapes.searching import (
    CorrectionShape,
    FacetShape,
    FacetValueShape,
    HitShape,
    PassageShape,
    ReasonShape,
    SearchShape,
    WayOutShape,
)
from repository.authority import Authority
from repository.authority_records import Iscm
from repository.models import Document, File, Tag, TagEvidence
from search.hit import Hit
from search.results import Correction, Facet, SearchResults

# Addresses of accounts are nobody else's business, and half of what a guesser needs.
_SOMEBODY = "a curator"
_ROLES = {"iscm": "issuing", "mention": "mentioned"}


def document_shape(
    document: Document, authority: Authority, base_url: str, names_people: bool = False
) -> DocumentShape:
    """Everything known of a document; who said it by address only among those who curate."""
    files = {file.id: file for file in document.files}
    shown = [tag for tag in document.tags if tag.state != "obsolete"]
    return DocumentShape(
        id=document.public_id,
        url=document_url(document.public_id),
        status=document.status,
        reason=failure(document),
        title=document.title,
        type=document.type,
        date=document.date_from,
        date_to=document.date_to,
        place=PlaceShape(city=document.city, country=document.country),
        language=document.language,
        languages=document.languages,
        visibility=document.visibility,
        embargo_until=document.embargo_until,
        is_sample=document.is_sample,
        adoption=document.adoption,
        meeting=document.meeting.key if document.meeting else None,
        meeting_level=document.meeting_level,
        citation=citation(document, authority, base_url + document_url(document.public_id)),
        files=[_file(document, file) for file in document.files],
        iscms=[_process(tag, files, authority) for tag in shown if tag.scheme in _ROLES],
        tags=[_tag(tag, files, authority, names_people) for tag in shown],
        fields={name: _field(finding, names_people) for name, finding in (document.findings or {}).items()},
        revision=document.revision,
        reviewed_at=document.reviewed_at.isoformat(timespec="seconds") if document.reviewed_at else None,
        created_at=document.created_at.isoformat(timespec="seconds"),
        updated_at=document.updated_at.isoformat(timespec="seconds"),
    )


def failure(document: Document) -> str | None:
    """Why a document failed; a document of which one version can be read has not."""
    if document.status != "failed":
        return None
    return next((file.reason for file in document.files if file.reason), None)


def document_summary(document: Document) -> DocumentSummary:
    """A line in a list."""
    return DocumentSummary(
        id=document.public_id,
        url=document_url(document.public_id),
        status=document.status,
        reason=failure(document),
        title=document.title,
        filename=document.files[0].filename if document.files else None,
        created_at=document.created_at.isoformat(timespec="seconds"),
    )


def iscm_shape(iscm: Iscm, documents: int) -> IscmShape:
    """A process and how many documents of it are here."""
    return IscmShape(
        slug=iscm.slug,
        name=iscm.name,
        acronym=iscm.acronym,
        level=iscm.level,
        status=iscm.status,
        established=iscm.established,
        regions=list(iscm.regions),
        states=list(iscm.states),
        secretariat=iscm.secretariat,
        institution=iscm.institution,
        website=iscm.website,
        aliases=list(dict.fromkeys(alias.name for alias in iscm.aliases if not alias.inflected)),
        verification=iscm.verification,
        sources=list(iscm.sources),
        documents=documents,
        url=process_url(iscm.slug),
    )


def search_shape(results: SearchResults) -> SearchShape:
    """A page of results."""
    query = results.query
    more = query.page < results.pages
    return SearchShape(
        query=query.text,
        understood=results.understood,
        ignored=list(results.notes),
        holding_all=results.holding_all,
        expand=query.expand,
        also_searched=list(results.also_searched),
        did_you_mean=_correction(results.did_you_mean),
        total=results.total,
        page=query.page,
        size=query.size,
        pages=results.pages,
        hits=[_hit(hit) for hit in results.hits],
        facets=[_facet(facet) for facet in results.facets],
        ways_out=[
            WayOutShape(label=way.label, total=way.total, url=api_search_url(way.query)) for way in results.ways_out
        ],
        next=api_search_url(query.with_page(query.page + 1)) if more else None,
        previous=api_search_url(query.with_page(query.page - 1)) if query.page > 1 else None,
    )


def _file(document: Document, file: File) -> FileShape:
    return FileShape(
        id=file.public_id,
        filename=file.filename,
        media_type=file.media_type,
        size=file.size,
        sha256=file.digest,
        language=file.language,
        title=file.title,
        status=file.status,
        reason=file.reason,
        warnings=list(file.warnings or []),
        pages=file.page_count,
        url=original_url(document.public_id, file.public_id),
    )


def _process(tag: Tag, files: dict[int, File], authority: Authority) -> ProcessOfDocument:
    return ProcessOfDocument(
        slug=tag.code,
        name=authority.label("iscm", tag.code),
        role=_ROLES[tag.scheme],
        state=tag.state,
        assigned=tag.counts,
        score=tag.score,
        evidence=_evidence(tag.evidence, tag.document, files),
    )


def _tag(tag: Tag, files: dict[int, File], authority: Authority, names_people: bool) -> TagShape:
    return TagShape(
        scheme=tag.scheme,
        code=tag.code,
        label=authority.label(tag.scheme, tag.code),
        state=tag.state,
        assigned=tag.counts,
        score=tag.score,
        rules_version=tag.rules_version,
        decided_by=tag.decided_by if names_people or not tag.decided_by else _SOMEBODY,
        evidence=_evidence(tag.evidence, tag.document, files),
    )


def _evidence(items: Iterable[TagEvidence], document: Document, files: dict[int, File]) -> list[EvidenceShape]:
    return [
        EvidenceShape(
            file=files[item.file_id].public_id,
            page=item.page,
            start=item.start,
            end=item.end,
            text=item.text,
            rule=item.rule,
            url=_evidence_url(document, item, files[item.file_id]),
        )
        for item in items
    ]


def _evidence_url(document: Document, item: TagEvidence, file: File) -> str:
    """The passage; what is not page text, such as a file name, has only a page."""
    if item.end <= item.start:
        return page_url(document.public_id, item.page, file.public_id)
    return passage_url(document.public_id, item.page, file.public_id, item.start, item.end)


def _field(finding: dict[str, object], names_people: bool) -> FieldShape:
    who = finding.get("who")
    return FieldShape.model_validate(
        {"by": finding.get("by"), "who": who if names_people or not who else _SOMEBODY}
        | {
            "evidence": [
                EvidenceShape.model_validate({"file": finding.get("file"), **item})
                for item in finding.get("evidence", ())  # type: ignore[attr-defined]  # JSON written by recording.py.
            ]
        }
    )


def _hit(hit: Hit) -> HitShape:
    return HitShape(
        id=hit.id,
        title=hit.title or None,
        iscms=[iscm.value for iscm in hit.iscms],
        date=hit.date_from,
        date_to=hit.date_to,
        place=hit.place or None,
        type=hit.type.value if hit.type else None,
        languages=[language.value for language in hit.languages],
        elements=[element.value for element in hit.elements],
        is_sample=hit.is_sample,
        score=round(hit.score, 4),
        url=hit.url,
        passages=[
            PassageShape(
                page=passage.page,
                file=passage.file_id,
                language=passage.language,
                html=passage.html,
                text=passage.text,
                url=passage.url,
                quality=passage.quality,
                kind=passage.kind,
                verb=passage.verb,
                actor=passage.actor,
            )
            for passage in hit.passages
        ],
        why=[ReasonShape(kind=why.kind, text=why.text, facet=why.facet or None) for why in hit.why],
    )


def _correction(correction: Correction | None) -> CorrectionShape | None:
    if correction is None:
        return None
    return CorrectionShape(text=correction.text, total=correction.total, url=api_search_url(correction.query))


def _facet(facet: Facet) -> FacetShape:
    return FacetShape(
        name=facet.name,
        label=facet.label,
        values=[
            FacetValueShape(
                value=value.value,
                label=value.label,
                count=value.count,
                selected=value.selected,
                url=api_search_url(value.query),
            )
            for value in facet.values
        ],
    )
