"""All routes of the API, in one router."""

from fastapi import APIRouter

from api import (
    authority,
    commitments,
    documents,
    exports,
    health,
    history,
    metadata,
    originals,
    pages,
    search,
    text_quality,
    unapi,
)

router = APIRouter()
api = APIRouter(prefix="/api")
for part in (originals, pages, history, documents, search, exports, commitments, authority, text_quality):
    api.include_router(part.router)
router.include_router(api)
for part in (metadata, unapi, health):
    router.include_router(part.router)
router.include_router(originals.permanent)
