"""All routes of the API, in one router."""

from fastapi import APIRouter

from api import authority, documents, health, originals, pages, search

router = APIRouter()
api = APIRouter(prefix="/api")
for part in (originals, pages, documents, search, authority):
    api.include_router(part.router)
router.include_router(api)
router.include_router(health.router)
