"""Pages for people: each module here answers one kind of address."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from web.pages import about, documents, iscms, page_view, search, sign_in, uploads

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
for module in (search, documents, page_view, uploads, iscms, sign_in, about):
    for route in module.router.routes:
        # Link checkers ask with HEAD; a page answers it as it answers GET, and the server leaves out the body.
        if isinstance(route, APIRoute) and route.methods and "GET" in route.methods:
            route.methods.add("HEAD")
    router.include_router(module.router)
