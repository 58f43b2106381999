"""One document after the other: its page at one side, what is said of it with the evidence at the other."""

import re
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.authentication import check_form
from api.curation import apply_changes
from api.shapes.curation import DocumentChanges
from api.versions import version
from repository.errors import Rejected
from repository.models import Document, Tag
from repository.unit_of_work import UnitOfWork
from web.curation_words import action_names, changes
from web.page_text import lit, paragraphs
from web.pages.curation.queue import ListName, Since, listing
from web.pages.visit import CurrentVisit, Visit
from web.rendering import address
from web.review_form import Sent, choices, sent_changes
from web.review_view import (
    Way,
    current_values,
    decidable,
    field_rows,
    first_place,
    is_waiting,
    name_of,
    tag_groups,
)
from web.sheets import is_drawn, sheet

router = APIRouter()

_LIGHT = re.compile(r"(\d{1,7})-(\d{1,7})")
_CONFLICT = "Somebody changed this document after you opened it. Nothing of yours is saved yet, and nothing is lost: "
_CONFLICT += "what you entered stands below. Look through it, then save again."


@router.get("/curation/review/{document_id}")
def review_page(
    document_id: str,
    visit: CurrentVisit,
    name: Annotated[ListName, Query(alias="list")] = "unreviewed",
    since: Since = "",
    tag: Annotated[str, Query(max_length=60)] = "",
    file: Annotated[str, Query(max_length=20)] = "",
    page: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    light: Annotated[str, Query(max_length=20)] = "",
    done: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The document with everything that can be said of it; `done` names the change made last, to be undone."""
    visit.require("curate")
    way = Way(document_id, name, since, tag)
    with visit.house.repository.read() as uow:
        document = uow.documents.get(document_id, visit.actor)
        return _page(visit, uow, document, way, place=(file, page, light), done=done)


async def sent_review(request: Request) -> FormData:
    """The form as it was sent."""
    return await request.form(max_fields=100)


@router.post("/curation/review/{document_id}")
def review(document_id: str, visit: CurrentVisit, form: Annotated[FormData, Depends(sent_review)]) -> Response:
    """Save what was entered, with the decision that was pressed; a form that somebody overtook changes nothing."""
    visit.actor.require("curate")
    sent = Sent.of(form)
    check_form(visit.request, sent.form_token)
    way = Way(document_id, sent.list, sent.since, sent.tag)
    with visit.house.repository.write() as uow:
        document = uow.documents.get(document_id, visit.actor)
        if sent.revision != document.revision:
            return _page(visit, uow, document, way, sent=sent, sentence=visit.gettext(_CONFLICT), status=409)
        try:
            said = sent_changes(sent, document)
            event = apply_changes(uow, document, DocumentChanges.model_validate(said), visit.authority, visit.actor)
        except (Rejected, ValueError) as trouble:
            uow.session.rollback()
            document = uow.documents.get(document_id, visit.actor)
            return _page(visit, uow, document, way, sent=sent, sentence=_sentence(trouble, visit), status=422)
        following = _following(visit, uow, document, way, sent, event.public_id if event else "")
        uow.commit()
    visit.house.wake()
    return RedirectResponse(following, 303)


def _sentence(trouble: Exception, visit: Visit) -> str:
    return trouble.sentence if isinstance(trouble, Rejected) else visit.gettext("Something entered is too long.")


def _following(visit: Visit, uow: UnitOfWork, document: Document, way: Way, sent: Sent, done: str) -> str:
    """Where to go on: the next document, or the next tag that waits."""
    if sent.is_next:
        uow.session.flush()
        place = uow.queue.place(listing(way.list, way.since), document, visit.actor)
        if place.next is None:
            return address("/curation", done="true")
        return replace(way, document_id=place.next, tag="").to(done=done)
    if not sent.decided:
        return way.to(done=done)
    later = _later(document, sent.decided)
    if later is None:
        return replace(way, tag=sent.decided).to(done=done) + f"#tag-{sent.decided.replace(':', '-')}"
    return replace(way, tag=name_of(later)).to(done=done) + f"#tag-{later.scheme}-{later.code}"


def _later(document: Document, decided: str) -> Tag | None:
    """The next tag that waits after the one that was decided on."""
    tags = decidable(document)
    names = [name_of(tag) for tag in tags]
    at = names.index(decided) if decided in names else -1
    return next((tag for tag in tags[at + 1 :] + tags[: max(at, 0)] if is_waiting(tag)), None)


def _page(
    visit: Visit,
    uow: UnitOfWork,
    document: Document,
    way: Way,
    *,
    place: tuple[str, int | None, str] = ("", None, ""),
    done: str = "",
    sent: Sent | None = None,
    sentence: str = "",
    status: int = 200,
) -> Response:
    tags = decidable(document)
    current = _current(tags, document, way.tag)
    listed = listing(way.list, way.since)
    trail = uow.undoing.trail(document)
    values = sent.values if sent else current_values(document)
    return visit.page(
        "review.html",
        status,
        document=document,
        way=way,
        values=values,
        fields=field_rows(document, values, way, visit),
        choices=choices(visit),
        groups=tag_groups(document, current, way, visit),
        current=name_of(current) if current else "",
        before=_neighbour(tags, current, -1, way),
        after=_neighbour(tags, current, 1, way),
        waiting=sum(is_waiting(tag) for tag in tags),
        place=uow.queue.place(listed, document, visit.actor),
        progress=uow.queue.progress(listed, visit.actor),
        pairs=uow.comparing.of(document, visit.actor),
        sentence=sentence,
        latest=next((event for event in trail.events if trail.can_be_undone(event)), None),
        done=_done(visit, uow, done, document),
        trail=trail,
        actions=action_names(visit),
        said=lambda event: changes(event, visit),
        **_leaf(visit, uow, document, current, *place),
    )


def _current(tags: list[Tag], document: Document, wanted: str) -> Tag | None:
    """The tag that keys decide on: the one that the address names, else the first that waits, else the first."""
    named = [tag for tag in document.tags if name_of(tag) == wanted]
    return next(iter((*named, *(tag for tag in tags if is_waiting(tag)), *tags)), None)


def _neighbour(tags: list[Tag], current: Tag | None, step: int, way: Way) -> str:
    at = tags.index(current) + step if current in tags else 0
    if not 0 <= at < len(tags):
        return ""
    return replace(way, tag=name_of(tags[at])).to() + f"#tag-{tags[at].scheme}-{tags[at].code}"


def _done(visit: Visit, uow: UnitOfWork, done: str, document: Document) -> dict[str, Any] | None:
    """What was changed last on another document, to be said once more and undone."""
    if not done:
        return None
    event, other = uow.undoing.event(done, visit.actor)
    return {"event": event, "document": other} if other is not document else None


def _leaf(
    visit: Visit, uow: UnitOfWork, document: Document, current: Tag | None, file_id: str, number: int | None, light: str
) -> dict[str, Any]:
    """The page beside: the one that the address names, else the one that the current tag rests on."""
    if number is None:
        file_id, number, light = first_place(current, document)
    file = version(document, file_id or None)
    number = min(number, max(1, file.page_count or 1))
    pages = uow.documents.pages([file.id]).get(file.id, [])
    page = next((page for page in pages if page.number == number), None)
    passage = _LIGHT.fullmatch(light)
    start, end = (int(passage[1]), int(passage[2])) if passage else (0, 0)
    spans = [(start, end)] if end > start else []
    originals = visit.house.repository.originals
    return {
        "file": file,
        "number": number,
        "sheet": sheet(originals, document, file, page, spans) if page and is_drawn(file) else None,
        "text": paragraphs(lit(page.text, start, end)) if page else "",
        "excerpt": _excerpt(page.text, start, end) if page and end > start else "",
        "page_language": (page.language if page else None) or file.language,
    }


def _excerpt(text: str, start: int, end: int) -> str:
    """The passage with a few words around it."""
    first, last = max(0, start - 120), min(len(text), end + 120)
    around = lit(text[first:last], start - first, end - first).replace("\n", " ")
    return ("… " if first else "") + around + (" …" if last < len(text) else "")
