"""The samples, read: process, year, language and type against what their sources say."""

from pathlib import Path

import pytest
import yaml

from ingest.limits import Limits
from ingest.pipeline import read

SOURCES = Path(__file__).parents[2] / "samples" / "sources"
# No text layer: nothing can be told from it.
SCANS = {"gfmd-2007-scan.en.pdf"}


def labels() -> list[dict]:
    return [yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1]) for path in sorted(SOURCES.glob("*.md"))]


@pytest.mark.parametrize(
    "label", [pytest.param(label, id=label["file"]) for label in labels() if label["file"] not in SCANS]
)
def test_a_sample_is_read_rightly(label, samples, authority):
    # The name is hidden, so that only the text can tell.
    name = "upload" + Path(label["file"]).suffix
    reading = read(samples / label["file"], name, authority, Limits())
    issuing = sorted(tag.code for tag in reading.tags if tag.scheme == "iscm" and tag.assigned)
    assert issuing == sorted(label["process"])
    assert reading.dates is not None
    assert int(reading.dates.start[:4]) == label["year"]
    assert reading.language is not None
    assert reading.language.value == label["language"]
    assert reading.is_sample
    assert reading.type is not None
    assert [tag for tag in reading.tags if tag.scheme == "element" and tag.assigned]
    for tag in reading.tags:
        for shown in tag.evidence:
            words = reading.pages[shown.page - 1].text[shown.start : shown.end]
            assert not shown.end or " ".join(words.split()) in shown.text
