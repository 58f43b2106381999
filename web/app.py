"""The application: floors opened, routes joined, one background worker; everything is wired here."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import problems, security_log
from api.body_limit import BodyLimit
from api.conditional import Conditional
from api.harvest import router as harvest_router
from api.house import House
from api.identifying import Identifying
from api.routes import router as api_router
from repository.repository import Repository
from repository.settings import Settings
from search.index import Index
from search.searching import Search
from web.background import Background
from web.headers import HEADERS, SafeHeaders
from web.interface_language import LanguageOfAddress
from web.one_time_link import OneTimeLink
from web.pages import router as pages_router
from web.pages.errors import error_page
from web.pages.visit import SignInFirst, to_sign_in
from web.provider import Provider
from web.rate_limits import RateLimits

_STATIC = Path(__file__).parent / "static"
_DESCRIPTION = """
Outcome documents of inter-State consultation mechanisms on migration (ISCMs): kept, read, attributed to their
process, tagged to the Global Compact for Migration, and found.

Reading needs no account. Writing needs `Authorization: Bearer TOKEN`; make a token with `iscm token EMAIL`.
Errors are problem details (RFC 9457) with a sentence for people in `detail`.
"""


def create_app(settings: Settings | None = None, first_administrator: OneTimeLink | None = None) -> FastAPI:
    """The whole service on one repository; opens it, and reads waiting files for as long as it runs."""
    settings = settings or Settings()
    _log(settings)
    repository = Repository(settings)
    index = Index(settings.index_dir)
    search = Search(repository, index)
    background = Background(repository, index)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        search.warm()
        background.start()
        yield
        background.stop()
        repository.close()

    app = FastAPI(
        title=settings.site_name,
        version=version("iscm-repository"),
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.house = House(repository, index, search, background.wake)
    app.state.first_administrator = first_administrator
    app.state.provider = Provider.of(settings)
    app.include_router(api_router)
    app.include_router(harvest_router)
    app.include_router(pages_router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    answer = problems.answering(error_page)
    problems.install(app, answer, HEADERS)
    app.add_exception_handler(SignInFirst, to_sign_in)
    _guard(app, settings, answer)
    return app


def _guard(app: FastAPI, settings: Settings, answer: problems.Answer) -> None:
    """What every request passes on its way in; the last added is the first passed."""
    app.add_middleware(BodyLimit, upload_bytes=settings.upload_bytes, answer=answer)
    app.add_middleware(RateLimits, settings=settings, answer=answer)
    app.add_middleware(Identifying, settings=settings)
    app.add_middleware(Conditional)
    if settings.cors_origins:
        _allow_origins(app, settings.cors_origins)
    app.add_middleware(SafeHeaders, is_https=settings.is_https)
    app.add_middleware(LanguageOfAddress)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)


def _log(settings: Settings) -> None:
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Alembic says at every start which database it looks at; only its warnings are news.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    security_log.configure(settings.security_log)


def _allow_origins(app: FastAPI, origins: str) -> None:
    """Scripts of these sites may call the API with a token; never with a session's cookie."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=[origin.strip().rstrip("/") for origin in origins.split(",") if origin.strip()],
        allow_methods=["GET", "HEAD", "POST", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "If-Match", "If-None-Match", "Range"],
        expose_headers=["ETag", "Link", "Content-Disposition", "Content-Range"],
    )
