"""Pages for people: each module here answers one kind of address."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from web.pages import (
    about,
    account,
    accounts,
    commitments,
    documents,
    highlights,
    invitation,
    iscms,
    meetings,
    overview,
    page_view,
    programs,
    saved_searches,
    search,
    selection,
    side_by_side,
    sign_in,
    single_sign_on,
    text_quality,
    uploads,
)
from web.pages.curation import actions, bulk, history, pairs, queue, review

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_MODULES = (
    search,
    selection,
    side_by_side,
    documents,
    page_view,
    uploads,
    queue,
    review,
    bulk,
    pairs,
    history,
    actions,
    text_quality,
    iscms,
    overview,
    commitments,
    meetings,
    highlights,
    programs,
    sign_in,
    single_sign_on,
    invitation,
    account,
    saved_searches,
    accounts,
    about,
)
for module in _MODULES:
    for route in module.router.routes:
        # Link checkers ask with HEAD; a page answers it as it answers GET, and the server leaves out the body.
        if isinstance(route, APIRoute) and route.methods and "GET" in route.methods:
            route.methods.add("HEAD")
    router.include_router(module.router)
