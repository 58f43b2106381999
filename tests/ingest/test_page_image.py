"""Pictures of pages: a few are drawn at once however many ask, and what was drawn last is kept."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from queue import Queue

import pytest

from ingest.latest import Latest
from ingest.page_image import draw
from ingest.turns import PAGES, Turns
from repository.errors import Busy

Outcome = bytes | Busy


def asked_by_many(readers: int, ask: Callable[[], bytes]) -> "Queue[Outcome]":
    """What each of so many readers got, who all ask at once."""
    outcomes: Queue[Outcome] = Queue()

    def read() -> None:
        try:
            outcomes.put(ask())
        except Busy as trouble:
            outcomes.put(trouble)

    for _ in range(readers):
        threading.Thread(target=read).start()
    return outcomes


def test_whoever_comes_when_too_many_wait_is_told_so_and_the_others_share_one_drawing(
    make_pdf: Callable[..., Path],
) -> None:
    path = make_pdf(["We met."])
    with ExitStack() as busy:
        for _ in range(2):
            busy.enter_context(PAGES.turn())
        # Two turns are taken and sixteen may wait: of seventeen readers one is sent away at once.
        outcomes = asked_by_many(17, lambda: draw(path, 1, 200))
        refused = outcomes.get(timeout=4)
        assert isinstance(refused, Busy)
        assert "Try again" in str(refused)
    pictures = [outcomes.get(timeout=30) for _ in range(16)]
    assert all(isinstance(picture, bytes) and picture.startswith(b"\x89PNG") for picture in pictures)
    # The first two turns came together.
    assert len({id(picture) for picture in pictures}) <= 2
    assert draw(path, 1, 200) in pictures


def test_a_turn_that_does_not_come_in_time_is_given_up_and_leaves_its_place() -> None:
    turns = Turns(at_once=1, waiting=1, seconds=0.01)
    for _ in range(3):
        with turns.turn(), pytest.raises(Busy), turns.turn():
            pass
    with turns.turn():
        pass


def test_what_was_asked_for_last_is_kept_as_far_as_the_room_goes() -> None:
    latest = Latest(100)
    for name in "abcd":
        latest.keep(name, name.encode() * 25)
    assert latest.get("a") == b"a" * 25
    latest.keep("e", b"e" * 20)
    latest.keep("a", b"A" * 20)
    latest.keep("large", b"!" * 26)
    assert [name for name in ("a", "b", "c", "d", "e", "large") if latest.get(name)] == ["a", "c", "d", "e"]
    assert latest.get("a") == b"A" * 20
