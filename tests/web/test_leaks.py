"""Restricted documents cannot be sensed: two repositories that differ by some tell a reader the same."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from sqlalchemy import event

from repository.settings import Settings
from tests.web.crawler import Crawler, Line
from tests.web.route_table import ROUTES
from tests.web.two_repositories import HIDDEN, build
from web.app import create_app

# So many addresses of each route: a search has more facets than anybody could follow.
_MOST_OF_A_ROUTE = 15
_SEEDS = (
    "/overview/cell?cell=rabat.s",
    "/", "/search?q=return", "/sitemap.xml", "/robots.txt", "/llms.txt", "/about", "/programs", "/highlights",
    "/highlights/1987", "/highlights/2018", "/meetings.ics", "/healthz", "/opensearch.xml", "/uploads", "/upload",
    "/opensearch/suggestions?q=ze", "/api/openapi.json", "/api/iscms", "/api/gcm", "/api/meetings", "/api/search",
    "/overview", "/overview?scheme=theme&q=return", "/overview/trend?q=return", "/overview/trend?q=zeppelin",
    "/overview/cell?cell=quito.s",
    "/overview/compare?iscm=nora&iscm=quito&iscm=rabat&element=x", "/overview/compare?iscm=rabat&element=s",
    "/commitments", "/commitments?year=1987", "/meetings", "/meetings?view=month&month=1987-06",
    "/api/trend.csv?q=return", "/api/suggest?q=ze",
    "/api/commitments", "/api/commitments.csv", "/api/text-quality", "/api/documents",
    "/api/matrix.csv", "/api/passages.csv", "/curation/text-quality", "/export?form=csv", "/unapi", "/account",
    "/curation", "/curation/next", "/curation/review/hidden0", "/curation/bulk?scheme=element", "/curation/pairs",
    "/curation/pairs/hidden0/hidden1", "/curation/history", "/api/documents/hidden0/history",
    "/documents/public1/pages/1", "/documents/hidden0/pages/1",
    "/accounts", "/sign-in", "/sign-in/provider", "/sign-in/provider/return", "/invitation/x", "/oai/iscm.xsd",
    "/oai/style.xsl", "/feeds/search.atom", "/fr/", "/ar/search?q=return", "/first-administrator/x", "/iscms",
    *(f"/api/export.{form}" for form in ("ris", "bib", "csl", "csv", "xlsx", "jsonl")),
    *(f"/api/export.{form}?id=hidden0&id=public1&id=hidden1" for form in ("ris", "csv", "xlsx", "jsonl")),
    *(f"/feeds/{kind}.atom" for kind in ("iscms/nora", "iscms/quito", "iscms/rabat", "elements/x", "elements/s")),
    *(f"/iscms/{slug}" for slug in ("nora", "quito", "gfmd")),
    *(f"/oai?verb={verb}" for verb in ("Identify", "ListSets", "ListMetadataFormats")),
    *(
        f"/oai?verb={verb}&metadataPrefix={form}{chosen}"
        for verb in ("ListIdentifiers", "ListRecords")
        for form in ("oai_dc", "mods", "oai_iscm")
        for chosen in ("", "&set=iscm:nora", "&set=year:1987", "&set=year", "&set=element:x", "&until=2024-03-05")
    ),
    *(f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:{name}" for name in ("hidden0", "public0")),
)  # fmt: skip
_WORDS = (
    "xylophonic", "zeppelin", "zeppelins", "memorandum", "ulaanbaatar", "quokkas", "marmosets", "fund", "mechanism",
    "ministers", "commit", "ксилофон", "дирижаблей", "return", "readmission", "labour", "migration", "migrants",
    "protect", "declaration", "retorno", "réadmission", "الهجرة", "asylum",
)  # fmt: skip
_QUERIES = (
    *_WORDS,
    *(word[:length] for word in _WORDS[:13] for length in (2, 3, 4, 6)),
    *(f"{word[:3]}*" for word in _WORDS),
    *(f"{word[:-2]}x{word[-2:]}" for word in _WORDS[:14]),
    *(f"return -{word}" for word in _WORDS[:10]),
    *(f"return OR {word}" for word in _WORDS[:10]),
    *(f'"{first} {second}"' for first, second in pairwise(_WORDS)),
    *(f'title:"{word}"' for word in _WORDS[:6]),
    *(f"year:{year}" for year in range(1985, 1993)),
    *(f"return year:{year}" for year in (1987, 1988, 2003, 2018)),
    *(f"{key}" for key in ("iscm:nora", "iscm:quito", "element:x", "state:MNG", "language:pt", "language:ru")),
    *(f"return {key}" for key in ("iscm:nora", "type:roadmap", "theme:1", "objective:1", "level:RCP", "region:asia")),
    '"xylophonic zeppelin"~5', "(zeppelin OR return) -readmission", "xylophonik", "zepelin", "quokas", "a* OR z*",
    "return and readmission", '"return and readmission"', "trata de personas", "Ulaanbaatar memorandum", "nora",
    "nothing at all here", "-zeppelin", "-return", "m*", "re* OR ze*", "labour migratoin", "retur", "readmision",
    "Northern Rim", "quito", "zeppelin iscm:rabat year:2018", "ministers commit", "fund shall protect",
    "speaks of return",
)  # fmt: skip
_IN_PAGES = 25
_PATHS = ("/search", "/feeds/search.atom", "/api/passages.csv", "/api/matrix.csv", "/api/export.csv")


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, FastAPI]]:
    """The application on a repository without and with hidden documents."""
    apps = []
    for is_with_hidden in (False, True):
        data_dir = tmp_path_factory.mktemp("leaks")
        build(data_dir, is_with_hidden).close()
        apps.append(create_app(Settings(data_dir=data_dir)))
    yield apps[0], apps[1]
    for app in apps:
        app.state.house.repository.close()
        shutil.rmtree(app.state.house.repository.settings.data_dir)


@pytest.fixture(scope="module")
def crawlers(apps: tuple[FastAPI, FastAPI]) -> tuple[Crawler, Crawler]:
    return Crawler(apps[0], _MOST_OF_A_ROUTE), Crawler(apps[1], _MOST_OF_A_ROUTE)


def assert_same(without: list[Line], with_hidden: list[Line]) -> None:
    for line, other in zip(without, with_hidden, strict=False):
        assert line[0] == other[0], f"{line[0]} and {other[0]} follow {without[without.index(line) - 1][0]}"
        assert line == other, line[0]
    assert len(without) == len(with_hidden)


def test_every_surface_tells_a_reader_without_account_the_same(crawlers: tuple[Crawler, Crawler]) -> None:
    for crawler in crawlers:
        crawler.follow(_SEEDS)
    assert_same(crawlers[0].lines, crawlers[1].lines)
    told = b"".join(line[3] for line in crawlers[1].lines).lower()
    assert b"marrakesh" in told
    # 405: the API's description names addresses that only take what is sent.
    assert {line[1] for line in crawlers[1].lines} <= {200, 300, 301, 303, 401, 403, 404, 405, 422}
    for word in (b"ylophonic", b"memorandum of ulaan", "дирижабл".encode(), b"quokka"):
        assert word not in told
    asked_for = {route.path for route in ROUTES if "GET" in route.methods}
    assert asked_for - set(crawlers[1].of_route) == set(), "reached by no link: add an address to _SEEDS"


def test_no_query_no_suggestion_and_no_correction_tells_of_them(crawlers: tuple[Crawler, Crawler]) -> None:
    assert len(set(_QUERIES)) >= 200
    for crawler in crawlers:
        start = len(crawler.lines)
        for number, query in enumerate(dict.fromkeys(_QUERIES)):
            crawler.ask(f"/api/search?q={quote(query)}")
            crawler.ask(f"/api/suggest?q={quote(query)}")
            if number % (len(_QUERIES) // _IN_PAGES) == 0:
                for path in (
                    "/search",
                    "/feeds/search.atom",
                    "/api/passages.csv",
                    "/api/matrix.csv",
                    "/api/export.csv",
                ):
                    crawler.ask(f"{path}?q={quote(query)}")
        crawler.of_route["queries"] = start
    without, with_hidden = (crawler.lines[crawler.of_route["queries"] :] for crawler in crawlers)
    assert_same(without, with_hidden)


@contextmanager
def counted(app: FastAPI) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    engine, statements = app.state.house.repository.database.engine, list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def test_a_hidden_document_answers_as_one_that_never_was_by_the_same_way(apps: tuple[FastAPI, FastAPI]) -> None:
    client = TestClient(apps[1], follow_redirects=False)
    asked = 0
    for context in iter_route_contexts(apps[1].routes):
        for method in sorted((context.methods or set()) - {"HEAD"}) if "{document_id}" in (context.path or "") else ():
            path = str(context.path).replace("{number}", "1").replace("{form}", "ris").replace("{passage}", "0-3")
            for hidden in HIDDEN:
                answers = []
                for document_id in (hidden.name, "z" * len(hidden.name)):
                    address = path.replace("{document_id}", document_id).replace("{file_id}", f"{document_id}f0")
                    with counted(apps[1]) as statements:
                        answer = client.request(method, address, json={})
                    told = answer.text.replace(document_id, "ID")
                    headers = {name: value.replace(document_id, "ID") for name, value in answer.headers.items()}
                    answers.append((answer.status_code, headers, told, list(statements)))
                assert answers[0] == answers[1], (method, address)
                # 303: to the sign-in, from a page for curators.
                assert answers[0][0] in (303, 401, 404)
                asked += 1
    assert asked > 50
