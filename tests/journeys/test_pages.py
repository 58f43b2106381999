"""Every page of the application is in the list of those that are looked at, and what they share is the same."""

import re
from collections.abc import Iterator

import lxml.html
from fastapi.routing import iter_route_contexts

from tests.journeys.pages import EMPTY, NO_PAGES, PUBLIC, SIGNED_IN
from tests.journeys.sights import Sight
from web.pages import router


def routes() -> Iterator[tuple[str, str]]:
    for route in iter_route_contexts(router.routes):
        for method in (route.methods or set()) - {"HEAD"}:
            yield method, str(route.path)


def test_every_page_is_looked_at_and_so_is_every_form_that_answers_with_one() -> None:
    looked_at = {("GET" if look.form is None else "POST", look.path) for look in (*PUBLIC, *SIGNED_IN, *EMPTY)}
    forgotten = set()
    for method, path in set(routes()) - NO_PAGES:
        pattern = re.compile(re.sub(r"\{\w+\}", "[^/?]+", path) + r"(\?.*)?")
        if not any(how == method and pattern.fullmatch(where) for how, where in looked_at):
            forgotten.add((method, path))
    assert forgotten == set(), "add them to tests/journeys/pages.py"
    assert NO_PAGES - set(routes()) == set(), "they are no more"


def test_help_stands_at_the_same_place_of_every_page(seen: list[Sight]) -> None:
    for sight in seen:
        page = lxml.html.fromstring(sight.html)
        links = [str(link).removeprefix("/ar") for link in page.xpath("//footer//p//a/@href")]
        assert links == ["/about", "/highlights", "/programs"], sight.name
        [about] = page.xpath("//header[@class='top']//nav//li[5]/a/@href")
        assert str(about).removeprefix("/ar") == "/about", sight.name


def test_what_can_be_dragged_can_be_said_in_a_form(seen: list[Sight]) -> None:
    dragged = 0
    for sight in seen:
        page = lxml.html.fromstring(sight.html)
        for figure in page.xpath("//figure[@data-brush]"):
            dragged += 1
            assert figure.xpath("following-sibling::form//input[@name='year_from']"), sight.name
        if page.xpath("//*[@id='drop']"):
            dragged += 1
            assert page.xpath("//form//input[@type='file']"), sight.name
    assert dragged > 3
