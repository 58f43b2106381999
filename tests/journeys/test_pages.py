"""Every page of the application is in the list of those that are looked at."""

import re
from collections.abc import Iterator

from fastapi.routing import iter_route_contexts

from tests.journeys.pages import EMPTY, NO_PAGES, PUBLIC, SIGNED_IN
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
