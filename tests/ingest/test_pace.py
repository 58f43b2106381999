"""Pages within their share of the time."""

import os
import signal
import time

import pytest

from ingest import pace
from ingest.bounds import Bounds
from ingest.child import Crashed, Overdue, asked
from ingest.limits import Limits
from ingest.pace import PageMissed, reading_page

LIMITS = Limits(seconds=2)


@pytest.fixture(autouse=True)
def told():
    pages: list[int] = []
    pace.begin(pages.append)
    yield pages
    pace.stop()


def test_who_waits_is_told_each_page_and_its_end(told):
    for number in (1, 2):
        with reading_page(number, LIMITS):
            pass
    assert told == [1, 0, 2, 0]


def read_for_ever() -> None:
    while True:
        try:
            time.sleep(0.05)
        except Exception:  # noqa: S112 - as libraries do.
            continue


def test_a_page_that_takes_too_long_is_missed_even_where_a_library_swallows_exceptions():
    began = time.monotonic()
    with pytest.raises(PageMissed, match="Page 3 could not be read: it took longer"), reading_page(3, LIMITS):
        read_for_ever()
    assert time.monotonic() - began < 2


def test_a_page_that_takes_too_much_memory_is_missed():
    with pytest.raises(PageMissed, match="more memory than is allowed"), reading_page(1, LIMITS):
        raise MemoryError


def test_a_page_that_stopped_an_earlier_try_is_not_read_again():
    with (
        pytest.raises(PageMissed, match="did not end"),
        reading_page(4, Limits(skipped_pages=frozenset({4}))),
    ):
        raise AssertionError("it was read")


def test_when_the_time_is_over_the_rest_is_said_once():
    short = Limits(seconds=0.001)
    time.sleep(0.01)
    said = []
    for number in (7, 8):
        with pytest.raises(PageMissed) as missed, reading_page(number, short):
            pass
        said.append(str(missed.value))
    assert said[0] == said[1]
    assert said[0].startswith("Page 7 and those after it were not read")


def die_on_page(number: int) -> None:
    with reading_page(number, LIMITS):
        os.kill(os.getpid(), signal.SIGKILL)


def hang_on_page(number: int) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    with reading_page(number, LIMITS):
        time.sleep(60)


def test_a_child_that_dies_or_hangs_leaves_the_number_of_its_page():
    with pytest.raises(Crashed) as crash:
        asked(Bounds(10, 500), die_on_page, 5)
    assert crash.value.page == 5
    with pytest.raises(Overdue) as overdue:
        asked(Bounds(1, 500), hang_on_page, 6)
    assert overdue.value.page == 6
