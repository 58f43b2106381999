"""Segments: written and read as they were, merged without loss, damage noticed, built by several processes."""

import numpy as np
import pytest

from repository.access import ANONYMOUS
from search.analysis import tokens, word_end
from search.arrays import Arrays, ArraysWriter
from search.building import built
from search.catching_up import catch_up, drift, reindex
from search.damage import Damaged
from search.index import Index
from search.query import SearchQuery
from search.splitting import split
from search.writer import Writer

PIECES = list("ab1 +5_-.,'\n\u0301\u0640\u00adéأ\u064b\u200d²½〇ⅷ")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "one.seg"
    with ArraysWriter(path) as writer:
        writer.add("empty", np.empty(0, np.int64))
        writer.add_numbers("small", np.arange(200))
        writer.add_numbers("large", np.array([70_000]))
        writer.meta["documents"] = 3
    return path


def test_arrays_come_back_in_as_few_bytes_as_they_need(path):
    arrays = Arrays(path)
    arrays.check()
    assert arrays.meta == {"documents": 3}
    assert len(arrays["empty"]) == 0
    assert arrays["small"].tolist() == list(range(200))
    assert (arrays["small"].dtype, arrays["large"].dtype) == (np.uint8, np.uint32)


def test_every_wrong_byte_is_noticed(path):
    whole = path.read_bytes()
    for at in (0, 64 + 10, len(whole) - 60, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        if at != 0 and at != 64 + 10:
            with pytest.raises(Damaged):
                Arrays(path)
    path.write_bytes(whole[:10] + b"x" + whole[11:])
    with pytest.raises(Damaged):
        Arrays(path).check()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Damaged):
        Arrays(path)


def test_a_file_that_was_not_finished_is_not_left_behind(tmp_path):
    with pytest.raises(ZeroDivisionError), ArraysWriter(tmp_path / "x.seg"):
        1 / 0  # noqa: B018 - it fails, as anything may.
    assert list(tmp_path.iterdir()) == []


def test_texts_are_split_in_bulk_as_they_are_one_by_one(chance):
    for _ in range(3000):
        text = "".join(chance.choices(PIECES, k=chance.randint(0, 20)))
        found = list(tokens(text))
        words, starts = split(text)
        assert (words, starts.tolist()) == ([text[one.start : one.end] for one in found], [one.start for one in found])
        assert [word_end(text, start) for start in starts.tolist()] == [one.end for one in found]


def test_a_segment_cut_short_under_a_running_service_is_noticed_before_it_is_read(shelf):
    document = shelf.put("visa and border")
    shelf.catch_up()
    assert shelf.ids("visa") == {document}
    (path,) = shelf.index._folders.current().glob("*.seg")
    with path.open("r+b") as file:
        file.truncate(100)
    assert "is being built" in shelf.find("visa").ignored[-1]
    shelf.catch_up()
    assert shelf.ids("visa") == {document}


def test_a_segment_whose_bytes_changed_is_rebuilt_when_the_service_starts(shelf):
    document = shelf.put("visa and border")
    shelf.catch_up()
    (path,) = shelf.index._folders.current().glob("*.seg")
    whole = path.read_bytes()
    path.unlink()
    path.write_bytes(whole[:5] + b"\xff" + whole[6:])
    index = Index(shelf.repository.settings.index_dir)
    assert index.answers()
    assert catch_up(shelf.repository, index) == 1
    assert shelf.ids("visa") == {document}
    assert index._folders.current() != path.parent


def test_optimising_leaves_one_segment_and_changes_no_answer(shelf, chance):
    words = ["visa", "border", "return", "and", "readmission", "policy"]
    queries = ["visa", '"return and readmission"', "re* -policy", "policy OR border", "title:visa", ""]
    ids = []
    for _ in range(6):
        for _ in range(5):
            pages = [" ".join(chance.choices(words, k=20)) for _ in range(2)]
            ids.append(shelf.put(*pages, title="A visa", date=str(chance.randint(2000, 2009)), iscms=["rabat"]))
        shelf.catch_up()
    for id in chance.sample(ids, 8):
        shelf.change(id, lambda uow, one: uow.documents.withdraw(one, "a mistake"))
    shelf.catch_up()
    before = [shelf.seen(shelf.find(query, size=100)) for query in queries]
    with shelf.index.only_writer(), shelf.index.writing() as writer:
        writer.optimise()
    assert len(shelf.index.snapshot().segments) == 1
    assert shelf.index.snapshot().live.all()
    assert [shelf.seen(shelf.find(query, size=100)) for query in queries] == before
    assert drift(shelf.repository, shelf.index) == []


def test_many_small_commits_leave_few_segments(shelf):
    for number in range(30):
        shelf.put(f"visa {number}")
        shelf.catch_up()
    assert len(shelf.index.snapshot().segments) <= 4
    assert shelf.find("visa").total == 30


def test_several_processes_build_what_one_builds(shelf):
    for number in range(12):
        shelf.put(f"visa {number} return and readmission", title=f"Title {number}", language=["en", "fr"][number % 2])
    reindex(shelf.repository)
    queries = ["visa", '"return and readmission"', "title:7", ""]
    before = [shelf.seen(shelf.find(query)) for query in queries]
    with shelf.index.only_writer():
        folder = shelf.index.fresh()
        assert len(built(shelf.repository, folder, None, part=5)) == 12
        shelf.index.adopt(folder)
    assert len(shelf.index.snapshot()) == 12
    assert [shelf.seen(shelf.find(query)) for query in queries] == before


def test_a_long_list_can_be_paged_to_its_end_and_beyond(shelf):
    for number in range(60):
        shelf.put("visa " * (number % 7 + 1))
    shelf.catch_up()
    whole = [hit.id for hit in shelf.find("visa", size=100).hits]
    pages = [hit.id for page in range(1, 13) for hit in shelf.find("visa", size=5, page=page).hits]
    assert pages == whole
    far = shelf.search.results(SearchQuery("visa", page=10**9 - 1, size=100), ANONYMOUS)
    assert (far.total, far.hits) == (60, ())


def test_a_write_without_anything_to_write_changes_nothing(shelf):
    document = shelf.put("visa")
    shelf.catch_up()
    with shelf.index.only_writer(), Writer(shelf.index._folders.current()):
        pass
    assert shelf.ids("visa") == {document}
