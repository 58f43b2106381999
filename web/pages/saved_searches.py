"""Searches kept in an account: saved from the page of a search, listed and deleted in the account."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from api.authentication import check_form
from repository.errors import Rejected
from search.parameters import from_params
from search.query import SearchQuery
from web.pages.account import FormToken, OwnVisit
from web.pages.visit import Visit

router = APIRouter()

_BACK = "/account#searches"
Query = Annotated[str, Form(max_length=4000)]


@router.post("/account/searches")
def save(visit: OwnVisit, form_token: FormToken = "", query: Query = "") -> Response:
    """Keep a search, in the one form in which its address can be written."""
    check_form(visit.request, form_token)
    asked, _ = from_params(parse_qsl(query), visit.authority, visit.settings.page_size)
    if asked.is_empty:
        raise Rejected(visit.gettext("This search asks for everything. Search for something, then save it."))
    asked = replace(asked, text=asked.text[: visit.settings.query_characters], page=1)
    with visit.house.repository.write() as uow:
        user = uow.accounts.get(visit.actor.email)
        uow.saved_searches.save(user, _name(visit, asked), asked.to_query_string())
        uow.audit.note_account("save search", user.email, by=user.email)
        uow.commit()
    return RedirectResponse(_BACK, 303)


@router.post("/account/searches/delete")
def delete(visit: OwnVisit, form_token: FormToken = "", query: Query = "") -> Response:
    """Keep it no more."""
    check_form(visit.request, form_token)
    with visit.house.repository.write() as uow:
        user = uow.accounts.get(visit.actor.email)
        uow.saved_searches.delete(user, query)
        uow.audit.note_account("delete saved search", user.email, by=user.email)
        uow.commit()
    return RedirectResponse(_BACK, 303)


def _name(visit: Visit, query: SearchQuery) -> str:
    """The words, the limits, the years: what the search asks for, in the language of who saves it."""
    limits = [visit.facet_label(facet, value) for facet, value in sorted(query.filters)]
    years = f"{query.year_from or '…'}–{query.year_to or '…'}" if query.year_from or query.year_to else ""
    kind = visit.gettext("Only in recommendations and commitments") if query.kind else ""
    return " · ".join(part for part in (query.text.strip(), *limits, years, kind) if part)
