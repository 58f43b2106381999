"""No query takes the service down: time, length, prefixes and pages are bounded, and what is cut is said."""

import time

import pytest

from repository.errors import Busy
from repository.repository import Repository
from repository.settings import Settings
from search.deadline import Deadline, OutOfTime
from search.grammar import parse
from search.query import SORTS, SearchQuery
from search.searching import Search
from search.ways_out import ways_out


@pytest.fixture
def hurried(shelf):
    """A search over the same repository that may take no time at all."""
    shelf.put("visa policy of the region")
    shelf.catch_up()
    repository = Repository(Settings(data_dir=shelf.repository.settings.data_dir, search_seconds=1e-9))
    yield Search(repository, shelf.index)
    repository.close()


def test_a_search_without_time_is_given_up_with_a_sentence(hurried, reader):
    with pytest.raises(Busy, match=r"takes more than 1e-09 seconds\. Use fewer or rarer words"):
        hurried.results(SearchQuery("visa"), reader)
    with pytest.raises(OutOfTime):
        hurried.ids(SearchQuery("vis*"), reader)


def test_what_needs_no_words_needs_no_time(hurried, reader):
    assert hurried.results(SearchQuery(), reader).total == 1


def test_help_for_which_there_is_no_time_is_left_out(shelf):
    shelf.put("visa policy")
    shelf.catch_up()
    view = shelf.index.snapshot().view(("public",)).until(Deadline.after(0))
    tree = parse("visa zebra").tree
    nothing = view.mask & False
    assert ways_out(view, SearchQuery("visa zebra"), tree, nothing, str, lambda tree: tree) == ()


@pytest.mark.parametrize("sort", SORTS)
def test_paging_reaches_every_document_once_to_the_end(shelf, reader, sort):
    for number in range(47):
        shelf.put("visa " * (number % 5 + 1), title=f"Title {number % 7}", date=f"20{number % 10 + 10}")
    shelf.catch_up()
    found = [hit.id for page in range(1, 8) for hit in shelf.find("visa", sort=sort, size=7, page=page).hits]
    assert len(found) == len(set(found)) == 47
    assert found == list(shelf.search.ids(SearchQuery("visa", sort=sort), reader))
    for beyond in (8, 999_999_999):
        results = shelf.find("visa", sort=sort, size=7, page=beyond)
        assert (results.total, results.hits) == (47, ())


@pytest.mark.parametrize("piece", ['"', "(", "-", "a:", "a*", "''", "title:", '"a"~9 ', "a-", "_:", "١", "́", "\u200d"])
def test_reading_a_query_takes_time_in_proportion_to_its_length(piece):
    def seconds(length):
        text = (piece * length)[:length]
        return min(_timed(lambda: parse(text, characters=length)) for _ in range(3))

    # Sixteen times as long may take sixteen times as long; what tries again from every place would take 256 times.
    assert seconds(32_000) < 100 * seconds(2_000) + 0.02


def _timed(what):
    started = time.thread_time()
    what()
    return time.thread_time() - started
