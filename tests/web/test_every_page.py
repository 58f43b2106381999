"""What holds for every page: it answers, it is well made, and it loads nothing from anywhere else."""

import io
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from repository.access import SYSTEM
from repository.reading import Finding, Given, PageText, Reading
from repository.repository import Repository
from repository.unit_of_work import UnitOfWork

PAGES = {
    "/": 200,
    "/search?q=%22return+and+readmission%22": 200,
    "/search?sort=date": 200,
    "/search?q=return&iscm=rabat&year_from=2000&year_to=2020&element=s": 200,
    "/search?q=nothingatall&year=2003": 200,
    "/search?q=(((&year=abc&element=zz&page=99&size=100000": 200,
    "/iscms": 200,
    "/iscms?level=IRF&region=africa&status=active": 200,
    "/iscms?level=nonsense": 200,
    "/iscms/rabat": 200,
    "/iscms/igc": 200,
    "/overview": 200,
    "/overview?scheme=theme&year_from=2016&year_to=abc&q=readmission": 200,
    "/overview?scheme=objective": 200,
    "/overview?q=nothingatall": 200,
    "/overview/trend": 200,
    "/overview/trend?q=%22return+and+readmission%22": 200,
    "/overview/trend?q=nothingatall": 200,
    "/overview/compare": 200,
    "/overview/compare?iscm=rabat&iscm=rcm&iscm=&element=s": 200,
    "/overview/compare?iscm=none&element=s": 404,
    "/commitments": 200,
    "/commitments?kind=commitment&iscm=&year=&element=s&language=en": 200,
    "/commitments?year=soon": 422,
    "/meetings": 200,
    "/meetings?iscm=rabat&year=2018&country=MAR": 200,
    "/meetings?view=month&month=2018-05": 200,
    "/meetings?country=XXX": 200,
    "/about": 200,
    "/programs": 200,
    "/highlights/2018": 200,
    "/highlights/1950": 200,
    "/sign-in?next=/upload": 200,
    "/documents/{rabat}": 200,
    "/documents/{rabat}?q=return": 200,
    "/documents/{arcp}": 200,
    "/documents/{rabat}?view=text": 200,
    "/documents/{rabat}/pages/2?q=readmission&view=text": 200,
    "/documents/{rabat}/side-by-side": 422,
    "/documents/{versions}/side-by-side": 200,
    "/documents/{versions}/side-by-side?left_page=2&right_page=9": 200,
    "/documents/{failed}": 200,
    "/documents/{pending}": 200,
    "/documents/{withdrawn}": 410,
    "/documents/{restricted}": 404,
    "/documents/none": 404,
    "/documents/{rabat}/pages/1": 200,
    "/documents/{rabat}/pages/2?q=readmission": 200,
    "/documents/{arcp}/pages/1?light=0-6": 200,
    "/documents/{rabat}/pages/99": 404,
    "/documents/{rabat}/pages/x": 422,
    "/documents/{rabat}?file=none": 404,
    "/documents/{withdrawn}/pages/1": 410,
    "/iscms/none": 404,
    "/nowhere": 404,
}
SIGNED_IN = (
    "/",
    "/upload",
    "/uploads",
    "/account",
    "/documents/{rabat}",
    "/curation",
    "/curation?list=attention",
    "/curation?list=withdrawn",
    "/curation/review/{rabat}?page=2&light=0-9",
    "/curation/review/{failed}?list=failed",
    "/curation/review/{withdrawn}?list=withdrawn",
    "/curation/bulk?scheme=element",
    "/curation/pairs?kind=copy",
    "/curation/pairs?kind=version",
    "/curation/history",
)


@pytest.fixture
def ids(library: dict[str, str], repository: Repository) -> dict[str, str]:
    with repository.write() as uow:
        failed = uow.documents.add(repository.originals.keep(io.BytesIO(b"f"), 9), "locked.pdf", Given(), SYSTEM)
        uow.documents.fail(failed, "The PDF is protected by a password.")
        pending = uow.documents.add(repository.originals.keep(io.BytesIO(b"p"), 9), "new.pdf", Given(), SYSTEM)
        versions = _in_two_languages(uow, repository)
        uow.commit()
        return library | {
            "failed": failed.document.public_id,
            "pending": pending.document.public_id,
            "versions": versions,
        }


def _in_two_languages(uow: UnitOfWork, repository: Repository) -> str:
    document = ""
    for language, pages in {"en": ("We met.", "We agreed."), "fr": ("Nous nous sommes réunis.",)}.items():
        original = repository.originals.keep(io.BytesIO(language.encode()), 9)
        file = uow.documents.add(original, f"both.{language}.txt", Given(version_of=document or None), SYSTEM)
        texts = tuple(PageText(number, text) for number, text in enumerate(pages, 1))
        uow.record(file, Reading("text/plain", texts, Finding(language)))
        document = file.document.public_id
    return document


@pytest.fixture
def every_page(client: TestClient, ids: dict[str, str], read: Any, sign_in: Callable[[str], str]) -> dict[str, Any]:
    """Every page as a tree, read without and with an account."""
    pages = {path: read(path.format(**ids), status) for path, status in PAGES.items()}
    sign_in("curator")
    pages |= {f"{path} as curator": read(path.format(**ids)) for path in SIGNED_IN}
    sign_in("administrator")
    return pages | {"/accounts": read("/accounts")}


def test_every_page_is_well_made(every_page: dict[str, Any]) -> None:
    for path, page in every_page.items():
        assert page.get("lang") == "en", path
        assert page.findtext(".//title").strip(), path
        assert len(page.findall(".//h1")) == 1, path
        levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)
        ids = [element.get("id") for element in page.xpath("//*[@id]")]
        assert len(ids) == len(set(ids)), path
        assert page.xpath("//main[@id='main']"), path
        assert page.xpath("//a[@class='skip' and @href='#main']"), path


def test_everything_one_can_fill_in_has_a_label_and_every_picture_a_text(every_page: dict[str, Any]) -> None:
    for path, page in every_page.items():
        for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            labelled = page.xpath("//label[@for=$id]", id=field.get("id", "")) or field.xpath("ancestor::label")
            assert labelled, (path, field.get("name"))
        for picture in page.xpath("//img"):
            # Small pictures beside the number of their page say nothing that it does not say.
            assert picture.get("alt") or (picture.get("alt") == "" and picture.getnext() is not None), path
        for drawing in page.xpath("//*[local-name()='svg']"):
            assert drawing.get("aria-hidden") or drawing.get("aria-label"), path
        for link in page.xpath("//a[@href]"):
            said = link.text_content().strip() or link.get("aria-label") or link.xpath(".//img/@alt")
            assert said, (path, link.get("href"))
        for cell in page.xpath("//th"):
            assert cell.get("scope") in ("col", "row", "rowgroup"), path


def test_no_page_has_a_script_or_a_style_in_it_or_loads_from_elsewhere(every_page: dict[str, Any]) -> None:
    for path, page in every_page.items():
        # JSON-LD is data that no browser runs; tests/web/test_data_blocks.py looks into it.
        assert not page.xpath("//script[not(@type='application/ld+json')][not(@src) or text()]"), path
        assert not page.xpath("//script[@type='application/ld+json'][@src]"), path
        assert not page.xpath("//style | //iframe | //object | //@style"), path
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
        for address in page.xpath(
            "//img/@src | //script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //form/@action"
        ):
            assert address.startswith("/"), (path, address)
            assert not address.startswith("//"), (path, address)
        for link in page.xpath("//a[starts-with(@href, 'http')]"):
            assert "external" in link.get("rel", ""), (path, link.get("href"))


def test_every_page_is_light(client: TestClient, every_page: dict[str, Any], ids: dict[str, str]) -> None:
    for path in PAGES:
        assert len(client.get(path.format(**ids)).content) < 100_000, path


def test_every_form_that_changes_something_carries_the_token(every_page: dict[str, Any]) -> None:
    for path, page in every_page.items():
        for form in page.xpath("//form[@method='post']"):
            is_sign_in = form.get("action") == "/sign-in"
            assert is_sign_in or form.xpath(".//input[@name='form_token']/@value")[0], path


def test_every_link_within_the_site_leads_somewhere(client: TestClient, every_page: dict[str, Any]) -> None:
    links = {
        link.partition("#")[0]
        for page in every_page.values()
        for link in page.xpath("//a/@href")
        if link.startswith("/") and "/original" not in link
    }
    narrowed = [link for link in sorted(links) if not link.startswith(("/search?", "/api/search?"))]
    searches = sorted(links - set(narrowed))[::10]
    for link in narrowed + searches:
        assert client.get(link).status_code in (200, 303, 410), link


def test_the_style_sheet_loads_nothing(client: TestClient, read: Any) -> None:
    (address,) = read("/").xpath("//link[@rel='stylesheet']/@href")
    style = client.get(address)
    assert style.headers["content-type"].startswith("text/css")
    assert not re.search(r"url\(|@import|https?:", style.text)


def test_a_page_that_does_not_exist_keeps_the_look_and_tells_no_secrets(read: Any) -> None:
    page = read("/nowhere?q=readmission", 404)
    assert "There is nothing at /nowhere." in page.text_content()
    assert page.xpath("//input[@name='q']/@value") == ["readmission"]


def test_trouble_inside_answers_with_a_page_without_a_trace(
    client: TestClient, app: Any, repository: Repository
) -> None:
    quiet = TestClient(app, raise_server_exceptions=False)
    repository.close()
    repository.settings.data_dir.rename(repository.settings.data_dir.with_name("elsewhere"))
    answer = quiet.get("/documents/abc")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "Traceback" not in answer.text
    assert str(repository.settings.data_dir) not in answer.text


def test_a_link_checker_may_ask_with_head(client: TestClient, library: dict[str, str]) -> None:
    assert client.head("/about").status_code == 200
    assert client.head(f"/documents/{library['withdrawn']}").status_code == 410
    assert client.head("/nowhere").status_code == 404
