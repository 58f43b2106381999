"""Functions in a child process under limits."""

import contextlib
import os
import signal
import time

import pytest

from ingest.bounds import Bounds
from ingest.child import Child, Crashed, asked
from ingest.page_image import draw
from repository.errors import Unknown, Unreadable

held: list[bytes] = []


def hold(size: int) -> None:
    held.append(b"x" * size)


def burn(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def call(function, *arguments, seconds=20.0, megabytes=500, answer_bytes=10_000_000):
    return asked(Bounds(seconds, megabytes, answer_bytes), function, *arguments)


def test_an_answer_comes_back():
    assert call(sum, [1, 2, 3]) == 6


def test_a_slow_call_is_stopped():
    started = time.monotonic()
    with pytest.raises(Unreadable, match=r"longer than 0.5 seconds"):
        call(time.sleep, 60, seconds=0.5)
    assert time.monotonic() - started < 10


def test_a_call_that_needs_too_much_memory_is_stopped():
    with pytest.raises(Unreadable, match="more than 100 MB"):
        call(bytearray, 2_000_000_000, megabytes=100)


def test_a_call_that_is_killed_is_a_crash():
    with pytest.raises(Crashed) as crash:
        call(kill_myself)
    assert crash.value.signal_number == signal.SIGKILL


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_one_child_does_many_errands_and_goes_on_after_a_sentence_for_people():
    with Child(Bounds(20, 500)) as child:
        pid = child.ask(os.getpid)
        with pytest.raises(Unknown):
            child.ask(refuse)
        assert child.ask(os.getpid) == pid
        assert child.is_ready


def refuse() -> None:
    raise Unknown("There is nothing.")


@pytest.mark.parametrize("errand", [(int, "no number"), (bytearray, 2_000_000_000), (hold, 300_000_000)])
def test_a_child_is_not_asked_again_after_an_error_or_when_it_has_grown(errand):
    with Child(Bounds(20, 1000)) as child:
        with contextlib.suppress(Unreadable):
            child.ask(*errand)
        assert not child.is_ready


def test_the_processor_time_of_one_errand_is_not_taken_from_the_next():
    with Child(Bounds(20, 500, processor_seconds=1)) as child:
        assert [child.ask(burn, 0.8) for _ in range(4)] == [None] * 4
        with pytest.raises(Unreadable, match="longer than"):
            child.ask(burn, 5)


def test_a_call_that_burns_processor_time_is_stopped():
    with pytest.raises(Unreadable, match="longer than"):
        call(pow, 3, 10**9, seconds=1)


def test_an_answer_that_is_too_large_is_refused():
    with pytest.raises(Unreadable, match="larger than can be kept"):
        call(bytes, 2_000_000, answer_bytes=100_000)


def test_any_exception_becomes_a_sentence_and_is_logged(caplog):
    with pytest.raises(Unreadable, match="could not be read"):
        call(int, "no number")
    assert "ValueError" in caplog.text


def test_a_page_is_drawn(make_pdf):
    picture = draw(make_pdf(["# Title"]), 1, 200)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 200


def test_a_page_that_is_not_there_is_unknown(make_pdf):
    with pytest.raises(Unknown, match="pages are 1 to 1"):
        draw(make_pdf(["one"]), 2, 200)


def test_what_is_no_pdf_cannot_be_drawn(tmp_path):
    (tmp_path / "a.txt").write_text("text")
    with pytest.raises(Unreadable, match="cannot be drawn"):
        draw(tmp_path / "a.txt", 1, 200)
