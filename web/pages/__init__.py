"""Pages for people: each module here answers one kind of address."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from web.pages import about, documents, iscms, page_view, search, sign_in, uploads

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
for module in (search, documents, page_view, uploads, iscms, sign_in, about):
    router.include_router(module.router)
