"""No page weighs more than a reader on a weak link can wait for."""

from tests.journeys.sights import Sight

MOST = 100_000


def test_every_page_weighs_less_than_100_kb_without_its_images(seen: list[Sight]) -> None:
    weights = {sight.name: len(sight.html) for sight in seen}
    assert {name: bytes_ for name, bytes_ in weights.items() if bytes_ >= MOST} == {}
