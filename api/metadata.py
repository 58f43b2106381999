"""A document, a language version or a page of it in the forms that programs read."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.authentication import CurrentActor
from api.citing.forms import FORMS, Form
from api.citing.reference import Cited, site_of
from api.citing.signposting import description_header
from api.documents import standing
from api.harvest.caching import cache_headers
from api.house import CurrentHouse
from api.links import document_url, metadata_url
from api.problems import MOVED, problem_responses
from api.versions import version
from repository.access import Actor

router = APIRouter(tags=["documents"])

FormName = Literal["ris", "bib", "csl", "jsonld", "dc", "json", "linkset"]


@router.get(
    "/documents/{document_id}.{form}",
    summary="One document as RIS, BibTeX, CSL-JSON, JSON-LD, Dublin Core, JSON or link set",
    response_class=Response,
    responses={
        200: {"content": {form.media_type: {} for form in FORMS.values()}, "description": "The document."},
        **MOVED,
        **problem_responses(401, 404, 410, 422),
    },
)
@router.head("/documents/{document_id}.{form}", include_in_schema=False)
def one_as(
    document_id: str,
    form: Annotated[FormName, Path(description="The form.")],
    request: Request,
    house: CurrentHouse,
    actor: CurrentActor,
    file: Annotated[str | None, Query(description="Id of a language version.")] = None,
    page: Annotated[int | None, Query(ge=1, le=1_000_000, description="A page of that version.")] = None,
) -> Response:
    """The same as `/documents/{document_id}` answers to a request whose `Accept` names the form."""
    with house.repository.read() as uow:
        document = standing(uow.documents.get(document_id, actor))
        chosen = version(document, file) if file or page else None
        if chosen and page:
            uow.documents.page(chosen, page)
        cited = Cited(document, house.repository.authority, site_of(request), chosen, page)
        answer = told(cited, FORMS[form], actor)
    name = f"{document_id}-p{page}" if page else document_id
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{FORMS[form].extension}"'
    return answer


def told(cited: Cited, form: Form, actor: Actor) -> Response:
    """What is cited, in a form; called while its session is open."""
    document_id, site = cited.document.public_id, cited.site.url
    here = metadata_url(document_id, form.name, cited.file.public_id if cited.file else "", cited.page)
    return Response(
        form.write(cited),
        media_type=form.media_type,
        headers={
            "Content-Location": here,
            "Link": description_header(site + document_url(document_id)),
            "Vary": "Accept",
            **cache_headers(actor),
        },
    )
