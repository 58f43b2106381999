"""What stands outside /api for harvesters, feed readers, crawlers, browsers and calendars."""

from fastapi import APIRouter

from api.harvest import atom, calendar, oai, opensearch, robots, sitemap

router = APIRouter(include_in_schema=False)
for part in (oai, atom, sitemap, robots, opensearch, calendar):
    router.include_router(part.router)
