"""The dry run."""

import json

from ingest.inspection import inspection


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
    for path in paths:
        told = inspection(path, settings)
        assert told["status"] == "failed"
        assert told["reason"].endswith(".")
        assert told["file"] == str(path)
    assert not settings.data_dir.exists()
