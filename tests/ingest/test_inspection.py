"""The dry run."""

import json

from ingest.inspection import inspection, inspections


def test_a_sample_is_told_with_its_evidence(samples, settings):
    path = samples / "rabat-2018-marrakesh-declaration.en.pdf"
    told = inspection(path, settings)
    assert (told["status"], told["reason"], told["language"], told["type"]) == ("ready", None, "en", "declaration")
    assert told["dates"][0]["from"] == "2018-05-02"
    assert told["dates"][0]["precision"] == "day"
    assert told["place"] == {"city": "Marrakesh", "country": "MAR"}
    assert ("rabat", "issuing") in {(iscm["slug"], iscm["role"]) for iscm in told["iscms"]}
    returns = next(element for element in told["elements"] if element["code"] == "s")
    assert returns["state"] == "assigned"
    assert all(item["page"] and item["text"] and item["rule"] for item in returns["evidence"])
    assert [page["n"] for page in told["pages"]] == list(range(1, len(told["pages"]) + 1))
    json.dumps(told)


def test_nothing_raises(tmp_path, damaged, settings):
    (tmp_path / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    paths = [*damaged.iterdir(), tmp_path, tmp_path / "gone.pdf", tmp_path / "picture.pdf", tmp_path / "empty.txt"]
    for path, told in zip(paths, inspections(paths, settings, 2), strict=True):
        assert told["status"] == "failed"
        assert told["reason"].endswith(".")
        assert told["file"] == str(path)
    assert not settings.data_dir.exists()


def test_lines_come_in_the_order_of_the_files_however_many_are_read_at_once(samples, damaged, tmp_path, settings):
    (tmp_path / "short.txt").write_text("The ministers met and agreed on return.")
    paths = [
        samples / "rabat-2018-marrakesh-declaration.en.pdf",
        tmp_path / "short.txt",
        tmp_path / "gone.pdf",
        damaged / "truncated.pdf",
        tmp_path / "short.txt",
    ]
    told = list(inspections(paths, settings, 3))
    assert [one["file"] for one in told] == [str(path) for path in paths]
    assert [one["status"] for one in told] == ["ready", "ready", "failed", "failed", "ready"]


def test_every_line_has_the_same_keys_whatever_became_of_the_file(samples, tmp_path, settings):
    ready = inspection(samples / "khartoum-2015-action-plan.en.docx", settings)
    failed = inspection(tmp_path / "gone.pdf", settings)
    assert list(ready) == list(failed)
    promised = ("file", "status", "reason", "pages", "language", "title", "type", "dates", "place", "iscms", "elements")
    assert {*promised, "objectives", "commitments"} <= set(ready)
    assert {"n", "chars", "source", "quality"} <= set(ready["pages"][0])
    assert {"page", "verb", "text", "elements"} <= set(ready["commitments"][0]) if ready["commitments"] else True
