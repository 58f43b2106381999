"""Documents over HTTP: send one, follow it, correct it, withdraw it."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile

from api.addresses import base_url
from api.authentication import CurrentActor
from api.curation import apply_changes
from api.etags import IF_NONE_MATCH, NOT_MODIFIED, IfMatch, require_match, tag_of_revision
from api.house import CurrentHouse
from api.links import document_url
from api.pagination import pagination_of
from api.presenting import document_shape, document_summary
from api.problems import MOVED, problem_responses
from api.shapes.curation import DocumentChanges
from api.shapes.documents import Accepted, AcceptedFile, DocumentList, DocumentShape, RefusedFile
from ingest.intake import Received, receive
from ingest.media_type import READABLE
from repository.access import Actor
from repository.authority import Authority
from repository.errors import Withdrawn
from repository.models import STATUSES, Document
from repository.reading import Given

router = APIRouter(prefix="/documents", tags=["documents"])

Status = Literal["pending", "processing", "ready", "failed"]


@router.post(
    "",
    status_code=202,
    summary="Send an outcome document",
    response_model_exclude_defaults=True,
    responses={
        200: {"model": Accepted, "description": "The same bytes are already here; this is their document."},
        **problem_responses(401, 403, 404, 413, 415, 422),
    },
)
def send(
    response: Response,
    house: CurrentHouse,
    actor: CurrentActor,
    file: Annotated[UploadFile, File(description=f"{READABLE}; a mail, or a ZIP archive of such files.")],
    iscm: Annotated[list[str] | None, Form(description="Slugs of the issuing processes, if you know them.")] = None,
    title: Annotated[str | None, Form(max_length=1000)] = None,
    date: Annotated[str | None, Form(description="2016, 2016-11, 2016-11-03 or 2016-11-03..2016-11-04")] = None,
    type: Annotated[str | None, Form(description="A document type, such as declaration.")] = None,
    language: Annotated[str | None, Form(description="en, fr, es, pt, ar or ru.")] = None,
    visibility: Annotated[str, Form(description="public or restricted.")] = "public",
    embargo_until: Annotated[str | None, Form(description="Restricted until this day, public from it on.")] = None,
    version_of: Annotated[str | None, Form(description="Id of the document this is a language version of.")] = None,
) -> Accepted:
    """Keeps the file and answers at once; reading it takes a moment, `url` shows how it goes."""
    actor.require("upload")
    given = Given(
        title=title or None,
        iscms=tuple(slug for slug in iscm or () if slug),
        date=date or None,
        type=type or None,
        language=language or None,
        visibility=visibility,
        embargo_until=embargo_until or None,
        version_of=version_of or None,
    )
    received = receive(house.repository, file.file, file.filename or "", given, actor)
    house.wake()
    if not received.created:
        response.status_code = 200
    return _accepted(received)


def _accepted(received: Received) -> Accepted:
    return Accepted(
        id=received.document_id,
        status=received.status,
        url=document_url(received.document_id),
        file=received.file_id,
        documents=[
            AcceptedFile(
                id=part.document_id,
                status=part.status,
                url=document_url(part.document_id),
                file=part.file_id,
                filename=part.filename,
            )
            for part in received.parts
        ],
        refused=[RefusedFile(filename=one.filename, reason=one.reason) for one in received.refused],
    )


@router.get("", summary="The latest documents in a state", responses=problem_responses(401, 403, 422))
def latest(
    request: Request,
    response: Response,
    house: CurrentHouse,
    actor: CurrentActor,
    status: Annotated[list[Status] | None, Query(description="Repeat to widen.")] = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 100,
) -> DocumentList:
    """For contributors: what was received last, and what failed with its reason."""
    actor.require("upload")
    statuses = status or STATUSES
    with house.repository.read() as uow:
        total = uow.documents.received(actor, statuses=statuses)
        documents = uow.documents.recent(actor, size, statuses=statuses, offset=(page - 1) * size)
        listed = [document_summary(document) for document in documents]
    response.headers["Link"] = pagination_of(request, page, size, total)
    return DocumentList(total=total, page=page, size=size, documents=listed)


@router.get(
    "/{document_id}",
    summary="One document",
    responses=NOT_MODIFIED | MOVED | problem_responses(401, 404, 410, 422),
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
def one(
    document_id: str,
    request: Request,
    response: Response,
    house: CurrentHouse,
    actor: CurrentActor,
) -> DocumentShape:
    """Metadata, state, files, processes and tags, each with its evidence."""
    with house.repository.read() as uow:
        document = standing(uow.documents.get(document_id, actor))
        return _told(response, document, house.repository.authority, request, actor)


@router.patch("/{document_id}", summary="Correct a document", responses=problem_responses(401, 403, 404, 410, 412, 422))
def change(
    document_id: str,
    changes: DocumentChanges,
    request: Request,
    response: Response,
    house: CurrentHouse,
    actor: CurrentActor,
    if_match: IfMatch = None,
) -> DocumentShape:
    """Sets fields and decides on tags; no rule overturns what a person said."""
    actor.require("curate")
    authority = house.repository.authority
    with house.repository.write() as uow:
        document = standing(uow.documents.get(document_id, actor))
        _require_seen(if_match, document, authority, request)
        apply_changes(uow, document, changes, authority, actor)
        uow.commit()
        shape = _told(response, document, authority, request, actor)
    house.wake()
    return shape


@router.delete(
    "/{document_id}",
    status_code=204,
    summary="Withdraw a document",
    responses=problem_responses(401, 403, 404, 410, 412, 422),
)
def withdraw(
    document_id: str,
    request: Request,
    house: CurrentHouse,
    actor: CurrentActor,
    reason: Annotated[str, Query(max_length=500, description="Shown on the tombstone.")] = "",
    if_match: IfMatch = None,
) -> None:
    """Takes it out of search and lists; a tombstone stays, and so do the original bytes."""
    actor.require("withdraw")
    with house.repository.write() as uow:
        document = standing(uow.documents.get(document_id, actor))
        _require_seen(if_match, document, house.repository.authority, request)
        uow.curation.withdraw(document, reason, actor)
        uow.commit()
    house.wake()


def _told(
    response: Response, document: Document, authority: Authority, request: Request, actor: Actor
) -> DocumentShape:
    """The document for this reader; its ETag is the same for all, so that what anybody has seen can be named."""
    shape = document_shape(document, authority, base_url(request))
    response.headers["ETag"] = tag_of_revision(shape.revision, shape)
    return document_shape(document, authority, base_url(request), names_people=True) if actor.may("curate") else shape


def _require_seen(if_match: str | None, document: Document, authority: Authority, request: Request) -> None:
    if if_match is not None:
        shape = document_shape(document, authority, base_url(request))
        require_match(if_match, tag_of_revision(shape.revision, shape))


def standing(document: Document) -> Document:
    """The document, unless it was withdrawn: then its tombstone is raised."""
    if document.withdrawn_at is None:
        return document
    day, reason = document.withdrawn_at.date(), document.withdrawn_reason
    if not reason:
        raise Withdrawn("This document was withdrawn on %(day)s.", day=day)
    raise Withdrawn("This document was withdrawn on %(day)s. Reason given: %(reason)s", day=day, reason=reason)
