"""What stands outside /api for harvesters, feed readers, crawlers, browsers and calendars."""

from fastapi import APIRouter

from api.harvest import atom, calendar, llms, oai, oai_page, opensearch, robots, sitemap

router = APIRouter(include_in_schema=False)
for part in (oai, oai_page, atom, sitemap, robots, llms, opensearch, calendar):
    router.include_router(part.router)
