"""Sending documents by a form, and how the latest ones are doing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData, UploadFile

from api.authentication import check_form
from api.links import document_url
from ingest.intake import receive
from repository.access import VISIBILITIES
from repository.authority_records import LANGUAGES
from repository.clock import now
from repository.errors import Trouble
from repository.models import STATUSES
from repository.reading import Given
from repository.said import said
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address

router = APIRouter()

LATEST = 100
# The fields of the form besides the files; a rejected form comes back with what was in them.
FIELDS = ("iscm", "iscm_also", "title", "date", "type", "language", "visibility", "embargo_until", "versions")
NO_FILE = said("No file was chosen. Choose one or more files and send the form again.")


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one file: a document to follow, or the reason why it was not taken."""

    filename: str
    url: str = ""
    is_new: bool = False
    reason: str = ""


async def sent_form(request: Request, visit: CurrentVisit) -> AsyncIterator[FormData]:
    """The form, read only from somebody who may upload; its files are closed afterwards."""
    visit.actor.require("upload")
    async with request.form(max_files=500) as form:
        yield form


@router.get("/upload")
def upload_form(visit: CurrentVisit) -> Response:
    """The empty form; nobody who is not signed in gets to see it."""
    visit.require("upload")
    return _form(visit, dict.fromkeys(FIELDS, "") | {"visibility": VISIBILITIES[0]}, [], now())


@router.post("/upload")
def upload(visit: CurrentVisit, form: Annotated[FormData, Depends(sent_form)]) -> Response:
    """Take every file; one that is refused keeps no other from being taken."""
    check_form(visit.request, _text(form, "form_token"))
    values = {name: _text(form, name) for name in FIELDS}
    files = [file for file in form.getlist("file") if isinstance(file, UploadFile) and file.filename]
    began = now()
    sent = _take(visit, files, values) if files else [Sent("", reason=NO_FILE)]
    visit.house.wake()
    return _form(visit, values, sent, began, 200 if any(item.url for item in sent) else 422)


@router.get("/uploads")
def uploads(visit: CurrentVisit) -> Response:
    """The documents received last, whatever their state; the page looks again while some are being read."""
    visit.require("upload")
    with visit.house.repository.read() as uow:
        documents = uow.documents.recent(visit.actor, LATEST, statuses=STATUSES)
        return visit.page("uploads.html", documents=documents, latest=LATEST, waiting=uow.documents.waiting())


def _form(visit: Visit, values: dict[str, str], sent: list[Sent], since: datetime, status: int = 200) -> HTMLResponse:
    return visit.page(
        "upload.html",
        status,
        values=values,
        sent=sent,
        languages=LANGUAGES,
        visibilities=VISIBILITIES,
        processes=sorted(visit.authority.iscms, key=lambda iscm: iscm.short_name.casefold()),
        megabytes=visit.settings.upload_megabytes,
        # The list of what this person sent by this form, or will send from here.
        review_url=address("/curation/next", since=since.isoformat(timespec="milliseconds")),
    )


def _take(visit: Visit, files: list[UploadFile], values: dict[str, str]) -> list[Sent]:
    given, sent = _given(values), list[Sent]()
    for file in files:
        name = file.filename or ""
        try:
            received = receive(visit.house.repository, file.file, name, given, visit.actor)
        except Trouble as trouble:
            sent.append(Sent(name, reason=trouble.sentence))
            continue
        # Of a ZIP archive or a mail, every file in it is said.
        parts = received.parts or (replace(received, filename=name),)
        sent += [Sent(part.filename, document_url(part.document_id), part.created) for part in parts]
        sent += [Sent(refused.filename or name, reason=refused.reason) for refused in received.refused]
        if values["versions"]:
            given = replace(given, version_of=given.version_of or received.document_id)
    return sent


def _given(values: dict[str, str]) -> Given:
    return Given(
        title=values["title"] or None,
        iscms=tuple(dict.fromkeys(slug for slug in (values["iscm"], values["iscm_also"]) if slug)),
        date=values["date"] or None,
        type=values["type"] or None,
        language=values["language"] or None,
        visibility=values["visibility"] or VISIBILITIES[0],
        embargo_until=values["embargo_until"] or None,
    )


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""
