"""No page weighs more than a reader on a weak link can wait for."""

import urllib.error
import urllib.request
from typing import Any

from tests.journeys.pages import pages

MOST = 100_000


def weight(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return len(answer.read())
    except urllib.error.HTTPError as error:
        return len(error.read())


def test_every_page_weighs_less_than_100_kb_without_its_images(room: Any) -> None:
    weights = {path: weight(address) for path, address in pages(room)}
    assert {path: bytes_ for path, bytes_ in weights.items() if bytes_ >= MOST} == {}
